import GRDB
import SignalingProtocol

/// What happened in a room, with its place in the order of all.
public struct StoredRoomEvent: Equatable, Sendable {
    public let sequence: Int64
    public let event: RoomEvent
}

/// What rooms tell the rest of the system (protocol, "What reaches open rooms from outside"). It is written in the transaction of
/// what it tells of, so that it outlives this process, and stands there until it was taken up.
extension JournalStore {
    /// What wasn't taken up yet, oldest first.
    ///
    /// - Parameter limit: At most that many at once. Default 1,000.
    public func events(limit: Int = 1_000) async throws -> [StoredRoomEvent] {
        try await database.read {
            try $0.rows("SELECT sequence, event FROM room_event WHERE sequence > 0 ORDER BY sequence LIMIT ?", [limit])
                .map(StoredRoomEvent.init(row:))
        }
    }

    /// Forgets what was taken up.
    public func forget(_ events: [StoredRoomEvent]) async throws {
        guard !events.isEmpty else { return }
        try await database.write { db in
            for event in events { try db.run("DELETE FROM room_event WHERE sequence = ?", [event.sequence]) }
        }
    }
}

extension StoredRoomEvent {
    init(row: Row) throws {
        let event: StoredJSON<RoomEvent> = try row.value("event")
        sequence = try row.value("sequence")
        self.event = event.value
    }
}

extension RoomEvent {
    /// Its room is on record.
    func insert(_ db: Database) throws {
        try db.run(
            "INSERT INTO room_event (practice_id, room_id, event) SELECT practice_id, room_id, ? FROM room WHERE room_id = ?",
            [StoredJSON(value: self), room])
    }
}
