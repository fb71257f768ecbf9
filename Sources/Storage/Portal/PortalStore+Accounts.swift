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
            try createAccount(
                in: practice, email: email, name: name, language: language, verifiedBy: isVerified ? .staff : nil, now: now, db)
        }
    }

    /// The same, within the transaction of what else is done.
    func createAccount(
        in practice: PracticeID, email: EmailAddress, name: DisplayName, language: Language?, verifiedBy: Account.Verification?,
        now: Instant, _ db: Database
    ) throws -> Account {
        let row = try db.row(
            """
            INSERT INTO account (
                practice_id, account_id, email, name, language, created_at, verified_at, verified_by, disabled_at
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (practice_id, email) DO NOTHING RETURNING *
            """,
            [practice, AccountID.random(), email, name, language, now, verifiedBy == nil ? nil : now, verifiedBy]
        )
        guard let row else { throw PortalStoreError.emailTaken }
        let account = try Account(row: row)
        try note("account.created", on: account.id.rawValue, in: practice, now: now, db)
        return account
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

    /// Confirms an account's e-mail address. The first confirmation counts; a mail to the address says more than staff's word.
    ///
    /// Sessions that were booked with the address may now be assigned to the account (Q8).
    ///
    /// - Parameter cause: What shows whose address it is. Default: staff vouch for it (A10).
    /// - Throws: ``PortalStoreError/notFound``.
    public func verifyAccount(
        _ id: AccountID, in practice: PracticeID, by cause: Account.Verification = .staff, now: Instant
    ) async throws -> Account {
        try await write { try verifyAccount(id, in: practice, by: cause, now: now, $0) }
    }

    /// The same, within the transaction of what else is done.
    func verifyAccount(
        _ id: AccountID, in practice: PracticeID, by cause: Account.Verification, now: Instant, _ db: Database
    ) throws -> Account {
        guard var account = try Account.find(id, in: practice, db) else { throw PortalStoreError.notFound }
        guard account.verifiedAt == nil || cause == .email else { return account }
        let isNews = account.verifiedAt == nil
        account.verifiedAt = account.verifiedAt ?? now
        account.verifiedBy = cause
        try db.run(
            "UPDATE account SET verified_at = ?, verified_by = ? WHERE practice_id = ? AND account_id = ?",
            [account.verifiedAt, cause, practice, id])
        if isNews { try note("account.verified", on: id.rawValue, in: practice, now: now, db) }
        try assignBookings(toVerified: account, in: practice, now: now, db)
        return account
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
            verifiedAt: try row.value("verified_at"), verifiedBy: try row.value("verified_by"),
            disabledAt: try row.value("disabled_at"), mobile: try row.value("mobile"), usedAt: try row.value("used_at")
        )
    }

    static func find(email: EmailAddress, in practice: PracticeID, _ db: Database) throws -> Account? {
        try db.row("SELECT * FROM account WHERE practice_id = ? AND email = ?", [practice, email]).map(Account.init(row:))
    }

    static func find(_ id: AccountID, in practice: PracticeID, _ db: Database) throws -> Account? {
        try db.row("SELECT * FROM account WHERE practice_id = ? AND account_id = ?", [practice, id]).map(Account.init(row:))
    }
}
