import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// - Parameter isVerified: Staff who set an account up vouch for its address (A3); who signs up confirms it later.
    /// - Throws: ``PortalStoreError/emailTaken``, ``PortalStoreError/notFound`` (the practice).
    public func createAccount(
        in practice: PracticeID, email: EmailAddress, name: DisplayName, language: Language? = nil, isVerified: Bool, now: Instant
    ) async throws -> Account {
        try await write { db in
            let row = try db.row(
                """
                INSERT INTO account (practice_id, account_id, email, name, language, created_at, verified_at, disabled_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (practice_id, email) DO NOTHING RETURNING *
                """,
                [practice, AccountID.random(), email, name, language, now, isVerified ? now : nil]
            )
            guard let row else { throw PortalStoreError.emailTaken }
            let account = try Account(row: row)
            try note("account.created", on: account.id.rawValue, in: practice, now: now, db)
            return account
        }
    }

    public func account(_ id: AccountID, in practice: PracticeID) async throws -> Account? {
        try await read { try Account.find(id, in: practice, $0) }
    }

    public func account(email: EmailAddress, in practice: PracticeID) async throws -> Account? {
        try await read { try Account.find(email: email, in: practice, $0) }
    }

    /// An account with the clients it is associated with: what ``Admission`` asks for.
    public func clientLogin(_ id: AccountID, in practice: PracticeID) async throws -> ClientLogin? {
        try await read { db in
            guard let account = try Account.find(id, in: practice, db) else { return nil }
            return ClientLogin(account: account, clients: try Client.associated(with: id, in: practice, db))
        }
    }

    /// The accounts that are associated with a client, oldest first, each with all of its clients.
    public func logins(of client: ClientID, in practice: PracticeID) async throws -> [ClientLogin] {
        try await read { db in
            try db.rows(
                """
                SELECT account_id FROM account_client WHERE practice_id = ? AND client_id = ? ORDER BY created_at, account_id
                """,
                [practice, client]
            ).compactMap { row in
                guard let account = try Account.find(try row.value("account_id"), in: practice, db) else { return nil }
                return ClientLogin(account: account, clients: try Client.associated(with: account.id, in: practice, db))
            }
        }
    }

    /// Says that an account belongs to a client (A11, A15). Saying it again changes nothing.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func associate(_ account: AccountID, with client: ClientID, in practice: PracticeID, now: Instant) async throws {
        try await write { db in
            let row = try db.row(
                """
                INSERT INTO account_client (practice_id, account_id, client_id, created_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (practice_id, account_id, client_id) DO NOTHING RETURNING account_id
                """,
                [practice, account, client, now]
            )
            guard row != nil else { return }
            try db.run("UPDATE account SET is_associated = 1 WHERE practice_id = ? AND account_id = ?", [practice, account])
            try note("account.associated", on: account.rawValue, detail: ["client": client.rawValue], in: practice, now: now, db)
        }
    }

    /// Confirms an account's e-mail address. The first confirmation counts.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func verifyAccount(_ id: AccountID, in practice: PracticeID, now: Instant) async throws -> Account {
        try await write { db in
            let row = try db.row(
                """
                UPDATE account SET verified_at = COALESCE(verified_at, ?) WHERE practice_id = ? AND account_id = ? RETURNING *
                """,
                [now, practice, id]
            )
            guard let row else { throw PortalStoreError.notFound }
            let account = try Account(row: row)
            if account.verifiedAt == now { try note("account.verified", on: id.rawValue, in: practice, now: now, db) }
            return account
        }
    }

    /// Ends an account's access: logins stop, and rooms close on it.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func disableAccount(_ id: AccountID, in practice: PracticeID, now: Instant) async throws {
        try await write { db in
            let row = try db.row(
                """
                UPDATE account SET disabled_at = COALESCE(disabled_at, ?) WHERE practice_id = ? AND account_id = ?
                RETURNING account_id
                """,
                [now, practice, id]
            )
            guard row != nil else { throw PortalStoreError.notFound }
            try LoginID.account(id).endEverySession(in: practice, now: now, db).insert(db)
            try note("account.disabled", on: id.rawValue, in: practice, now: now, db)
        }
    }
}

extension Account {
    init(row: Row) throws {
        self.init(
            id: try row.value("account_id"), practice: try row.value("practice_id"), email: try row.value("email"),
            name: try row.value("name"), language: try row.value("language"), createdAt: try row.value("created_at"),
            verifiedAt: try row.value("verified_at"), disabledAt: try row.value("disabled_at")
        )
    }

    static func find(email: EmailAddress, in practice: PracticeID, _ db: Database) throws -> Account? {
        try db.row("SELECT * FROM account WHERE practice_id = ? AND email = ?", [practice, email]).map(Account.init(row:))
    }

    static func find(_ id: AccountID, in practice: PracticeID, _ db: Database) throws -> Account? {
        try db.row("SELECT * FROM account WHERE practice_id = ? AND account_id = ?", [practice, id]).map(Account.init(row:))
    }
}
