import HTTPTypes
import PortalCore
import SignalingProtocol
import Storage

/// `/v1/audit`: who did what.
struct AuditOperations {
    let portal: Portal

    var operations: [Operation] {
        [
            Operation(
                .get, "/v1/audit", "listAudit", .readAudit, "The audit log, newest first", query: Self.filter + APICall.paging, in: portal,
                use: list)
        ]
    }

    private static let filter: [Schema.Field] = [
        .optional("actor", .text(1...200), "Who did it: `staff:ID`."), .optional("act", .text(1...200), "What: `booking.moved`."),
        .optional("object", .text(1...200), "To what: an id."), .optional("from", .moment, "Then or later."),
        .optional("to", .moment, "Before."),
    ]

    func list(_ call: APICall) async throws -> List<AuditResource> {
        var filter = AuditFilter(actor: call.text("actor"), act: call.text("act"), object: call.text("object"))
        let (from, to) = (call.moment("from"), call.moment("to"))
        if from != nil || to != nil {
            let (first, last) = (from ?? Instant(milliseconds: .min), to ?? Instant(milliseconds: .max))
            guard first < last else { return List(items: []) }
            filter.time = first..<last
        }
        return try await call.page(
            { try await call.store.audit(of: call.practice.id, matching: filter, skipping: $1, limit: $0) }, as: AuditResource.init)
    }
}
