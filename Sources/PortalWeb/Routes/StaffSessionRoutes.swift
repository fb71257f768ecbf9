import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/sessions/{booking}/join`: the session page as host, and its token (H1, H4, W4).
struct StaffSessionRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get("join", use: join).post("token", use: token) }

    func join(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        guard let session = try await portal.store.session(try context.id("booking"), in: practice.id) else {
            throw Problem.notFound
        }
        switch try await portal.decide(.staff(staff), session, in: practice) {
        case .granted(let grant):
            let view = SessionPageView(
                role: grant.role, booking: session.booking, window: practice.joinWindow(for: session.booking),
                name: staff.name.text, recordName: staff.name.text, with: session.clientNames,
                places: Places(practice: practice.slug), csrf: portal.pages.formToken(context),
                speech: portal.pages.speech(context), now: portal.now()
            )
            return try portal.sessionPage(view, request: request, context: context)
        case .refused(let reasons):
            return try refusal(reasons, session, request, context)
        }
    }

    func token(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        let asked = try TokenRequest(json: context.body.readableBytesView)
        guard let session = try await portal.store.session(try context.id("booking"), in: practice.id) else {
            throw Problem.notFound
        }
        return try await portal.token(
            for: try await portal.decide(.staff(staff), session, in: practice), name: try asked.name(else: staff.name),
            window: practice.joinWindow(for: session.booking), context: context
        )
    }

    private func refusal(
        _ reasons: [RefusalReason], _ session: BookedSession, _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let practice = try context.requirePractice()
        let speech = portal.pages.speech(context)
        let view = RefusalView(
            reasons, window: practice.joinWindow(for: session.booking), account: nil, speech: speech, now: portal.now(),
            again: nil, back: (Places(practice: practice.slug).today, speech.words("refusal.backToday"))
        )
        return try portal.pages.render("refusal", view, request: request, context: context, status: .forbidden)
    }
}
