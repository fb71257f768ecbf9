import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/confirm/{challenge}`: where the link in a mail leads that confirms an address. Opening it changes nothing, since mail
/// scanners open links; its button does (A8).
///
/// Who reads the mail isn't always who asked for it: a stranger may have signed up with the address, or want it for their account.
/// Where it isn't the asker's browser, a new account gets another password, and a changed address isn't confirmed.
///
/// - SeeAlso: Decision 0013.
struct ConfirmRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get("confirm/:challenge", use: show).post("confirm/:challenge", use: confirm)
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        guard let challenge = try await asked(context) else { return try dead(request, context) }
        return try page(challenge, for: try await reader(of: challenge, request, context), [], request, context)
    }

    func confirm(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        guard let challenge = try await asked(context) else { return try dead(request, context) }
        let words = portal.pages.words(context)
        let reader = try await reader(of: challenge, request, context)
        guard reader != .outsider else { return try page(challenge, for: reader, [], request, context) }
        let (password, errors) = reader == .newcomer ? NewPasswordForm(context.form).read(words) : (nil, [])
        // A password that has to be typed again costs no try of the code.
        guard errors.isEmpty else { return try page(challenge, for: reader, errors, request, context) }
        if let flaw = try await portal.flaw(of: context.form, for: challenge, words) {
            return try page(challenge, for: reader, [flaw], request, context)
        }
        guard let login = challenge.login else { return try dead(request, context) }
        var phc: String?
        if let password { phc = try await portal.passwords.hash(password) }
        let store = portal.store(for: login, request, context)
        let account = try await store.confirmEmail(
            challenge.id, by: reader == .asker ? .asker : .reader(phc: phc), in: practice.id, now: portal.now())
        guard let account else { return try dead(request, context) }
        return portal.confirmed(account, practice, context)
    }

    /// Who opened the link, as far as this browser shows.
    private enum Reader {
        /// Who asked for the mail here, or is logged in with the account.
        case asker
        /// Somebody who has the address of a new account. They choose its password.
        case newcomer
        /// The same where clients log in by code.
        case newcomerWithoutPassword
        /// Somebody who has the address that another's account is to get.
        case outsider
    }

    private func reader(of challenge: Challenge, _ request: Request, _ context: PortalContext) async throws -> Reader {
        let practice = try context.requirePractice()
        if try await portal.asked(request, at: .client, in: practice)?.id == challenge.id { return .asker }
        if let login = context.login?.id, login == challenge.login { return .asker }
        guard challenge.purpose == .verifyEmail else { return .outsider }
        return practice.identity.usesPasswords ? .newcomer : .newcomerWithoutPassword
    }

    private func asked(_ context: PortalContext) async throws -> Challenge? {
        try await portal.linkedChallenge([.verifyEmail, .changeEmail], at: .client, context)
    }

    private func page(
        _ challenge: Challenge, for reader: Reader, _ errors: [ErrorLine], _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let practice = try context.requirePractice()
        let words = portal.pages.words(context)
        let values = ["email": challenge.email?.text ?? "", "practice": practice.name.text]
        guard reader != .outsider else {
            let login = "\(Places(practice: practice.slug).login(.client))?back=\(Places.escape(request.uri.path))"
            let view = StepView(
                title: words("confirm.title"), lead: [words("confirm.signInFirst", values), words("confirm.notYou")],
                links: [StepLink(url: login, text: words("confirm.signIn"))], words: words)
            return try portal.pages.render("step", view, request: request, context: context)
        }
        var lead = [words("confirm.lead", values)]
        var fields: [StepField] = []
        if reader == .newcomer {
            lead += [words("confirm.otherBrowser"), words("confirm.notYou")]
            fields.append(StepField(password: .newPassword(label: words("newPassword.label"), errors: errors, words: words)))
        }
        let view = StepView(
            title: words("confirm.title"), lead: lead,
            form: StepFormView(
                action: request.uri.path, submit: words("confirm.submit"), fields: fields,
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
