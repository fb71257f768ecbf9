import GRDB
import PortalCore
import SignalingProtocol

/// Somebody who signed up and belongs to no client yet (A11), with when their first session is.
public struct Prospect: Equatable, Sendable {
    public let account: Account
    /// When the soonest session starts that is booked with their address or assigned to them; `nil` if there is none to come.
    public let firstSession: Instant?

    public init(account: Account, firstSession: Instant?) {
        self.account = account
        self.firstSession = firstSession
    }
}

extension PortalStore {
    /// Accounts that belong to no client, newest first (A12).
    ///
    /// - Parameter isDismissed: Those whom staff have dismissed, instead of those who wait.
    public func prospects(
        in practice: PracticeID, isDismissed: Bool = false, limit: Int, offset: Int = 0, now: Instant
    ) async throws -> [Prospect] {
        try await read { db in
            try db.rows(
                """
                SELECT * FROM account WHERE practice_id = ? AND is_associated = 0 AND (disabled_at IS NOT NULL) = ?
                ORDER BY created_at DESC, account_id DESC LIMIT ? OFFSET ?
                """,
                [practice, isDismissed, limit, offset]
            ).map { row in
                let account = try Account(row: row)
                return Prospect(account: account, firstSession: try account.firstSession(after: now, db))
            }
        }
    }

    public func countProspects(in practice: PracticeID, isDismissed: Bool = false) async throws -> Int {
        try await read {
            try $0.row(
                """
                SELECT COUNT(*) AS prospects FROM account
                WHERE practice_id = ? AND is_associated = 0 AND (disabled_at IS NOT NULL) = ?
                """,
                [practice, isDismissed]
            )?.value("prospects") ?? 0
        }
    }

    /// An account, if it is a prospect's: waiting or dismissed.
    public func prospect(_ id: AccountID, in practice: PracticeID) async throws -> Account? {
        try await read {
            try $0.row(
                "SELECT * FROM account WHERE practice_id = ? AND account_id = ? AND is_associated = 0", [practice, id]
            ).map(Account.init(row:))
        }
    }

    /// The accounts of some clients: for a list that says who has one.
    public func accounts(of clients: [ClientID], in practice: PracticeID) async throws -> [ClientID: [Account]] {
        guard !clients.isEmpty else { return [:] }
        return try await read { db in
            let rows = try db.rows(
                """
                SELECT account_client.client_id, account.* FROM account_client CROSS JOIN account
                WHERE account_client.practice_id = ? AND account_client.client_id IN (\(placeholders(clients.count)))
                    AND account.practice_id = account_client.practice_id AND account.account_id = account_client.account_id
                ORDER BY account_client.created_at, account.account_id
                """,
                [practice] + StatementArguments(clients)
            )
            return Dictionary(grouping: try rows.map { (try $0.value("client_id") as ClientID, try Account(row: $0)) }) { $0.0 }
                .mapValues { $0.map(\.1) }
        }
    }

    /// Those of some clients who have booked while logged in (Q19).
    public func clientsWhoBooked(among clients: [ClientID], in practice: PracticeID) async throws -> Set<ClientID> {
        guard !clients.isEmpty else { return [] }
        return try await read { db in
            Set(
                try db.rows(
                    """
                    SELECT DISTINCT client_id FROM booking_account
                    WHERE practice_id = ? AND client_id IN (\(placeholders(clients.count))) AND cause = ?
                    """,
                    [practice] + StatementArguments(clients) + [AssignmentCause.loggedIn]
                ).map { try $0.value("client_id") })
        }
    }
}

extension Account {
    fileprivate func firstSession(after now: Instant, _ db: Database) throws -> Instant? {
        try db.row(
            """
            SELECT booking.starts_at FROM (
                SELECT booking_client.booking_id FROM client CROSS JOIN booking_client
                WHERE client.practice_id = ?1 AND client.email = ?2
                    AND booking_client.practice_id = client.practice_id AND booking_client.client_id = client.client_id
                UNION SELECT booking_id FROM booking_account WHERE practice_id = ?1 AND account_id = ?3
            ) AS theirs CROSS JOIN booking
            WHERE booking.practice_id = ?1 AND booking.booking_id = theirs.booking_id
                AND booking.ends_at > ?4 AND booking.is_cancelled = 0
            ORDER BY booking.starts_at LIMIT 1
            """,
            [practice, email, id, now]
        )?.value("starts_at")
    }
}
