import GRDB
import SignalingProtocol

/// A command of the portal for one room.
public struct HeldCommand: Equatable, Sendable {
    public let practice: PracticeID
    public let room: RoomID
    /// Of the portal's command (``StoredRoomCommand/sequence``): a room takes its commands in this order.
    public let sequence: Int64
    public let command: RoomCommand

    public init(_ stored: StoredRoomCommand, for room: RoomID) {
        practice = stored.practice
        self.room = room
        sequence = stored.sequence
        command = stored.command
    }
}

/// Commands that are put aside for a room which can't take them now, so that no other room has to wait for it.
extension JournalStore {
    /// Does nothing if the command is held already.
    public func hold(_ held: HeldCommand) async throws {
        try await database.write {
            try $0.run(
                """
                INSERT INTO held_command (practice_id, room_id, sequence, command) VALUES (?, ?, ?, ?)
                ON CONFLICT (practice_id, room_id, sequence) DO NOTHING
                """,
                [held.practice, held.room, held.sequence, StoredJSON(value: held.command)]
            )
        }
    }

    /// The commands that are held, oldest first.
    ///
    /// - Parameter limit: At most that many at once. Default 1,000.
    public func heldCommands(limit: Int = 1_000) async throws -> [HeldCommand] {
        try await database.read {
            try $0.rows("SELECT * FROM held_command WHERE sequence > 0 ORDER BY sequence, room_id LIMIT ?", [limit])
                .map(HeldCommand.init(row:))
        }
    }

    /// Whether something is held for a room: what comes after it has to wait behind it.
    public func isHolding(for room: RoomID, of practice: PracticeID) async throws -> Bool {
        try await database.read {
            try $0.row("SELECT 1 FROM held_command WHERE practice_id = ? AND room_id = ? LIMIT 1", [practice, room]) != nil
        }
    }

    /// Forgets a command that its room has taken.
    public func release(_ held: HeldCommand) async throws {
        try await database.write {
            try $0.run(
                "DELETE FROM held_command WHERE practice_id = ? AND room_id = ? AND sequence = ?",
                [held.practice, held.room, held.sequence]
            )
        }
    }
}

extension HeldCommand {
    init(row: Row) throws {
        let command: StoredJSON<RoomCommand> = try row.value("command")
        practice = try row.value("practice_id")
        room = try row.value("room_id")
        sequence = try row.value("sequence")
        self.command = command.value
    }
}
