import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/sign-up`: a client makes an account (A6, A7). Where the practice doesn't want that, the page says so.
struct SignUpRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get("sign-up", use: show).post("sign-up", use: signUp) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        guard practice.identity.acceptsSignUp else { return try closed(request, context) }
        guard context.login == nil else { return .redirect(to: Places(practice: practice.slug).account, type: .found) }
        return try page(SignUpForm(), [], .ok, request, context)
    }

    /// Whether or not the address has an account, the same is done and the same is answered.
    func signUp(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        guard practice.identity.acceptsSignUp else { return try closed(request, context) }
        let words = portal.pages.words(context)
        let form = SignUpForm(context.form)
        let (wanted, errors) = form.read(usesPasswords: practice.identity.usesPasswords, words: words)
        guard let wanted else { return try page(form, errors, .unprocessableContent, request, context) }
        if let seconds = try await portal.mailWait(to: wanted.email, request, context) {
            return try page(form, [.tooManyMails(seconds, words)], .tooManyRequests, request, context).retrying(after: seconds)
        }
        var phc: String?
        if let password = wanted.password { phc = try await portal.passwords.hash(password) }
        let key = try AskedCookie.Key()
        let challenge = try await portal.store(for: request, context).signUp(
            SignUp(email: wanted.email, name: wanted.name, language: context.language, phc: phc), browser: key.browser,
            in: practice.id, now: portal.now())
        return portal.ask(challenge, key, at: .client, in: practice, page: Places(practice: practice.slug).code)
    }

    private func closed(_ request: Request, _ context: PortalContext) throws -> Response {
        let usesPasswords = try context.requirePractice().identity.usesPasswords
        return try portal.closedPage(
            "closed.signUpTitle", usesPasswords ? "closed.signUpAccounts" : "closed.signUpCodes", request, context)
    }

    private func page(
        _ form: SignUpForm, _ errors: [ErrorLine], _ status: HTTPResponse.Status, _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let view = StepView(signUp: form, errors: errors, practice: try context.requirePractice(), words: portal.pages.words(context))
        return try portal.pages.render("step", view, request: request, context: context, status: status)
    }
}

extension Portal {
    /// Something that the practice doesn't want: why it isn't there, and the way in.
    ///
    /// - Parameters:
    ///   - title: Its words.
    ///   - text: The words that say why.
    func closedPage(_ title: String, _ text: String, _ request: Request, _ context: PortalContext) throws -> Response {
        let practice = try context.requirePractice()
        let words = pages.words(context)
        let login = StepLink(url: Places(practice: practice.slug).login(.client), text: words("closed.signIn"))
        let view = StepView(
            title: words(title), lead: [words(text, ["practice": practice.name.text])],
            links: practice.identity.showsLoginLinks ? [login] : [], words: words)
        return try pages.render("step", view, request: request, context: context, status: .notFound)
    }
}

extension StepView {
    init(signUp form: SignUpForm, errors: [ErrorLine], practice: Practice, words: Words) {
        let places = Places(practice: practice.slug)
        var fields = [
            StepField(
                text: FieldView("name", label: words("signUp.name"), value: form.name, errors: errors, autocomplete: "name")),
            StepField(
                text: .email(label: words("login.email"), value: form.email, errors: errors, hint: words("signUp.emailHint"))),
        ]
        if practice.identity.usesPasswords {
            fields.append(StepField(password: .newPassword(label: words("login.password"), errors: errors, words: words)))
        }
        let terms = TermsView(
            isTicked: form.hasAccepted, error: errors["terms"], termsUrl: "\(places.portal)/terms",
            privacyUrl: "\(places.portal)/privacy")
        self.init(
            title: words("signUp.title"), lead: [words("signUp.lead", ["practice": practice.name.text])],
            form: StepFormView(action: places.signUp, submit: words("signUp.submit"), fields: fields, terms: terms),
            errors: errors, links: [StepLink(url: places.login(.client), text: words("signUp.haveOne"))], words: words)
    }
}
