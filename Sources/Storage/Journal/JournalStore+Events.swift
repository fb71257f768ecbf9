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
    /// - Parameters:
    ///   - sequence: Only what comes after this one. Default 0: all.
    ///   - limit: At most that many at once. Default 1,000.
    public func events(after sequence: Int64 = 0, limit: Int = 1_000) async throws -> [StoredRoomEvent] {
        try await database.read {
            try $0.rows("SELECT sequence, event FROM room_event WHERE sequence > ? ORDER BY sequence LIMIT ?", [sequence, limit])
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
    /// What a change tells beyond what is on record: somebody who comes back to where they were is no news.
    ///
    /// - Throws: A failure of the database.
    init?(newsOf change: RoomChange, in room: RoomID, _ db: Database) throws {
        guard let event = RoomEvent(change, in: room) else { return nil }
        switch change {
        case .participant(let record):
            let before = try db.row(
                "SELECT state, waiting_since, since FROM participant WHERE room_id = ? AND participant_id = ?", [room, record.id])
            guard let before else { break }
            let state: ParticipantRecord.State = try before.value("state")
            let since: Instant = try before.value("since"), waitingSince: Instant? = try before.value("waiting_since")
            if state == record.state, since == record.since, waitingSince == record.waitingSince { return nil }
        case .room:
            let before = try db.row("SELECT ended_at FROM room WHERE room_id = ?", [room])
            let endedAt = try before.flatMap { try $0.value("ended_at") as Instant? }
            if endedAt == event.since { return nil }
        case .tokenSpent: break
        }
        self = event
    }

    /// Its room is on record.
    func insert(_ db: Database) throws {
        try db.run(
            "INSERT INTO room_event (practice_id, room_id, event) SELECT practice_id, room_id, ? FROM room WHERE room_id = ?",
            [StoredJSON(value: self), room])
    }
}
