import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/client-search?q=…`: the clients whose names begin so, for fields that complete them as one types. Clinicians find
/// their own clients alone.
struct ClientSearchRoutes {
    let portal: Portal

    /// How many names are offered at once.
    static let limit = 8

    func add(to group: RouterGroup<PortalContext>) { group.get("client-search", use: search) }

    func search(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        let typed = String(FormFields(request.uri.query ?? "")["q"].prefix(80))
        guard !SearchKey(typed).text.isEmpty else { return try Response.json(Answer(clients: [])) }
        let found = try await portal.store.clients(
            in: practice.id, matching: typed, of: staff.role.overseesPractice ? nil : staff.id, limit: Self.limit)
        return try Response.json(
            Answer(clients: found.map { Answer.Row(id: $0.id, name: $0.name.text, detail: $0.email?.text ?? "") }))
    }

    private struct Answer: Encodable {
        let clients: [Row]

        struct Row: Encodable {
            let id: ClientID
            let name: String
            /// What tells two of the same name apart.
            let detail: String
        }
    }
}
