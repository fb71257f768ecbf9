import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/why`: staff say which client can't join, and find the session that is meant.
struct WhyFinderRoutes {
    let portal: Portal

    /// How long after its end a session is still offered: somebody telephones the next day.
    private static let aftermath = Duration.seconds(7 * 86_400)
    /// How many clients and sessions are offered.
    private static let limit = 20

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        let text = String(FormFields(request.uri.query ?? "")["client"].prefix(80))
        var found: [WhyFinderView.Found] = []
        if !text.isEmpty {
            for client in try await portal.store.clients(in: practice.id, matching: text, of: staff.clientScope, limit: Self.limit) {
                let sessions = try await portal.store.sessions(
                    of: [client.id], in: practice.id, endingAfter: portal.now() - Self.aftermath, limit: Self.limit
                ).filter { staff.mayHost($0.booking) }
                found.append(WhyFinderView.Found(client: client, sessions: sessions))
            }
        }
        let view = WhyFinderView(
            found, text: text, places: Places(practice: practice.slug), speech: portal.pages.speech(context), now: portal.now())
        return try portal.pages.render("why-finder", view, request: request, context: context)
    }
}
