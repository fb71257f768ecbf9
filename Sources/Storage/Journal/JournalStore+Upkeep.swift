import GRDB
import SignalingProtocol

extension JournalStore {
    /// Drops tokens that couldn't be used any more anyway.
    ///
    /// - Parameter limit: At most that many at once, so that no admission waits behind it. Default 1,000.
    public func forgetTokens(expiredBefore moment: Instant, limit: Int = 1_000) async throws {
        try await database.write {
            try $0.run(
                """
                DELETE FROM spent_token WHERE (practice_id, token_id) IN (
                    SELECT practice_id, token_id FROM spent_token WHERE expires_at < ? LIMIT ?
                )
                """,
                [moment, limit]
            )
        }
    }

    /// The last command of the portal that rooms have taken up; 0 if none.
    public func consumedCommand(reader: String = "rooms") async throws -> Int64 {
        try await database.read {
            try $0.row("SELECT sequence FROM consumed_command WHERE reader = ?", [reader])?.value("sequence") ?? 0
        }
    }

    /// Remembers that rooms have taken up the portal's commands that far. It never goes back.
    public func markConsumed(_ sequence: Int64, reader: String = "rooms") async throws {
        try await database.write {
            try $0.run(
                """
                INSERT INTO consumed_command (reader, sequence) VALUES (?, ?)
                ON CONFLICT (reader) DO UPDATE SET sequence = excluded.sequence
                WHERE consumed_command.sequence < excluded.sequence
                """,
                [reader, sequence]
            )
        }
    }
}
