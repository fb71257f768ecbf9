import GRDB
import PortalCore
import SignalingProtocol

/// What somebody signs up with.
public struct SignUp: Equatable, Sendable {
    public let email: EmailAddress
    public let name: DisplayName
    /// The language of the page that they signed up on.
    public let language: Language
    /// The hash of the password as a PHC string; `nil` where clients log in by code.
    public let phc: String?

    public init(email: EmailAddress, name: DisplayName, language: Language, phc: String?) {
        self.email = email
        self.name = name
        self.language = language
        self.phc = phc
    }
}

extension PortalStore {
    /// Makes the account of somebody who signs up and has accepted the terms (A7), and asks them to confirm its address. Where
    /// the address has an account already its owner is told, and nothing else changes; what comes back looks the same.
    ///
    /// - Parameter browser: Of the cookie of the browser that may confirm by the short code.
    /// - Throws: ``PortalStoreError/notFound`` (the practice).
    public func signUp(
        _ new: SignUp, browser: SecretHash, in practice: PracticeID, now: Instant
    ) async throws -> Challenge {
        try await write { db in
            let row = try db.row(
                """
                INSERT INTO account (
                    practice_id, account_id, email, name, language, created_at, verified_at, disabled_at, terms_accepted_at, origin
                ) VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, ?, 'sign_up')
                ON CONFLICT (practice_id, email) DO NOTHING RETURNING account_id
                """,
                [practice, AccountID.random(), new.email, new.name, new.language, now, now]
            )
            guard let row else {
                _ = try tellOwner(of: new.email, in: practice, now: now, db)
                return try startChallenge(
                    .verifyEmail, of: nil, email: new.email, browser: browser, in: practice, now: now, notice: nil, db)
            }
            let login = LoginID.account(try row.value("account_id"))
            if let phc = new.phc { try storePassword(phc, of: login, in: practice, now: now, db) }
            try note("account.created", on: login.id, in: practice, now: now, db)
            return try startChallenge(
                .verifyEmail, of: login, email: new.email, browser: browser, in: practice, now: now,
                notice: Notice.emailConfirmation, db)
        }
    }

    /// Tells the owner of an account that somebody wanted to use its address. Who can't log in any more is told that there is no
    /// account: only the practice can open the portal to them again.
    ///
    /// - Returns: Whether there is one.
    func tellOwner(of email: EmailAddress, in practice: PracticeID, now: Instant, _ db: Database) throws -> Bool {
        guard let owner = try Account.find(email: email, in: practice, db) else { return false }
        try enqueue(owner.disabledAt == nil ? .accountExists(owner.id) : .noAccount(email), in: practice, now: now, db)
        return true
    }
}
