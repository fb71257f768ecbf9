import GRDB
import SignalingProtocol

/// What the portal has to tell rooms, in the order in which it happened.
public struct StoredRoomCommand: Equatable, Sendable {
    /// Grows with each command; not without gaps.
    public let sequence: Int64
    public let practice: PracticeID
    /// `nil`: every room of the practice where the command's subject is on record.
    public let room: RoomID?
    public let command: RoomCommand
    public let writtenAt: Instant
}

extension PortalStore {
    /// The commands after one, oldest first.
    ///
    /// - Parameter sequence: The last one that was taken up; 0 for all.
    public func commands(after sequence: Int64, limit: Int = 200) async throws -> [StoredRoomCommand] {
        try await read {
            try $0.rows("SELECT * FROM room_command WHERE sequence > ? ORDER BY sequence LIMIT ?", [sequence, limit])
                .map(StoredRoomCommand.init(row:))
        }
    }

    /// The commands written since a moment, oldest first, taken up or not.
    public func commands(writtenAfter moment: Instant) async throws -> [StoredRoomCommand] {
        try await read {
            try $0.rows("SELECT * FROM room_command WHERE sequence > 0 AND written_at > ? ORDER BY sequence", [moment])
                .map(StoredRoomCommand.init(row:))
        }
    }

    /// Writes a command that no change of the portal's own goes with.
    public func sendCommand(_ command: RoomCommand, to room: RoomID, in practice: PracticeID, now: Instant) async throws {
        try await write { try NewRoomCommand(practice: practice, room: room, command: command, at: now).insert($0) }
    }

    /// Drops commands that are old and taken up.
    public func forgetCommands(upTo sequence: Int64, writtenBefore moment: Instant) async throws {
        try await writeQuietly {
            try $0.run("DELETE FROM room_command WHERE sequence <= ? AND written_at < ?", [sequence, moment])
        }
    }
}

extension StoredRoomCommand {
    init(row: Row) throws {
        let command: StoredJSON<RoomCommand> = try row.value("command")
        self.init(
            sequence: try row.value("sequence"), practice: try row.value("practice_id"), room: try row.value("room_id"),
            command: command.value, writtenAt: try row.value("written_at")
        )
    }
}

/// A command that is about to be written, in the transaction of the change that causes it.
struct NewRoomCommand: Sendable {
    let practice: PracticeID
    let room: RoomID?
    let command: RoomCommand
    let at: Instant

    func insert(_ db: Database) throws {
        try db.run(
            "INSERT INTO room_command (practice_id, room_id, command, written_at) VALUES (?, ?, ?, ?)",
            [practice, room, StoredJSON(value: command), at]
        )
    }
}
