import PortalCore
import SignalingProtocol

/// Whose login a client's session is seen by (Q7–Q11).
struct AssignmentResource: Resource, Equatable {
    let session: BookingID
    let client: ClientID
    let account: AccountID?

    static let schema = Schema.named(
        "Assignment",
        .object([
            .required("session", .id), .required("client", .id),
            .optional("account", .id, "Absent: nobody sees the session in the portal."),
        ]))
}

/// The account that a session is to be seen by.
struct AssignmentBody: APIBody {
    var account: AccountID?

    static let schema = Schema.named(
        "AssignmentChange",
        .object([
            .required("account", .nullable(.id), "One of the client's, or one with the address on record; `null`: nobody's.")
        ]))
}
