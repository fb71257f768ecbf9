import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `login` and `logout` of one door, and the way in: `/p/{practice}` and `/p/{practice}/staff`.
struct LoginRoutes {
    let portal: Portal
    let door: Door

    func add(to group: RouterGroup<PortalContext>) {
        group.get(use: enter).get("login", use: show).post("login", use: logIn).post("logout", use: logOut)
    }

    func enter(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let places = Places(practice: practice.slug)
        if door == .client, context.login == nil, !practice.identity.showsLoginLinks {
            return try portal.pages.render("no-login", NoLoginView(), request: request, context: context)
        }
        return .redirect(to: context.login == nil ? places.login(door) : places.landing(door), type: .found)
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let query = FormFields(request.uri.query ?? "")
        let back = LocalPath(query["back"], under: Places(practice: practice.slug).root(door))
        guard context.login == nil else {
            return .redirect(to: back?.text ?? Places(practice: practice.slug).landing(door), type: .found)
        }
        let words = portal.pages.words(context)
        let done = Done(rawValue: query["done"]).map { words("login.done.\($0.rawValue)") }
        let notice = query["out"] == "1" ? words("login.signedOut") : done
        let view = LoginView(door: door, practice: practice, words: words, back: back, notice: notice)
        return try portal.pages.render("login", view, request: request, context: context)
    }

    /// What somebody has just done who logs in now, as the address says it.
    enum Done: String, CaseIterable { case confirmed, reset, joined, again }

    func logIn(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let words = portal.pages.words(context)
        let form = LoginForm(context.form)
        guard door == .staff || practice.identity.usesPasswords else { return try await sendCode(form, request, context) }
        let missing = form.errors(words)
        guard missing.isEmpty else { return try again(form, missing, .unprocessableContent, request, context) }
        let refusal = [ErrorLine(field: "email", text: words("login.refused"))]
        guard let email = try? EmailAddress(form.email) else {
            return try again(form, refusal, .unprocessableContent, request, context)
        }
        let attempt = LoginAttempt(form: door.form, email: email, address: portal.address(of: request, context).text)
        if let end = try await portal.store.countAttempt(attempt, in: practice.id, now: portal.now()) {
            return try tooMany(until: end, form, request, context)
        }
        guard let login = try await portal.passwordHolder(form, email, door: door, in: practice) else {
            return try again(form, refusal, .unprocessableContent, request, context)
        }
        let places = Places(practice: practice.slug)
        let back = LocalPath(form.back, under: places.root(door))?.text
        // The attempt stays counted until the second step is passed: its code can't be guessed by logging in again and again.
        if let response = try await askSecondStep(of: login, email, practice, back: back) { return response }
        try await portal.store.forgiveAttempt(attempt, in: practice.id)
        return try await portal.logIn(
            login, in: practice, to: back ?? places.landing(door), request: request, context: context)
    }

    func logOut(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        try await portal.endSession(of: request, at: door, in: practice, now: portal.now(), context)
        var response = Response.redirect(to: Places(practice: practice.slug).login(door) + "?out=1", type: .normal)
        response.setCookie(portal.cookies.remove(portal.cookies.login(door, slug: practice.slug)))
        return response
    }

    /// Sends a code to log in with (C4), and leads to the page where it is typed: for every address alike.
    private func sendCode(_ form: LoginForm, _ request: Request, _ context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let words = portal.pages.words(context)
        guard let email = try? EmailAddress(form.email) else {
            return try again(form, [ErrorLine(field: "email", text: words("signUp.emailWrong"))], .unprocessableContent, request, context)
        }
        if let seconds = try await portal.mailWait(to: email, request, context) {
            return try again(form, [.tooManyMails(seconds, words)], .tooManyRequests, request, context).retrying(after: seconds)
        }
        let key = try AskedCookie.Key()
        let challenge = try await portal.store(for: request, context).requestLoginCode(
            for: email, browser: key.browser, onlyKnownClients: practice.identity.admitsOnlyKnownClients, in: practice.id,
            now: portal.now())
        return portal.ask(challenge, key, at: .client, in: practice, page: Places(practice: practice.slug).code)
    }

    /// - Returns: The way to the second step; `nil` for who has none.
    private func askSecondStep(
        of login: LoginID, _ email: EmailAddress, _ practice: Practice, back: String?
    ) async throws -> Response? {
        guard case .staff(let id) = login, try await portal.store.secondStep(of: id, in: practice.id)?.isOn == true else {
            return nil
        }
        let key = try AskedCookie.Key()
        let challenge = try await portal.store.startChallenge(
            .secondStep, of: login, email: email, browser: key.browser, in: practice.id, now: portal.now(), notice: nil)
        let page = Places(practice: practice.slug).secondStep + (back.map { "?back=\(Places.escape($0))" } ?? "")
        return portal.ask(challenge, key, at: .staff, in: practice, page: page)
    }

    private func tooMany(
        until end: Instant, _ form: LoginForm, _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let words = portal.pages.words(context)
        let seconds = max(1, ((end - portal.now()).milliseconds + 999) / 1000)
        let text = words("login.throttled", ["wait": words.wait(seconds: seconds)])
        var response = try again(form, [ErrorLine(field: "email", text: text)], .tooManyRequests, request, context)
        response.headers.set("Retry-After", "\(seconds)")
        return response
    }

    private func again(
        _ form: LoginForm, _ errors: [ErrorLine], _ status: HTTPResponse.Status, _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let practice = try context.requirePractice()
        let view = LoginView(
            door: door, practice: practice, words: portal.pages.words(context),
            back: LocalPath(form.back, under: Places(practice: practice.slug).root(door)), email: form.email, errors: errors
        )
        return try portal.pages.render("login", view, request: request, context: context, status: status)
    }
}

extension Words {
    /// "in 2 minutes", rounded up.
    func wait(seconds: Int64) -> String {
        let minutes = (seconds + 59) / 60
        if minutes < 60 { return minutes == 1 ? self("login.inOneMinute") : self("login.inMinutes", ["count": "\(minutes)"]) }
        let hours = (minutes + 59) / 60
        return hours == 1 ? self("login.inOneHour") : self("login.inHours", ["count": "\(hours)"])
    }
}
