import HTTPTypes
import PortalCore
import SignalingProtocol
import Storage

/// `/v1/sessions`: what is booked, and booking more.
struct SessionOperations {
    let portal: Portal

    var operations: [Operation] {
        [
            Operation(
                .get, "/v1/sessions", "listSessions", .readSessions,
                "Sessions that start within a time, in their order; cancelled ones too", query: Self.filter + APICall.paging, in: portal,
                use: list),
            Operation(
                .post, "/v1/sessions", "createSessions", .writeSessions,
                "Books a session, or a series of them: all or none. Clients are told by mail, guests get their links",
                conflicts: [.slotTaken, .sharingDisabled, .clientArchived], status: .created, in: portal, use: create),
            Operation(.get, "/v1/sessions/{session}", "readSession", .readSessions, "A session", in: portal, use: read),
        ]
    }

    private static let filter: [Schema.Field] = [
        .optional("from", .moment, "Those that start then or later. Default: now."), .optional("to", .moment, "Those that start before."),
        .optional("clinician", .id, "Those of one clinician."),
    ]

    func list(_ call: APICall) async throws -> List<SessionResource> {
        let from = call.moment("from") ?? call.now
        let to = call.moment("to") ?? Instant(milliseconds: .max)
        guard from < to else { return List(items: []) }
        return try await call.page(
            keeping: ["from": .string(from.rfc3339)],
            {
                try await call.store.sessions(
                    startingIn: from..<to, in: call.practice.id, clinician: call.text("clinician").flatMap(StaffID.init(rawValue:)),
                    limit: $0, offset: $1)
            }, as: call.resource)
    }

    func create(_ call: APICall, _ body: NewSessionBody) async throws -> List<SessionResource> {
        let plan = try await NewSessionReader(call: call, body: body).plan()
        let made = try await call.store.book(plan, in: call.practice.id, now: call.now)
        return try await call.resources(made)
    }

    func read(_ call: APICall) async throws -> SessionResource { call.resource(try await call.session()) }
}

extension APICall {
    /// Sessions as they are now.
    func resources(_ bookings: [Booking]) async throws -> List<SessionResource> {
        var page = List<SessionResource>(items: [])
        for booking in bookings {
            guard let session = try await store.session(booking.id, in: practice.id) else { throw Problem.notFound }
            page.items.append(resource(session))
        }
        return page
    }
}
