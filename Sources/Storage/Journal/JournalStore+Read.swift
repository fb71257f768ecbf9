import GRDB
import PortalCore
import SignalingProtocol

/// What the journal knows about one person and the room they ask for: what ``AdmissionRequest`` wants beside the portal's values.
public struct JournalFacts: Equatable, Sendable {
    public var room: RoomRecord?
    public var participant: ParticipantRecord?
    /// Somebody who came by the same link is blocked.
    public var isLinkBlocked: Bool
}

extension JournalStore {
    /// Everything about one room, to rebuild it from; `nil` if nothing was ever recorded.
    public func load(_ room: RoomID) async throws -> RoomSnapshot? {
        try await database.read { db in
            guard let record = try Self.record(of: room, db) else { return nil }
            let rows = try db.rows(
                "SELECT record FROM participant WHERE room_id = ? ORDER BY since, participant_id", [room])
            return RoomSnapshot(room: record, participants: try rows.map(ParticipantRecord.init(row:)))
        }
    }

    public func roomRecord(_ room: RoomID) async throws -> RoomRecord? {
        try await database.read { try Self.record(of: room, $0) }
    }

    /// What is on record about somebody who asks to enter, in one read.
    ///
    /// - Parameter link: By which link they come, if by one.
    public func facts(about subject: SubjectID, cameBy link: LinkID? = nil, in room: RoomID) async throws -> JournalFacts {
        try await database.read { db in
            JournalFacts(
                room: try Self.record(of: room, db), participant: try Self.visit(subject, room, db),
                isLinkBlocked: try link.map { try Self.isBlocked($0, room, db) } ?? false
            )
        }
    }

    /// Somebody's newest record in a room.
    public func visit(_ subject: SubjectID, in room: RoomID) async throws -> ParticipantRecord? {
        try await database.read { try Self.visit(subject, room, $0) }
    }

    /// Who waits in which of some rooms, longest first; rooms where nobody waits are missing.
    public func waiting(in rooms: [RoomID]) async throws -> [RoomID: [ParticipantRecord]] {
        guard !rooms.isEmpty else { return [:] }
        return try await database.read { db in
            let rows = try db.rows(
                """
                SELECT room_id, record FROM participant WHERE room_id IN (\(placeholders(rooms.count))) AND state = 'waiting'
                ORDER BY waiting_since, participant_id
                """,
                StatementArguments(rooms)
            )
            var waiting: [RoomID: [ParticipantRecord]] = [:]
            for row in rows { waiting[try row.value("room_id"), default: []].append(try ParticipantRecord(row: row)) }
            return waiting
        }
    }

    /// The rooms of a practice, not ended, where somebody is on record: where a logout has to be heard. The newest 50, which
    /// are far more than the resume tokens of one person reach back.
    public func rooms(of subject: SubjectID, in practice: PracticeID) async throws -> [RoomID] {
        try await database.read { db in
            try db.rows(
                """
                SELECT participant.room_id FROM participant JOIN room USING (practice_id, room_id)
                WHERE participant.practice_id = ? AND participant.subject_id = ? AND room.ended_at IS NULL
                ORDER BY participant.since DESC LIMIT 50
                """,
                [practice, subject]
            ).map { try $0.value("room_id") }
        }
    }

    /// The rooms where somebody waits or is in: a server that starts sets its timers by them.
    public func liveRooms() async throws -> [RoomID] {
        try await database.read { db in
            try db.rows("SELECT DISTINCT room_id FROM participant WHERE state IN ('waiting', 'admitted') ORDER BY room_id", [])
                .map { try $0.value("room_id") }
        }
    }

    private static func record(of room: RoomID, _ db: Database) throws -> RoomRecord? {
        let stored: StoredJSON<RoomRecord>? = try db.row("SELECT record FROM room WHERE room_id = ?", [room])?.value("record")
        return stored?.value
    }

    private static func visit(_ subject: SubjectID, _ room: RoomID, _ db: Database) throws -> ParticipantRecord? {
        try db.row(
            "SELECT record FROM participant WHERE room_id = ? AND subject_id = ? ORDER BY since DESC, participant_id LIMIT 1",
            [room, subject]
        ).map(ParticipantRecord.init(row:))
    }

    private static func isBlocked(_ link: LinkID, _ room: RoomID, _ db: Database) throws -> Bool {
        try db.row("SELECT 1 FROM participant WHERE room_id = ? AND link_id = ? AND is_blocked = 1 LIMIT 1", [room, link]) != nil
    }
}

extension ParticipantRecord {
    init(row: Row) throws {
        let stored: StoredJSON<ParticipantRecord> = try row.value("record")
        self = stored.value
    }
}
