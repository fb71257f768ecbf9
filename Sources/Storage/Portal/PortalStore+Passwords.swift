import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Sets the password of a login.
    ///
    /// - Parameter phc: The hash as a PHC string (`$argon2id$…`); the password itself never gets here.
    public func setPassword(_ phc: String, of login: LoginID, in practice: PracticeID, now: Instant) async throws {
        try await write { try storePassword(phc, of: login, in: practice, now: now, $0) }
    }

    /// The PHC string of a login's password; `nil` if it has none.
    public func password(of login: LoginID, in practice: PracticeID) async throws -> String? {
        try await read { try login.phc(in: practice, $0) }
    }

    /// Changes the password of somebody who is logged in (M7). Every other login of theirs ends and rooms close on them; this
    /// one goes on under another cookie.
    ///
    /// - Parameter token: Of the new cookie.
    /// - Throws: ``PortalStoreError/notFound``.
    public func changePassword(
        _ phc: String, of login: LoginID, goingOnAs token: SecretHash, in practice: PracticeID, now: Instant
    ) async throws {
        try await write { db in
            try replaceOwnPassword(phc, of: login, in: practice, now: now, db)
            try LoginSession(practice: practice, login: login, now: now).insert(token: token, db)
            try note("password.changed", on: login.id, in: practice, now: now, db)
        }
    }

    /// Sends a link to choose a new password (A5, Q20); to an address that is nobody's, a word that it is.
    public func requestPasswordReset(
        for email: EmailAddress, at form: LoginAttempt.Form, in practice: PracticeID, now: Instant
    ) async throws {
        try await write { db in
            let login = try LoginID.find(email, at: form, in: practice, db)
            _ = try startChallenge(
                .resetPassword, of: login, email: email, in: practice, now: now, notice: Notice.passwordReset, db)
            guard login == nil else { return }
            try enqueue(form == .staff ? .noStaffLogin(email) : .noAccount(email), in: practice, now: now, db)
        }
    }

    /// Meets the challenge of a forgotten password. Every login ends, rooms close, and the owner is told. Whoever reads the mail
    /// has shown that the address is theirs.
    ///
    /// - Returns: Whose password it is; `nil` if the challenge can't be met (any more).
    public func resetPassword(
        _ id: ChallengeID, phc: String, in practice: PracticeID, now: Instant
    ) async throws -> LoginID? {
        try await write { db in
            guard let met = try meet(id, .resetPassword, in: practice, now: now, db), let login = met.login,
                let email = met.email, try login.address(in: practice, db) == email
            else { return nil }
            try replaceOwnPassword(phc, of: login, in: practice, now: now, db)
            if case .account(let account) = login { try confirmAddress(email, of: account, in: practice, now: now, db) }
            try note("password.reset", on: login.id, in: practice, now: now, db)
            return login
        }
    }

    func storePassword(_ phc: String, of login: LoginID, in practice: PracticeID, now: Instant, _ db: Database) throws {
        try db.run(
            """
            INSERT INTO password (practice_id, kind, login_id, phc, changed_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (practice_id, kind, login_id) DO UPDATE SET phc = excluded.phc, changed_at = excluded.changed_at
            """,
            [practice, login.kind, login.id, phc, now]
        )
    }

    /// Another password: every login ends, and what was sent opens nothing any more.
    ///
    /// - Parameter phc: `nil`: none any more.
    func replacePassword(_ phc: String?, of login: LoginID, in practice: PracticeID, now: Instant, _ db: Database) throws {
        if let phc {
            try storePassword(phc, of: login, in: practice, now: now, db)
        } else {
            try db.run("DELETE FROM password WHERE practice_id = ? AND kind = ? AND login_id = ?", [practice, login.kind, login.id])
        }
        try login.endEverySession(in: practice, now: now, db).insert(db)
        try endEveryChallenge(of: login, in: practice, now: now, db)
    }

    /// The same by its owner, who is told: it may not have been them.
    private func replaceOwnPassword(
        _ phc: String, of login: LoginID, in practice: PracticeID, now: Instant, _ db: Database
    ) throws {
        guard let email = try login.address(in: practice, db) else { throw PortalStoreError.notFound }
        try replacePassword(phc, of: login, in: practice, now: now, db)
        try enqueue(.loginChanged(login, .password, to: email), in: practice, now: now, db)
    }
}
