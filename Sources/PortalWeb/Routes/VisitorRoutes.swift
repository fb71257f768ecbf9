import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/v/{link}`: a visitor by direct link (H6). The page knows nothing; what it may know it gets for the link's secret, which
/// stands behind the `#` of the address and so reaches no log.
struct VisitorRoutes {
    let portal: Portal

    /// How long a browser stays the same visitor, in seconds: 30 days, longer than any booking lies ahead of its link.
    private static let cookieSeconds = 30 * 86_400

    func add(to group: RouterGroup<PortalContext>) {
        group.get(use: show).get("language", use: language).post("open", use: open).post("token", use: token)
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let id = try context.id("link", as: Identifier<IdentifiedKind.Link>.self)
        return try portal.sessionPage(SessionPageView(link: id, now: portal.now()), request: request, context: context)
    }

    func language(_ request: Request, context: PortalContext) async throws -> Response {
        let id = try context.id("link", as: Identifier<IdentifiedKind.Link>.self)
        return try portal.changeLanguage(request, root: "/v/\(id)")
    }

    /// What the visitor may know: the session and whether it can be entered, or why not. Looking makes nobody one of the
    /// link's visitors.
    func open(_ request: Request, context: PortalContext) async throws -> Response {
        let asked = try checked(request, context)
        guard let visit = try await visit(request, context, secret: asked.secret) else {
            let reasons = portal.pages.speech(context).reasons([.linkUnknown], window: nil, now: portal.now())
            return try Response.json(VisitorAnswer(reasons: reasons, serverTime: portal.now()))
        }
        let decision = try await decide(visit)
        let answer = VisitorAnswer(
            decision, session: visit.session, practice: visit.practice, speech: speech(visit.practice, context), now: portal.now()
        )
        var response = try Response.json(answer)
        if let cookie = visit.newCookie { response.setCookie(cookie) }
        return response
    }

    func token(_ request: Request, context: PortalContext) async throws -> Response {
        let asked = try checked(request, context)
        guard let visit = try await visit(request, context, secret: asked.secret) else {
            throw Problem(
                refusing: [.linkUnknown],
                words: portal.pages.speech(context).reasons([.linkUnknown], window: nil, now: portal.now())
            )
        }
        let name = try asked.name(else: nil)
        var context = context
        context.practice = visit.practice
        var response = try await portal.token(
            for: try await enter(visit), name: name, window: visit.practice.joinWindow(for: visit.session.booking),
            context: context
        )
        if let cookie = visit.newCookie { response.setCookie(cookie) }
        return response
    }

    /// Only JSON, only from our own pages: what another site's form can send is neither.
    private func checked(_ request: Request, _ context: PortalContext) throws -> TokenRequest {
        guard request.sendsJSON else { throw Problem.badRequest }
        guard SameOrigin(publicURL: portal.settings.publicURL).allows(request) else { throw Problem.formExpired }
        return try TokenRequest(json: context.body.readableBytesView)
    }

    private struct Visit {
        let link: DirectLink
        let session: BookedSession
        let practice: Practice
        let cookieHash: SecretHash
        /// Set where the browser had none yet.
        let newCookie: Cookie?
    }

    /// Who comes, if the secret is right; one that isn't and a link that doesn't exist are the same.
    private func visit(_ request: Request, _ context: PortalContext, secret: String?) async throws -> Visit? {
        let id = try context.id("link", as: Identifier<IdentifiedKind.Link>.self)
        guard let secret, let link = try await portal.store.link(id), portal.links.opens(link, with: secret),
            let practice = try await portal.store.practice(link.practice),
            let session = try await portal.store.session(link.booking, in: link.practice)
        else { return nil }
        let name = portal.cookies.visitor(id)
        let known = request.cookies[name]?.value
        let value = known.flatMap { SecretHash(of: $0) == nil ? nil : $0 } ?? RandomToken.make()
        guard let hash = SecretHash(of: value) else { throw Problem.internalError }
        let cookie = value == known ? nil : portal.cookies.make(name, value: value, seconds: Self.cookieSeconds)
        return Visit(link: link, session: session, practice: practice, cookieHash: hash, newCookie: cookie)
    }

    /// What holds for this browser now. Somebody who never entered is nobody on record yet.
    private func decide(_ visit: Visit) async throws -> Admission.Decision {
        let use = try await portal.store.use(of: visit.link.id, in: visit.practice.id, cookie: visit.cookieHash)
        return try await decide(visit, by: use.visitor ?? .random(), usesBefore: use.usesBefore)
    }

    /// Makes the browser one of the link's visitors, if it may enter: who is refused uses nothing up.
    private func enter(_ visit: Visit) async throws -> Admission.Decision {
        let decision = try await decide(visit)
        guard case .granted = decision else { return decision }
        do {
            let visitor = try await portal.store.visitor(
                of: visit.link.id, in: visit.practice.id, cookie: visit.cookieHash, now: portal.now())
            return try await decide(visit, by: visitor, usesBefore: nil)
        } catch PortalStoreError.linkTaken(let reason) {
            return .refused([reason])
        } catch PortalStoreError.tooManyVisitors {
            throw Problem.tooMany(retryAfterSeconds: 3600)
        }
    }

    private func decide(_ visit: Visit, by visitor: VisitorID, usesBefore: Int?) async throws -> Admission.Decision {
        let asked = LinkVisit(link: visit.link, visitor: visitor, usesBefore: usesBefore)
        return try await portal.decide(.visitor(asked), visit.session, in: visit.practice)
    }

    private func speech(_ practice: Practice, _ context: PortalContext) -> Speech {
        var context = context
        context.practice = practice
        return portal.pages.speech(context)
    }
}
