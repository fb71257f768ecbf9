import GRDB
import PortalCore
import SignalingProtocol

/// Who confirms an address, as far as can be told.
public enum Confirmer: Equatable, Sendable {
    /// Whoever asked for the confirmation: in the browser that did, or logged in with the account.
    case asker
    /// Somebody who reads the address, elsewhere. The account's password may be somebody else's: this is the hash of the one that they
    /// choose, as a PHC string; `nil` where clients log in by code.
    case reader(phc: String?)
}

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
    /// account its owner is told instead; what comes back, and what becomes of earlier ones, is the same.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func requestEmailChange(
        of id: AccountID, to email: EmailAddress, browser: SecretHash, in practice: PracticeID, now: Instant
    ) async throws -> Challenge {
        try await write { db in
            guard try Account.find(id, in: practice, db) != nil else { throw PortalStoreError.notFound }
            let isTaken = try tellOwner(of: email, in: practice, now: now, db)
            let notice: ((ChallengeID) -> Notice)? = isTaken ? nil : { .emailConfirmation($0) }
            return try startChallenge(
                .changeEmail, of: .account(id), email: email, browser: browser, in: practice, now: now, notice: notice, db)
        }
    }

    /// Meets the challenge that confirms an address, of a new account or a changed one.
    ///
    /// A new account goes to whoever reads its address: confirmed by another than its asker, it has another password, and every
    /// login of it ends. A changed address is confirmed by its asker alone, since what the account holds is theirs.
    ///
    /// - Returns: The account; `nil` if the challenge can't be met (any more), or not by them.
    /// - SeeAlso: Decision 0013.
    public func confirmEmail(
        _ id: ChallengeID, by confirmer: Confirmer, in practice: PracticeID, now: Instant
    ) async throws -> Account? {
        try await write { db in
            guard let asked = try Challenge.open(id, in: practice, now: now, db), let email = asked.email,
                case .account(let account)? = asked.login
            else { return nil }
            switch asked.purpose {
            case .verifyEmail:
                guard try meet(id, .verifyEmail, in: practice, now: now, db) != nil,
                    let confirmed = try confirmAddress(email, of: account, in: practice, now: now, db)
                else { return nil }
                if case .reader(let phc) = confirmer { try handOver(account, phc: phc, in: practice, now: now, db) }
                return confirmed
            case .changeEmail:
                guard confirmer == .asker, try meet(id, .changeEmail, in: practice, now: now, db) != nil else { return nil }
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

    /// The account is its reader's alone from now on. Nobody is told: the address was nobody's until this moment.
    private func handOver(_ account: AccountID, phc: String?, in practice: PracticeID, now: Instant, _ db: Database) throws {
        try replacePassword(phc, of: .account(account), in: practice, now: now, db)
        try note(phc == nil ? "login.ended_everywhere" : "password.reset", on: account.rawValue, in: practice, now: now, db)
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
