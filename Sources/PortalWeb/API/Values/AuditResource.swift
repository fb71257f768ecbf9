import PortalCore
import SignalingProtocol

/// An entry of the audit log.
struct AuditResource: Resource, Equatable {
    let number: Int64
    let at: Moment
    let actor: String
    let act: String
    let object: String
    let detail: [String: String]
    let address: String?

    static let schema = Schema.named(
        "AuditEntry",
        .object([
            .required("number", .integer, "1 for the first, without gaps."), .required("at", .moment),
            .required("actor", .text, "Who: `staff:ID`, `account:ID`, `key:ID`, `operator`, `system` or `stranger`."),
            .required("act", .text, "A stable word: `booking.moved`."), .required("object", .text, "To what: an id."),
            .required("detail", .object([], rest: .text), "Words and ids."), .optional("address", .text, "From which network address."),
        ]))

    init(_ record: AuditRecord) {
        number = record.number
        at = Moment(record.at)
        actor = record.actor
        act = record.act
        object = record.object
        detail = Dictionary(record.detail?.facts.map { ($0.name, $0.value) } ?? []) { first, _ in first }
        address = record.address
    }
}
