import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Sends the confirmation of an account's address once more (A9, M6).
    ///
    /// - Throws: ``PortalStoreError/notFound`` if there is no such account whose address isn't confirmed yet.
    public func resendConfirmation(
        of id: AccountID, browser: SecretHash, in practice: PracticeID, now: Instant
    ) async throws -> Challenge {
        try await write { db in
            guard let account = try Account.find(id, in: practice, db), account.verifiedAt == nil, account.disabledAt == nil else {
                throw PortalStoreError.notFound
            }
            return try startChallenge(
                .verifyEmail, of: .account(id), email: account.email, browser: browser, in: practice, now: now,
                notice: Notice.emailConfirmation, db)
        }
    }

    /// Asks to confirm an account's new address, at that address. Until then the old one counts. Where the new one has an
    /// account its owner is told, and what comes back looks the same.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func requestEmailChange(
        of id: AccountID, to email: EmailAddress, browser: SecretHash, in practice: PracticeID, now: Instant
    ) async throws -> Challenge {
        try await write { db in
            guard try Account.find(id, in: practice, db) != nil else { throw PortalStoreError.notFound }
            guard try Account.find(email: email, in: practice, db) == nil else {
                return try tellOwner(of: email, instead: .changeEmail, browser: browser, in: practice, now: now, db)
            }
            return try startChallenge(
                .changeEmail, of: .account(id), email: email, browser: browser, in: practice, now: now,
                notice: Notice.emailConfirmation, db)
        }
    }

    /// Meets the challenge that confirms an address, of a new account or a changed one.
    ///
    /// - Returns: The account; `nil` if the challenge can't be met (any more).
    public func confirmEmail(_ id: ChallengeID, in practice: PracticeID, now: Instant) async throws -> Account? {
        try await write { db in
            guard let asked = try Challenge.open(id, in: practice, now: now, db), let email = asked.email,
                case .account(let account)? = asked.login
            else { return nil }
            switch asked.purpose {
            case .verifyEmail:
                guard try meet(id, .verifyEmail, in: practice, now: now, db) != nil else { return nil }
                return try confirmAddress(email, of: account, in: practice, now: now, db)
            case .changeEmail:
                guard try meet(id, .changeEmail, in: practice, now: now, db) != nil else { return nil }
                return try changeAddress(to: email, of: account, in: practice, now: now, db)
            case .resetPassword, .loginCode, .staffInvitation, .secondStep: return nil
            }
        }
    }

    /// Somebody who reads an address has shown that the account is theirs. Does nothing if it has another address by now.
    ///
    /// - Returns: The account; `nil` if it is disabled or has another address.
    @discardableResult
    func confirmAddress(
        _ email: EmailAddress, of id: AccountID, in practice: PracticeID, now: Instant, _ db: Database
    ) throws -> Account? {
        guard let account = try Account.find(id, in: practice, db), account.email == email, account.disabledAt == nil else {
            return nil
        }
        let verified = try verifyAccount(id, in: practice, by: .email, now: now, db)
        if account.verifiedAt == nil { try announceProspect(id, in: practice, now: now, db) }
        return verified
    }

    /// The new address counts from now on, and the old one is told. What was sent to the old one opens nothing any more.
    private func changeAddress(
        to email: EmailAddress, of id: AccountID, in practice: PracticeID, now: Instant, _ db: Database
    ) throws -> Account? {
        // Somebody may have taken the address since it was asked for.
        guard var account = try Account.find(id, in: practice, db), account.disabledAt == nil,
            try Account.find(email: email, in: practice, db) == nil
        else { return nil }
        let old = account.email
        let login = LoginID.account(id)
        try db.run("UPDATE account SET email = ? WHERE practice_id = ? AND account_id = ?", [email, practice, id])
        try endEveryChallenge(of: login, in: practice, now: now, db)
        try enqueue(.loginChanged(login, .email, to: old), in: practice, now: now, db)
        try note("account.email_changed", on: id.rawValue, in: practice, now: now, db)
        account.email = email
        return try confirmAddress(email, of: id, in: practice, now: now, db) ?? account
    }

    /// Tells owners and admins that somebody waits to be associated (A11), unless they are.
    private func announceProspect(_ account: AccountID, in practice: PracticeID, now: Instant, _ db: Database) throws {
        guard try Client.associated(with: account, in: practice, db).isEmpty else { return }
        let overseers = try db.rows(
            "SELECT staff_id FROM staff WHERE practice_id = ? AND is_active = 1 AND role IN ('owner', 'admin')", [practice])
        for row in overseers {
            try enqueue(.prospectWaiting(account, for: row.value("staff_id")), in: practice, now: now, db)
        }
    }
}
