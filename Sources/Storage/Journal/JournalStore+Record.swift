import GRDB
import SignalingProtocol

extension JournalStore {
    /// Commits the changes of one room.
    ///
    /// - Throws: ``JournalError``, or a failure of the database; nothing is kept then.
    public func record(_ changes: [RoomChange], in room: RoomID) async throws {
        let refusals = try await record([JournalEntry(room: room, changes: changes)])
        if let refusal = refusals.first.flatMap({ $0 }) { throw refusal }
    }

    /// Commits the changes of many rooms in one transaction.
    ///
    /// An entry that is refused leaves the others alone: a token used twice mustn't cost a neighbour's admission.
    ///
    /// - Returns: For each entry, why it was refused, or `nil` if it is kept.
    /// - Throws: A failure of the database; nothing at all is kept then.
    public func record(_ entries: [JournalEntry]) async throws -> [JournalError?] {
        try await database.write { db in try entries.map { try Self.attempt($0, db) } }
    }

    private static func attempt(_ entry: JournalEntry, _ db: Database) throws -> JournalError? {
        var refusal: JournalError?
        try db.inSavepoint {
            do {
                for change in ordered(entry.changes) {
                    let event = try RoomEvent(newsOf: change, in: entry.room, db)
                    try write(change, entry.room, db)
                    try event?.insert(db)
                }
                return .commit
            } catch let error as JournalError {
                refusal = error
                return .rollback
            }
        }
        return refusal
    }

    /// The room first: the rest refers to it.
    private static func ordered(_ changes: [RoomChange]) -> [RoomChange] {
        changes.filter(\.isOfRoom) + changes.filter { !$0.isOfRoom }
    }

    private static func write(_ change: RoomChange, _ room: RoomID, _ db: Database) throws {
        let written =
            switch change {
            case .room(let record): try write(record, room, db)
            case .participant(let record): try write(record, room, db)
            case .tokenSpent(let token, let expiresAt): try spend(token, expiresAt, room, db)
            }
        guard written else { throw JournalError.roomNotRecorded }
    }

    private static func write(_ record: RoomRecord, _ room: RoomID, _ db: Database) throws -> Bool {
        try db.row(
            """
            INSERT INTO room (practice_id, room_id, record, ended_at) SELECT ?, ?, ?, ?
            WHERE NOT EXISTS (SELECT 1 FROM room WHERE room_id = ? AND practice_id <> ?)
            ON CONFLICT (practice_id, room_id) DO UPDATE SET record = excluded.record, ended_at = excluded.ended_at
            RETURNING room_id
            """,
            [
                record.terms.practice, room, StoredJSON(value: record), record.ended?.at,
                room, record.terms.practice,
            ]
        ) != nil
    }

    private static func write(_ record: ParticipantRecord, _ room: RoomID, _ db: Database) throws -> Bool {
        try db.row(
            """
            INSERT INTO participant (
                practice_id, room_id, participant_id, subject_id, link_id, state, is_blocked, waiting_since, since, record
            ) SELECT practice_id, room_id, ?, ?, ?, ?, ?, ?, ?, ? FROM room WHERE room_id = ?
            ON CONFLICT (practice_id, room_id, participant_id) DO UPDATE SET
                subject_id = excluded.subject_id, link_id = excluded.link_id, state = excluded.state,
                is_blocked = excluded.is_blocked, waiting_since = excluded.waiting_since, since = excluded.since,
                record = excluded.record
            RETURNING participant_id
            """,
            [
                record.id, record.subject, record.link, record.state, record.isBlocked, record.waitingSince, record.since,
                StoredJSON(value: record), room,
            ]
        ) != nil
    }

    private static func spend(_ token: TokenID, _ expiresAt: Instant, _ room: RoomID, _ db: Database) throws -> Bool {
        guard let practice: PracticeID = try db.row("SELECT practice_id FROM room WHERE room_id = ?", [room])?.value("practice_id")
        else { return false }
        let row = try db.row(
            """
            INSERT INTO spent_token (practice_id, token_id, room_id, expires_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (practice_id, token_id) DO NOTHING RETURNING token_id
            """,
            [practice, token, room, expiresAt]
        )
        guard row != nil else { throw JournalError.tokenSpent(token) }
        return true
    }
}

extension RoomChange {
    fileprivate var isOfRoom: Bool { if case .room = self { true } else { false } }
}
