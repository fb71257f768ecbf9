import HTTPTypes
import PortalCore
import SignalingProtocol
import Storage

/// `/v1/sessions/{session}/entry`: why somebody can't join it.
struct EntryOperations {
    let portal: Portal

    var operations: [Operation] {
        [
            Operation(
                .get, "/v1/sessions/{session}/entry", "explainEntry", .readSessions,
                "Why somebody can't join: what stands in each way in, now and at the start, and what to do about it",
                query: [.optional("client", .id, "One of the session's clients alone, without the links.")], in: portal, use: explain),
            Operation(
                .post, "/v1/sessions/{session}/entry/reopen", "reopenEntry", .writeSessions,
                "Keeps entry open until the session's end, as its host can", conflicts: [.sessionCancelled, .sessionOver], in: portal,
                use: reopen),
        ]
    }

    func explain(_ call: APICall) async throws -> EntryResource {
        let session = try await call.session()
        let client = call.text("client").flatMap(ClientID.init(rawValue:))
        if let client, !session.booking.clients.contains(client) { throw Problem.notFound }
        let diagnosis = try await call.store.diagnosis(of: session, in: call.practice, journal: portal.journal, now: call.now)
        return EntryResource(
            diagnosis, of: client, window: call.practice.joinWindow(for: session.booking), words: call.words)
    }

    func reopen(_ call: APICall) async throws {
        let booking = try await call.session().booking
        guard booking.isCancelled || call.now < call.practice.joinWindow(for: booking).hardEnd else { throw Conflict.sessionOver }
        try await call.store.reopenEntry(to: booking.id, in: call.practice.id, now: call.now)
    }
}
