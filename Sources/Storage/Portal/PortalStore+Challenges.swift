import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Asks a confirmation of somebody, and writes down the notice that carries it. Others of the same purpose that the login
    /// still had end: the newest mail is the one that counts.
    ///
    /// - Parameters:
    ///   - login: `nil` where the address is nobody's: the same is done as for somebody, but for the notice.
    ///   - browser: Of the cookie of the browser that may meet it; `nil`: any browser.
    ///   - notice: What carries it; `nil` for none.
    public func startChallenge(
        _ purpose: Challenge.Purpose, of login: LoginID?, email: EmailAddress?, browser: SecretHash? = nil,
        in practice: PracticeID, on channel: NoticeChannel = .mail, now: Instant, notice: (@Sendable (ChallengeID) -> Notice)?
    ) async throws -> Challenge {
        try await write { db in
            try startChallenge(
                purpose, of: login, email: email, browser: browser, in: practice, on: channel, now: now, notice: notice, db)
        }
    }

    /// The same, within the transaction of what else is done.
    func startChallenge(
        _ purpose: Challenge.Purpose, of login: LoginID?, email: EmailAddress?, browser: SecretHash? = nil,
        in practice: PracticeID, on channel: NoticeChannel = .mail, now: Instant, notice: ((ChallengeID) -> Notice)?, _ db: Database
    ) throws -> Challenge {
        try db.run(
            """
            DELETE FROM challenge WHERE (practice_id, challenge_id) IN (
                SELECT practice_id, challenge_id FROM challenge WHERE expires_at <= ? LIMIT 100
            )
            """,
            [now]
        )
        if let login { try endChallenges(purpose, of: login, in: practice, now: now, db) }
        let challenge = Challenge(
            id: .random(), practice: practice, purpose: purpose, login: login, email: email, createdAt: now,
            expiresAt: now + purpose.lifetime)
        try db.run(
            """
            INSERT INTO challenge (
                practice_id, challenge_id, purpose, kind, login_id, email, browser_hash, created_at, expires_at
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                practice, challenge.id, purpose, login?.kind, login?.id, email, browser, now, challenge.expiresAt,
            ]
        )
        if login != nil, let notice { try enqueue(notice(challenge.id), on: channel, in: practice, now: now, db) }
        return challenge
    }

    /// A challenge that can still be met.
    public func challenge(_ id: ChallengeID, in practice: PracticeID, now: Instant) async throws -> Challenge? {
        try await read { try Challenge.open(id, in: practice, now: now, $0) }
    }

    /// The same, for the browser alone that it was started for.
    public func challenge(
        _ id: ChallengeID, boundTo browser: SecretHash, in practice: PracticeID, now: Instant
    ) async throws -> Challenge? {
        try await read { db in
            guard try Challenge.isBound(id, to: browser, in: practice, db) else { return nil }
            return try Challenge.open(id, in: practice, now: now, db)
        }
    }

    /// Counts a wrong code. After ``Challenge/tries`` the challenge can't be met any more.
    public func countFailedTry(at id: ChallengeID, in practice: PracticeID) async throws {
        try await writeQuietly {
            try $0.run(
                "UPDATE challenge SET failed_tries = failed_tries + 1 WHERE practice_id = ? AND challenge_id = ?", [practice, id])
        }
    }

    /// Meets a challenge: once, in time, and before too many wrong codes.
    ///
    /// - Returns: The challenge; `nil` if it can't be met (any more), and then nothing was done.
    func meet(_ id: ChallengeID, _ purpose: Challenge.Purpose, in practice: PracticeID, now: Instant, _ db: Database) throws -> Challenge? {
        guard let challenge = try Challenge.open(id, in: practice, now: now, db), challenge.purpose == purpose else { return nil }
        try db.run("UPDATE challenge SET ended_at = ? WHERE practice_id = ? AND challenge_id = ?", [now, practice, id])
        return challenge
    }

    /// Ends everything that a login was asked and hasn't met yet.
    func endEveryChallenge(of login: LoginID, in practice: PracticeID, now: Instant, _ db: Database) throws {
        for purpose in Challenge.Purpose.allCases { try endChallenges(purpose, of: login, in: practice, now: now, db) }
    }

    /// Ends what a login was asked for a purpose and hasn't met yet.
    func endChallenges(
        _ purpose: Challenge.Purpose, of login: LoginID, in practice: PracticeID, now: Instant, _ db: Database
    ) throws {
        try db.run(
            """
            UPDATE challenge SET ended_at = ?
            WHERE practice_id = ? AND kind = ? AND login_id = ? AND purpose = ? AND ended_at IS NULL
            """,
            [now, practice, login.kind, login.id, purpose]
        )
    }
}

extension Challenge {
    init(row: Row) throws {
        let kind: String? = try row.value("kind")
        let id: String? = try row.value("login_id")
        var login: LoginID?
        if let kind, let id { login = try LoginID(kind: kind, id: id) }
        self.init(
            id: try row.value("challenge_id"), practice: try row.value("practice_id"), purpose: try row.value("purpose"),
            login: login, email: try row.value("email"), createdAt: try row.value("created_at"),
            expiresAt: try row.value("expires_at"), failedTries: try row.value("failed_tries")
        )
    }

    static func open(_ id: ChallengeID, in practice: PracticeID, now: Instant, _ db: Database) throws -> Challenge? {
        try db.row(
            """
            SELECT * FROM challenge WHERE practice_id = ? AND challenge_id = ?
                AND ended_at IS NULL AND expires_at > ? AND failed_tries < ?
            """,
            [practice, id, now, Challenge.tries]
        ).map(Challenge.init(row:))
    }

    static func isBound(_ id: ChallengeID, to browser: SecretHash, in practice: PracticeID, _ db: Database) throws -> Bool {
        try db.row(
            "SELECT 1 FROM challenge WHERE practice_id = ? AND challenge_id = ? AND browser_hash = ?", [practice, id, browser]) != nil
    }
}

extension Challenge.Purpose: DatabaseValueConvertible {}
