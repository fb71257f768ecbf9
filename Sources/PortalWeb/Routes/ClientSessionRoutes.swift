import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/sessions/{booking}`: a client before entering, and the token that lets them in (V1, V4, V7, W3).
struct ClientSessionRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show).post("token", use: token) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let login = try context.requireClient()
        let session = try await portal.store.session(try context.id("booking"), in: practice.id)
        switch try await decide(login, session, practice) {
        case .granted(let grant):
            guard let session else { throw Problem.notFound }
            return try page(session, grant, login, request, context)
        case .refused([.windowNotOpen]):
            guard let session else { throw Problem.notFound }
            return try countdown(session, request, context)
        case .refused(let reasons):
            return try refusal(reasons, session, login, request, context)
        }
    }

    func token(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let login = try context.requireClient()
        let asked = try TokenRequest(json: context.body.readableBytesView)
        let session = try await portal.store.session(try context.id("booking"), in: practice.id)
        return try await portal.token(
            for: try await decide(login, session, practice), name: try asked.name(else: login.account.name),
            window: session.map { practice.joinWindow(for: $0.booking) }, context: context
        )
    }

    /// A session that doesn't exist, or not in this practice, is answered like somebody else's.
    private func decide(
        _ login: ClientLogin, _ session: BookedSession?, _ practice: Practice
    ) async throws -> Admission.Decision {
        if let session { return try await portal.decide(.client(login), session, in: practice) }
        var reasons: [RefusalReason] = []
        if login.account.verifiedAt == nil { reasons.append(.emailNotVerified) }
        reasons.append(login.clients.isEmpty ? .notAssociated : .notYourSession)
        return .refused(reasons)
    }

    private func page(
        _ session: BookedSession, _ grant: AdmissionGrant, _ login: ClientLogin, _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let practice = try context.requirePractice()
        let view = SessionPageView(
            role: grant.role, booking: session.booking, window: practice.joinWindow(for: session.booking),
            name: login.account.name.text, recordName: grant.verifiedName ?? "", with: session.clinician.name.text,
            places: Places(practice: practice.slug), csrf: portal.pages.formToken(context), speech: portal.pages.speech(context),
            now: portal.now()
        )
        return try portal.sessionPage(view, request: request, context: context)
    }

    private func countdown(_ session: BookedSession, _ request: Request, _ context: PortalContext) throws -> Response {
        let practice = try context.requirePractice()
        let view = CountdownPageView(
            session.booking, clinician: session.clinician.name.text, window: practice.joinWindow(for: session.booking),
            places: Places(practice: practice.slug), speech: portal.pages.speech(context), now: portal.now()
        )
        return try portal.pages.render("countdown", view, request: request, context: context)
    }

    private func refusal(
        _ reasons: [RefusalReason], _ session: BookedSession?, _ login: ClientLogin, _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let practice = try context.requirePractice()
        let speech = portal.pages.speech(context)
        let places = Places(practice: practice.slug)
        let view = RefusalView(
            reasons, window: session.map { practice.joinWindow(for: $0.booking) }, account: login.account, speech: speech,
            now: portal.now(), again: reasons.first == .windowClosed ? request.uri.path : nil,
            back: (places.account, speech.words("refusal.backAccount"))
        )
        return try portal.pages.render("refusal", view, request: request, context: context, status: .forbidden)
    }
}

extension Portal {
    /// The session page, the only one that gets at camera and microphone.
    func sessionPage(_ view: SessionPageView, request: Request, context: PortalContext) throws -> Response {
        var response = try pages.render("session", view, request: request, context: context)
        response.headers.set("Permissions-Policy", SecurityHeadersMiddleware.session)
        return response
    }
}
