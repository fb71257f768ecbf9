import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/confirm/{challenge}`: where the link in a mail leads that confirms an address. Opening it changes nothing, since mail
/// scanners open links; its button does (A8).
struct ConfirmRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get("confirm/:challenge", use: show).post("confirm/:challenge", use: confirm)
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        guard let challenge = try await asked(context) else { return try dead(request, context) }
        return try page(challenge, [], request, context)
    }

    func confirm(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        guard let challenge = try await asked(context), let login = challenge.login else { return try dead(request, context) }
        if let flaw = try await portal.flaw(of: context.form, for: challenge, portal.pages.words(context)) {
            return try page(challenge, [flaw], request, context)
        }
        let store = portal.store(for: login, request, context)
        guard let account = try await store.confirmEmail(challenge.id, in: practice.id, now: portal.now()) else {
            return try dead(request, context)
        }
        return portal.confirmed(account, practice, context)
    }

    private func asked(_ context: PortalContext) async throws -> Challenge? {
        try await portal.linkedChallenge([.verifyEmail, .changeEmail], at: .client, context)
    }

    private func page(
        _ challenge: Challenge, _ errors: [ErrorLine], _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let practice = try context.requirePractice()
        let words = portal.pages.words(context)
        let view = StepView(
            title: words("confirm.title"),
            lead: [words("confirm.lead", ["email": challenge.email?.text ?? "", "practice": practice.name.text])],
            form: StepFormView(
                action: request.uri.path, submit: words("confirm.submit"),
                linkSecret: LinkSecretView(secret: context.form["secret"], errors: errors, words: words)),
            errors: errors, words: words)
        let status: HTTPResponse.Status = errors.isEmpty ? .ok : .unprocessableContent
        return try portal.pages.render("step", view, request: request, context: context, status: status)
    }

    private func dead(_ request: Request, _ context: PortalContext) throws -> Response {
        let words = portal.pages.words(context)
        let login = StepLink(url: Places(practice: try context.requirePractice().slug).login(.client), text: words("confirm.signIn"))
        return try portal.pages.render("step", StepView(deadLink: [login], words: words), request: request, context: context)
    }
}
