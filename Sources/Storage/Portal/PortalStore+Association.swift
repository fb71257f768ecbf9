import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Says that an account belongs to a client (A11, A15). Saying it again changes nothing.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func associate(_ account: AccountID, with client: ClientID, in practice: PracticeID, now: Instant) async throws {
        try await write { try associate(account, with: client, in: practice, now: now, $0) }
    }

    /// The same, within the transaction of what else is done. The client's sessions are assigned to the account, where there is no
    /// doubt that it is the one (Q8).
    func associate(_ account: AccountID, with client: ClientID, in practice: PracticeID, now: Instant, _ db: Database) throws {
        let row = try db.row(
            """
            INSERT INTO account_client (practice_id, account_id, client_id, created_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (practice_id, account_id, client_id) DO NOTHING RETURNING account_id
            """,
            [practice, account, client, now]
        )
        guard row != nil else { return }
        try db.run("UPDATE account SET is_associated = 1 WHERE practice_id = ? AND account_id = ?", [practice, account])
        try assignBookings(of: client, in: practice, now: now, db)
        try note("account.associated", on: account.rawValue, detail: ["client": client.rawValue], in: practice, now: now, db)
    }

    /// Takes it back: the account sees nothing of the client any more, and rooms of their sessions close on it. Nobody else is
    /// told anything.
    ///
    /// - Throws: ``PortalStoreError/notFound`` if they aren't associated.
    public func dissociate(_ account: AccountID, from client: ClientID, in practice: PracticeID, now: Instant) async throws {
        try await write { db in
            let row = try db.row(
                "DELETE FROM account_client WHERE practice_id = ? AND account_id = ? AND client_id = ? RETURNING account_id",
                [practice, account, client])
            guard row != nil else { throw PortalStoreError.notFound }
            try db.run(
                """
                UPDATE account SET is_associated = EXISTS (
                    SELECT 1 FROM account_client WHERE practice_id = ?1 AND account_id = ?2
                ) WHERE practice_id = ?1 AND account_id = ?2
                """,
                [practice, account]
            )
            try db.run(
                "DELETE FROM booking_account WHERE practice_id = ? AND client_id = ? AND account_id = ?", [practice, client, account])
            try note("account.dissociated", on: account.rawValue, detail: ["client": client.rawValue], in: practice, now: now, db)
            try shutOut(account, ofSessionsFor: client, in: practice, now: now, db)
        }
    }

    /// Sets up a client's way into the portal (A3): an account that is verified and associated by construction.
    ///
    /// - Parameter phc: The starter password's hash as a PHC string.
    /// - Throws: ``PortalStoreError/emailTaken``, ``PortalStoreError/notFound`` (the client).
    public func openPortal(
        to client: ClientID, in practice: PracticeID, email: EmailAddress, phc: String, now: Instant
    ) async throws -> Account {
        try await write { db in
            guard let client = try Client.find(client, in: practice, db) else { throw PortalStoreError.notFound }
            let account = try createAccount(
                in: practice, email: email, name: client.name, language: client.language, verifiedBy: .staff, now: now, db)
            try storePassword(phc, of: .account(account.id), in: practice, now: now, db)
            try associate(account.id, with: client.id, in: practice, now: now, db)
            return account
        }
    }

    /// Gives an account that was never used another starter password.
    ///
    /// - Throws: ``PortalStoreError/accountInUse`` once its owner has logged in: then it is theirs to change (A5, Q22);
    ///   ``PortalStoreError/notFound``.
    public func setStarterPassword(_ phc: String, of id: AccountID, in practice: PracticeID, now: Instant) async throws {
        try await write { db in
            guard let account = try Account.find(id, in: practice, db) else { throw PortalStoreError.notFound }
            guard account.usedAt == nil else { throw PortalStoreError.accountInUse }
            try storePassword(phc, of: .account(id), in: practice, now: now, db)
            try note("account.starter_password_set", on: id.rawValue, in: practice, now: now, db)
        }
    }

    /// Sets where an account's codes go by message; `nil`: by mail (C5, C6).
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func setMobile(_ mobile: MobileNumber?, of id: AccountID, in practice: PracticeID, now: Instant) async throws {
        try await write { db in
            guard let account = try Account.find(id, in: practice, db) else { throw PortalStoreError.notFound }
            guard account.mobile != mobile else { return }
            try db.run("UPDATE account SET mobile = ? WHERE practice_id = ? AND account_id = ?", [mobile, practice, id])
            try note("account.mobile_changed", on: id.rawValue, in: practice, now: now, db)
        }
    }

    /// Gives a disabled account its access back. Its owner logs in anew.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func enableAccount(_ id: AccountID, in practice: PracticeID, now: Instant) async throws {
        try await write { db in
            guard let account = try Account.find(id, in: practice, db) else { throw PortalStoreError.notFound }
            guard account.disabledAt != nil else { return }
            try db.run("UPDATE account SET disabled_at = NULL WHERE practice_id = ? AND account_id = ?", [practice, id])
            try note("account.enabled", on: id.rawValue, in: practice, now: now, db)
        }
    }
}
