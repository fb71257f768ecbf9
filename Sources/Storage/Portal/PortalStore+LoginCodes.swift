import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Sends a code to log in with (C4): by SMS where a mobile number is on file, else by mail (C5). An address in the client list is
    /// enough; any other that may not log in is told so by mail; what comes back looks the same.
    ///
    /// - Parameters:
    ///   - browser: Of the cookie of the browser that asks, the only one where the code is good.
    ///   - onlyKnownClients: Whether the account has to be associated with a client (C1).
    ///   - byMail: Whether it is wanted by mail although a mobile number is on file: no text message came.
    public func requestLoginCode(
        for email: EmailAddress, browser: SecretHash, onlyKnownClients: Bool, byMail: Bool = false, in practice: PracticeID, now: Instant
    ) async throws -> Challenge {
        try await write { db in
            try openPortal(toReadersOf: email, in: practice, now: now, db)
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
                on: !byMail && row.value("has_mobile") ? .sms : .mail, now: now, notice: Notice.loginCode, db)
        }
    }

    /// Opens an account for the clients whose records have an address, where nobody has one with it yet: the practice put it there, and
    /// what is sent there lets in nobody else. An account that staff closed, or took from a client, stays as they left it.
    private func openPortal(toReadersOf email: EmailAddress, in practice: PracticeID, now: Instant, _ db: Database) throws {
        guard try Account.find(email: email, in: practice, db) == nil else { return }
        let clients = try db.rows(
            """
            SELECT * FROM client WHERE practice_id = ? AND email = ? AND archived_at IS NULL ORDER BY search_key, client_id LIMIT 20
            """,
            [practice, email]
        ).map(Client.init(row:))
        guard let first = clients.first else { return }
        let account = try createAccount(
            in: practice, email: email, name: first.name, language: first.language, verifiedBy: .staff, now: now, db)
        for client in clients { try associate(account.id, with: client.id, in: practice, now: now, db) }
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
