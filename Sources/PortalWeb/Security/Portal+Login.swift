import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

extension Portal {
    /// Logs somebody in at a door: with a new cookie, whatever the browser had before, ending the login that it had.
    ///
    /// - Parameter place: Where they go now.
    func logIn(
        _ login: LoginID, in practice: Practice, to place: String, request: Request, context: PortalContext
    ) async throws -> Response {
        let now = now()
        let cookie = RandomToken.make()
        guard let hash = SecretHash(of: cookie) else { throw Problem.internalError }
        try await store.startSession(LoginSession(practice: practice.id, login: login, now: now), token: hash)
        try await endSession(of: request, at: login.door, in: practice, followedBy: login, now: now, context)
        try await store(for: login, request, context).appendAudit("login.started", on: login.subject.rawValue, in: practice.id, now: now)
        return keep(cookie, of: login, in: practice, to: place)
    }

    /// Leads on with the cookie of a login that was just started.
    func keep(_ cookie: String, of login: LoginID, in practice: Practice, to place: String) -> Response {
        var response = Response.redirect(to: place, type: .normal)
        let seconds = Int(LoginSession.longest.milliseconds / 1000)
        response.setCookie(cookies.make(cookies.login(login.door, slug: practice.slug), value: cookie, seconds: seconds))
        response.setCookie(cookies.remove(cookies.form(slug: practice.slug)))
        response.setCookie(cookies.remove(cookies.asked(login.door, slug: practice.slug)))
        return response
    }

    /// Ends the login that the browser's cookie stands for, if it does for one.
    func endSession(
        of request: Request, at door: Door, in practice: Practice, followedBy successor: LoginID? = nil, now: Instant,
        _ context: PortalContext
    ) async throws {
        guard let cookie = request.cookies[cookies.login(door, slug: practice.slug)]?.value, let hash = SecretHash(of: cookie)
        else { return }
        try await store(for: request, context).endSession(
            token: hash, in: practice.id, followedBy: successor, now: now)
    }

    /// The store, for somebody whom no cookie stands for yet, but whom a code or a secret has just shown to be here.
    func store(for login: LoginID, _ request: Request, _ context: PortalContext) -> PortalStore {
        store.acting(as: Actor(login.subject, from: address(of: request, context).text))
    }
}

extension Door {
    /// What the store counts attempts and looks addresses up under.
    var form: LoginAttempt.Form { self == .staff ? .staff : .account }
}
