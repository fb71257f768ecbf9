import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/account/security` and `/staff/security`: one's own password, other logins, and a client's e-mail address (A5, M6, M7).
struct SecurityRoutes {
    let portal: Portal
    let door: Door

    func add(to group: RouterGroup<PortalContext>) {
        group.get(use: show).post("password", use: changePassword).post("everywhere", use: logOutEverywhere)
        guard door == .client else { return }
        group.post("email", use: changeEmail).post("confirmation", use: resendConfirmation)
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response { try await page([], request, context) }

    /// Other logins end; this one goes on under another cookie.
    func changePassword(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let login = try loggedIn(context)
        guard door == .staff || practice.identity.usesPasswords else { throw Problem.notFound }
        let (password, errors) = NewPasswordForm(context.form).read(portal.pages.words(context))
        guard let password else { return try await page(errors, request, context) }
        if let error = try await portal.checkPassword(context.form.exact("current"), request, context) {
            return try await page([error], request, context)
        }
        let phc = try await portal.passwords.hash(password)
        let cookie = RandomToken.make()
        guard let token = SecretHash(of: cookie) else { throw Problem.internalError }
        try await portal.store(for: request, context).changePassword(
            phc, of: login, goingOnAs: token, in: practice.id, now: portal.now())
        let place = "\(Places(practice: practice.slug).security(door))?done=password"
        return portal.keep(cookie, of: login, in: practice, to: place)
    }

    /// The new address counts once it is confirmed, there.
    func changeEmail(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let account = try context.requireClient().account
        let words = portal.pages.words(context)
        let typed = String(context.form["email"].prefix(254))
        guard let email = try? EmailAddress(typed), email != account.email else {
            let isSame = (try? EmailAddress(typed)) != nil
            let error = ErrorLine(field: "email", text: words(isSame ? "security.emailSame" : "signUp.emailWrong"))
            return try await page([error], request, context, email: typed)
        }
        if practice.identity.usesPasswords,
            let error = try await portal.checkPassword(context.form.exact("emailPassword"), field: "emailPassword", request, context)
        {
            return try await page([error], request, context, email: typed)
        }
        if let seconds = try await portal.mailWait(to: email, request, context) {
            return try await page([.tooManyMails(seconds, words)], request, context, status: .tooManyRequests, email: typed)
                .retrying(after: seconds)
        }
        let key = try AskedCookie.Key()
        let challenge = try await portal.store(for: request, context).requestEmailChange(
            of: account.id, to: email, browser: key.browser, in: practice.id, now: portal.now())
        return portal.ask(challenge, key, at: .client, in: practice, page: Places(practice: practice.slug).code)
    }

    func resendConfirmation(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let account = try context.requireClient().account
        let places = Places(practice: practice.slug)
        guard account.verifiedAt == nil else { return .redirect(to: places.account, type: .normal) }
        if let seconds = try await portal.mailWait(to: account.email, request, context) {
            let error = ErrorLine.tooManyMails(seconds, field: "resend", portal.pages.words(context))
            return try await page([error], request, context, status: .tooManyRequests).retrying(after: seconds)
        }
        let key = try AskedCookie.Key()
        let challenge = try await portal.store(for: request, context).resendConfirmation(
            of: account.id, browser: key.browser, in: practice.id, now: portal.now())
        return portal.ask(challenge, key, at: .client, in: practice, page: places.code)
    }

    /// Every login ends, this one too, and rooms close.
    func logOutEverywhere(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let login = try loggedIn(context)
        try await portal.store(for: request, context).endSessions(of: login, in: practice.id, now: portal.now())
        var response = Response.redirect(to: "\(Places(practice: practice.slug).login(door))?out=1", type: .normal)
        response.setCookie(portal.cookies.remove(portal.cookies.login(door, slug: practice.slug)))
        return response
    }

    private func loggedIn(_ context: PortalContext) throws -> LoginID {
        switch door {
        case .client: .account(try context.requireClient().account.id)
        case .staff: .staff(try context.requireStaff().id)
        }
    }

    private func page(
        _ errors: [ErrorLine], _ request: Request, _ context: PortalContext, status: HTTPResponse.Status? = nil, email: String = ""
    ) async throws -> Response {
        let practice = try context.requirePractice()
        _ = try loggedIn(context)
        let done = errors.isEmpty ? SecurityView.Done(rawValue: FormFields(request.uri.query ?? "")["done"]) : nil
        let words = portal.pages.words(context)
        let status = status ?? (errors.isEmpty ? .ok : .unprocessableContent)
        switch context.login {
        case .client(let login)?:
            let view = SecurityView(
                account: login.account, typedEmail: email, practice: practice, done: done, errors: errors, words: words)
            return try portal.pages.render("security", view, request: request, context: context, status: status)
        case .staff(let staff)?:
            let isOn = try await portal.store.secondStep(of: staff.id, in: practice.id)?.isOn == true
            let view = SecurityView(staff: staff, hasSecondStep: isOn, practice: practice, done: done, errors: errors, words: words)
            return try portal.pages.render("staff-security", view, request: request, context: context, status: status)
        case nil: throw NotSignedIn(door: door)
        }
    }
}
