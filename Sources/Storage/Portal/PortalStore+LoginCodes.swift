import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Sends a code to log in with (C4): by SMS where a mobile number is on file, else by mail (C5). An address that may not log
    /// in is told so by mail; what comes back looks the same.
    ///
    /// - Parameters:
    ///   - browser: Of the cookie of the browser that asks, the only one where the code is good.
    ///   - onlyKnownClients: Whether the account has to be associated with a client (C1).
    public func requestLoginCode(
        for email: EmailAddress, browser: SecretHash, onlyKnownClients: Bool, in practice: PracticeID, now: Instant
    ) async throws -> Challenge {
        try await write { db in
            let row = try db.row(
                """
                SELECT account_id, mobile IS NOT NULL AS has_mobile FROM account
                WHERE practice_id = ? AND email = ? AND disabled_at IS NULL AND is_associated >= ?
                """,
                [practice, email, onlyKnownClients]
            )
            guard let row else {
                try enqueue(.noAccount(email), in: practice, now: now, db)
                try endNobodysCodes(for: email, in: practice, now: now, db)
                return try startChallenge(
                    .loginCode, of: nil, email: email, browser: browser, in: practice, now: now, notice: nil, db)
            }
            return try startChallenge(
                .loginCode, of: .account(row.value("account_id")), email: email, browser: browser, in: practice,
                on: row.value("has_mobile") ? .sms : .mail, now: now, notice: Notice.loginCode, db)
        }
    }

    /// A second code ends the first one, whether or not anybody has the address: else the browser that asked first could see.
    private func endNobodysCodes(for email: EmailAddress, in practice: PracticeID, now: Instant, _ db: Database) throws {
        try db.run(
            """
            UPDATE challenge SET ended_at = ?
            WHERE practice_id = ? AND kind IS NULL AND login_id IS NULL AND purpose = ? AND email = ? AND ended_at IS NULL
            """,
            [now, practice, Challenge.Purpose.loginCode, email]
        )
    }

    /// Meets the challenge of a login by code.
    ///
    /// - Returns: Who may log in; `nil` if the challenge can't be met (any more), or the account is disabled by now.
    public func meetLoginCode(_ id: ChallengeID, in practice: PracticeID, now: Instant) async throws -> LoginID? {
        try await write { db in
            guard let met = try meet(id, .loginCode, in: practice, now: now, db), let login = met.login,
                try login.address(in: practice, db) != nil
            else { return nil }
            return login
        }
    }
}
