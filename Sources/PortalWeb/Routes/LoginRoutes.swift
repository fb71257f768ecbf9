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
        let places = Places(practice: try context.requirePractice().slug)
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
        let notice = query["out"] == "1" ? words("login.signedOut") : nil
        let view = LoginView(door: door, practice: practice, words: words, back: back, notice: notice)
        return try portal.pages.render("login", view, request: request, context: context)
    }

    func logIn(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let words = portal.pages.words(context)
        let form = LoginForm(context.form)
        let missing = form.errors(words)
        guard missing.isEmpty else { return try again(form, missing, .unprocessableContent, request, context) }
        let refusal = [ErrorLine(field: "email", text: words("login.refused"))]
        guard let email = try? EmailAddress(form.email) else {
            return try again(form, refusal, .unprocessableContent, request, context)
        }
        let attempt = LoginAttempt(
            form: door == .staff ? .staff : .account, email: email, address: portal.address(of: request, context).text
        )
        if let end = try await portal.store.countAttempt(attempt, in: practice.id, now: portal.now()) {
            return try tooMany(until: end, form, request, context)
        }
        guard let login = try await portal.passwordHolder(form, email, door: door, in: practice.id) else {
            return try again(form, refusal, .unprocessableContent, request, context)
        }
        try await portal.store.forgiveAttempt(attempt, in: practice.id)
        return try await start(login, practice, form, request, context)
    }

    func logOut(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        try await endSession(of: request, in: practice, now: portal.now(), context)
        var response = Response.redirect(to: Places(practice: practice.slug).login(door) + "?out=1", type: .normal)
        response.setCookie(portal.cookies.remove(portal.cookies.login(door, slug: practice.slug)))
        return response
    }

    /// Ends the login that the browser's cookie stands for, if it does for one.
    private func endSession(
        of request: Request, in practice: Practice, now: Instant, _ context: PortalContext
    ) async throws {
        guard let cookie = request.cookies[portal.cookies.login(door, slug: practice.slug)]?.value,
            let hash = SecretHash(of: cookie)
        else { return }
        try await portal.store(for: request, context).endSession(token: hash, in: practice.id, now: now)
    }

    /// A new login gets a new cookie, whatever the browser had before, and ends the login that it had.
    private func start(
        _ login: LoginID, _ practice: Practice, _ form: LoginForm, _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        let now = portal.now()
        let cookie = RandomToken.make()
        guard let hash = SecretHash(of: cookie) else { throw Problem.internalError }
        try await portal.store.startSession(LoginSession(practice: practice.id, login: login, now: now), token: hash)
        try await endSession(of: request, in: practice, now: now, context)
        let actor = Actor(login.subject, from: portal.address(of: request, context).text)
        try await portal.store.acting(as: actor).appendAudit("login.started", on: login.subject.rawValue, in: practice.id, now: now)
        let places = Places(practice: practice.slug)
        let back = LocalPath(form.back, under: places.root(door))?.text
        var response = Response.redirect(to: back ?? places.landing(door), type: .normal)
        let seconds = Int(LoginSession.longest.milliseconds / 1000)
        response.setCookie(portal.cookies.make(portal.cookies.login(door, slug: practice.slug), value: cookie, seconds: seconds))
        response.setCookie(portal.cookies.remove(portal.cookies.form(slug: practice.slug)))
        return response
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
