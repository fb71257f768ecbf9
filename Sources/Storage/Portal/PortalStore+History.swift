import GRDB
import PortalCore
import SignalingProtocol

/// Whose sessions an account's history is made of.
public struct HistoryOwner: Hashable, Sendable {
    /// The clients whose records the account may see.
    public let clients: [ClientID]
    /// The account that sessions are assigned to as well (Q7); `nil` where assignment doesn't count.
    public let account: AccountID?

    public init(clients: [ClientID], account: AccountID? = nil) {
        self.clients = clients
        self.account = account
    }

    /// The ids of the bookings that are theirs: for `IN`, with its arguments.
    func bookings(in practice: PracticeID) -> (sql: String, arguments: StatementArguments) {
        (
            """
            (
                SELECT booking_id FROM booking_client
                WHERE practice_id = ? AND client_id IN (\(placeholders(clients.count)))
                UNION SELECT booking_id FROM booking_account WHERE practice_id = ? AND account_id = ?
            )
            """,
            [practice] + StatementArguments(clients) + [practice, account]
        )
    }

    /// The ids of the receipts that are theirs: for `IN`, with its arguments. A session that is assigned to the account is so for one
    /// of its clients: what the others paid is nobody's business.
    func receipts(in practice: PracticeID) -> (sql: String, arguments: StatementArguments) {
        (
            """
            (
                SELECT receipt_id FROM receipt WHERE practice_id = ? AND client_id IN (\(placeholders(clients.count)))
                UNION SELECT receipt.receipt_id FROM booking_account CROSS JOIN receipt
                WHERE booking_account.practice_id = ? AND booking_account.account_id = ?
                    AND receipt.practice_id = booking_account.practice_id AND receipt.booking_id = booking_account.booking_id
                    AND receipt.client_id = booking_account.client_id
            )
            """,
            [practice] + StatementArguments(clients) + [practice, account]
        )
    }

    /// For which client each session is assigned to the account.
    func assigned(in practice: PracticeID, _ db: Database) throws -> [BookingID: Set<ClientID>] {
        let rows = try db.rows(
            "SELECT booking_id, client_id FROM booking_account WHERE practice_id = ? AND account_id = ?", [practice, account])
        let pairs: [(BookingID, Set<ClientID>)] = try rows.map { (try $0.value("booking_id"), [try $0.value("client_id")]) }
        return Dictionary(pairs) { $0.union($1) }
    }
}

extension PortalStore {
    /// A part of the sessions that end after a moment, soonest first (M5). Cancelled ones are among them.
    ///
    /// - Parameter isBooked: Without those that are cancelled.
    public func upcoming(
        of owner: HistoryOwner, in practice: PracticeID, isBooked: Bool = false, endingAfter moment: Instant, limit: Int, offset: Int = 0
    ) async throws -> [BookedSession] {
        let theirs = owner.bookings(in: practice)
        return try await read { db in
            // The plus keeps SQLite from walking the practice's sessions in their order, as below.
            let rows = try db.rows(
                """
                SELECT * FROM booking WHERE practice_id = ? AND booking_id IN \(theirs.sql) AND ends_at > ?
                    \(isBooked ? "AND is_cancelled = 0" : "")
                ORDER BY +starts_at, booking_id LIMIT ? OFFSET ?
                """,
                [practice] + theirs.arguments + [moment, limit, offset])
            return try BookedSession.all(rows, in: practice, db)
        }
    }

    /// How many sessions end after a moment.
    public func countUpcoming(of owner: HistoryOwner, in practice: PracticeID, endingAfter moment: Instant) async throws -> Int {
        try await count(of: owner, in: practice, "ends_at > ?", moment)
    }

    /// A part of the sessions that ended by a moment, latest first (M2). Cancelled and missed ones are among them.
    public func history(
        of owner: HistoryOwner, in practice: PracticeID, endedBy moment: Instant, limit: Int, offset: Int = 0
    ) async throws -> [BookedSession] {
        let theirs = owner.bookings(in: practice)
        return try await read { db in
            // From the few sessions of the clients to their rows: the plus keeps SQLite from walking the practice's in their order.
            let rows = try db.rows(
                """
                SELECT * FROM booking WHERE practice_id = ? AND booking_id IN \(theirs.sql) AND ends_at <= ?
                ORDER BY +starts_at DESC, booking_id LIMIT ? OFFSET ?
                """,
                [practice] + theirs.arguments + [moment, limit, offset])
            return try BookedSession.all(rows, in: practice, db)
        }
    }

    /// How many sessions ended by a moment.
    public func countHistory(of owner: HistoryOwner, in practice: PracticeID, endedBy moment: Instant) async throws -> Int {
        try await count(of: owner, in: practice, "ends_at <= ?", moment)
    }

    private func count(
        of owner: HistoryOwner, in practice: PracticeID, _ condition: String, _ moment: Instant
    ) async throws -> Int {
        let theirs = owner.bookings(in: practice)
        return try await read {
            try $0.row(
                "SELECT COUNT(*) AS sessions FROM booking WHERE practice_id = ? AND booking_id IN \(theirs.sql) AND \(condition)",
                [practice] + theirs.arguments + [moment]
            )?.value("sessions") ?? 0
        }
    }
}
