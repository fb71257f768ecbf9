import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/reset/{challenge}` at either door, and `/staff/invitation/{challenge}`: where a link in a mail leads that lets somebody
/// choose a password. Opening it changes nothing.
struct ResetRoutes {
    let portal: Portal
    let door: Door

    func add(to group: RouterGroup<PortalContext>) {
        group.get("reset/:challenge", use: show).post("reset/:challenge", use: choose)
        guard door == .staff else { return }
        group.get("invitation/:challenge", use: show).post("invitation/:challenge", use: choose)
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        guard let challenge = try await asked(context) else { return try dead(request, context) }
        return try await page(challenge, [], request, context)
    }

    func choose(_ request: Request, context: PortalContext) async throws -> Response {
        guard let challenge = try await asked(context) else { return try dead(request, context) }
        let words = portal.pages.words(context)
        let (password, errors) = NewPasswordForm(context.form).read(words)
        // A password that has to be typed again costs no try of the code.
        guard let password else { return try await page(challenge, errors, request, context) }
        if let flaw = try await portal.flaw(of: context.form, for: challenge, words) {
            return try await page(challenge, [flaw], request, context)
        }
        guard try await meet(challenge, phc: portal.passwords.hash(password), request, context) else {
            return try dead(request, context)
        }
        let done = challenge.purpose == .staffInvitation ? "joined" : "reset"
        return .redirect(to: "\(Places(practice: try context.requirePractice().slug).login(door))?done=\(done)", type: .normal)
    }

    /// Who chose a password logs in with it: that is where the second step is asked for, and where attempts are counted.
    private func meet(
        _ challenge: Challenge, phc: String, _ request: Request, _ context: PortalContext
    ) async throws -> Bool {
        guard let login = challenge.login else { return false }
        let store = portal.store(for: login, request, context)
        let met =
            challenge.purpose == .staffInvitation
            ? try await store.acceptInvitation(challenge.id, phc: phc, in: challenge.practice, now: portal.now())
            : try await store.resetPassword(challenge.id, phc: phc, in: challenge.practice, now: portal.now())
        return met != nil
    }

    private func asked(_ context: PortalContext) async throws -> Challenge? {
        try await portal.linkedChallenge([.resetPassword, .staffInvitation], at: door, context)
    }

    private func page(
        _ challenge: Challenge, _ errors: [ErrorLine], _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        let practice = try context.requirePractice()
        let words = portal.pages.words(context)
        let isInvitation = challenge.purpose == .staffInvitation
        var values = ["practice": practice.name.text, "email": challenge.email?.text ?? "", "name": ""]
        if isInvitation, case .staff(let id)? = challenge.login, let staff = try await portal.store.staff(id, in: practice.id) {
            values["name"] = staff.name.text
        }
        let group = isInvitation ? "invitation" : "reset"
        let view = StepView(
            title: words("\(group).title"), lead: [words("\(group).lead", values)],
            form: StepFormView(
                action: request.uri.path, submit: words("\(group).submit"),
                fields: [StepField(password: .newPassword(label: words("newPassword.label"), errors: errors, words: words))],
                linkSecret: LinkSecretView(secret: context.form["secret"], errors: errors, words: words)),
            errors: errors, words: words)
        let status: HTTPResponse.Status = errors.isEmpty ? .ok : .unprocessableContent
        return try portal.pages.render("step", view, request: request, context: context, status: status)
    }

    private func dead(_ request: Request, _ context: PortalContext) throws -> Response {
        let words = portal.pages.words(context)
        let places = Places(practice: try context.requirePractice().slug)
        let login = StepLink(url: places.login(door), text: words("confirm.signIn"))
        let view =
            context.endpointPath?.contains("/invitation/") == true
            ? StepView(deadInvitation: login, words: words)
            : StepView(deadLink: [StepLink(url: places.forgot(door), text: words("login.forgot")), login], words: words)
        return try portal.pages.render("step", view, request: request, context: context)
    }
}
