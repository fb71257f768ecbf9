import GRDB
import SignalingProtocol

/// How many people are in all rooms together.
public struct Census: Equatable, Sendable {
    public var waiting = 0
    public var admitted = 0
    /// Since when the person has waited who waits longest; `nil` where nobody does.
    public var longestWaitSince: Instant?
}

extension JournalStore {
    /// Who is in rooms, counted, for whoever watches the server.
    public func census() async throws -> Census {
        try await database.read { db in
            let row = try db.row(
                """
                SELECT coalesce(sum(state = 'waiting'), 0) AS waiting, coalesce(sum(state = 'admitted'), 0) AS admitted,
                    min(CASE state WHEN 'waiting' THEN waiting_since END) AS since
                FROM participant INDEXED BY participant_present WHERE state IN ('waiting', 'admitted')
                """, [])
            guard let row else { return Census() }
            return Census(waiting: try row.value("waiting"), admitted: try row.value("admitted"), longestWaitSince: try row.value("since"))
        }
    }
}
