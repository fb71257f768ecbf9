import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Keeps a new login under the hash of its cookie. Expired ones are cleared away on the way, 100 at most.
    public func startSession(_ session: LoginSession, token: SecretHash) async throws {
        try await writeQuietly { db in
            try db.run(
                """
                DELETE FROM login_session WHERE (practice_id, token_hash) IN (
                    SELECT practice_id, token_hash FROM login_session WHERE expires_at <= ? LIMIT 100
                )
                """,
                [session.createdAt]
            )
            try session.insert(token: token, db)
        }
    }

    /// The login behind a cookie, unless it has expired. It is marked as seen when that is due.
    public func session(token: SecretHash, in practice: PracticeID, now: Instant) async throws -> LoginSession? {
        let found = try await read { db in
            try db.row(
                "SELECT * FROM login_session WHERE practice_id = ? AND token_hash = ? AND expires_at > ?", [practice, token, now]
            ).map(LoginSession.init(row:))
        }
        guard let touched = found?.touched(now: now) else { return found }
        return try await writeQuietly { db in
            // A logout in between wins: then there is no row to update, and nobody is logged in.
            try db.row(
                """
                UPDATE login_session SET last_seen_at = ?, expires_at = ? WHERE practice_id = ? AND token_hash = ? RETURNING *
                """,
                [touched.lastSeenAt, touched.expiresAt, practice, token]
            ).map(LoginSession.init(row:))
        }
    }

    /// Logs one browser out, and closes rooms on its owner: whoever leaves a desk that others use leaves no room open there,
    /// wherever else they are logged in. From another browser they come back with a new token. Does nothing if there is no such
    /// login.
    ///
    /// - Parameter successor: Who logged in instead in this browser: the same person stays in their rooms. Default: nobody.
    public func endSession(
        token: SecretHash, in practice: PracticeID, followedBy successor: LoginID? = nil, now: Instant
    ) async throws {
        try await write { db in
            let row = try db.row(
                "DELETE FROM login_session WHERE practice_id = ? AND token_hash = ? RETURNING *", [practice, token])
            guard let login = try row.map(LoginSession.init(row:))?.login else { return }
            try note("login.ended", on: login.subject.rawValue, in: practice, now: now, db)
            if login != successor { try login.leavesRooms(of: practice, at: now).insert(db) }
        }
    }

    /// Logs every browser of a login out, and closes rooms on it.
    public func endSessions(of login: LoginID, in practice: PracticeID, now: Instant) async throws {
        try await write { db in
            try login.endEverySession(in: practice, now: now, db).insert(db)
            try note("login.ended_everywhere", on: login.subject.rawValue, in: practice, now: now, db)
        }
    }
}

extension LoginID {
    func endEverySession(in practice: PracticeID, now: Instant, _ db: Database) throws -> NewRoomCommand {
        try db.run("DELETE FROM login_session WHERE practice_id = ? AND kind = ? AND login_id = ?", [practice, kind, id])
        return leavesRooms(of: practice, at: now)
    }

    fileprivate func leavesRooms(of practice: PracticeID, at now: Instant) -> NewRoomCommand {
        NewRoomCommand(practice: practice, room: nil, command: .subjectRevoked(subject), at: now)
    }
}

extension LoginSession {
    /// Keeps a login. With its first one an account counts as used.
    func insert(token: SecretHash, _ db: Database) throws {
        try db.run(
            """
            INSERT INTO login_session (practice_id, token_hash, kind, login_id, created_at, last_seen_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [practice, token, login.kind, login.id, createdAt, lastSeenAt, expiresAt]
        )
        guard case .account(let account) = login else { return }
        try db.run(
            "UPDATE account SET used_at = ? WHERE practice_id = ? AND account_id = ? AND used_at IS NULL",
            [createdAt, practice, account])
    }

    init(row: Row) throws {
        self.init(
            practice: try row.value("practice_id"), login: try LoginID(kind: row.value("kind"), id: row.value("login_id")),
            createdAt: try row.value("created_at"), lastSeenAt: try row.value("last_seen_at"),
            expiresAt: try row.value("expires_at")
        )
    }
}
