import GRDB
import PortalCore
import SignalingProtocol

/// What the attempts of one login form are counted under.
public struct LoginAttempt: Hashable, Sendable {
    /// `staff` and `account` are counted apart.
    public enum Form: String, Sendable { case staff, account }

    public let form: Form
    /// The address that was typed, whether or not somebody has it.
    public let email: EmailAddress
    /// Where it comes from: an IPv4 address, or the /64 of an IPv6 address.
    public let address: String

    public init(form: Form, email: EmailAddress, address: String) {
        self.form = form
        self.email = email
        self.address = address
    }

    fileprivate func key(for scope: LoginThrottle.Scope) -> String {
        scope == .accountAndAddress ? "\(form.rawValue) \(email) \(address)" : address
    }
}

extension PortalStore {
    /// Counts an attempt to log in, before its password is looked at: attempts made at the same time can't slip through.
    ///
    /// - Returns: `nil` if the password may be looked at; else the moment from which another attempt is allowed. An attempt that
    ///   has to wait isn't counted.
    public func countAttempt(_ attempt: LoginAttempt, in practice: PracticeID, now: Instant) async throws -> Instant? {
        let keys = [LoginThrottle.Scope.accountAndAddress, .address].map { ($0, attempt.key(for: $0)) }
        return try await writeQuietly { try Self.count(keys, in: practice, now: now, $0) }
    }

    /// Counts a mail that somebody asks for without being logged in, before it is looked at whether anybody has the address.
    ///
    /// - Parameter address: The network address that asks.
    /// - Returns: `nil` if the mail may be sent; else the moment from which it may.
    public func countMail(
        to email: EmailAddress, from address: String, in practice: PracticeID, now: Instant
    ) async throws -> Instant? {
        try await writeQuietly { try Self.count([(.mailTo, email.text), (.mailFrom, address)], in: practice, now: now, $0) }
    }

    /// Counts a download of all that is kept about an account.
    ///
    /// - Returns: `nil` if it may be sent; else the moment from which it may.
    public func countDataDownload(of account: AccountID, in practice: PracticeID, now: Instant) async throws -> Instant? {
        try await writeQuietly { try Self.count([(.dataOf, account.rawValue)], in: practice, now: now, $0) }
    }

    /// Takes back a counted attempt that turned out right: the account's counter is cleared, the address's goes down by one.
    public func forgiveAttempt(_ attempt: LoginAttempt, in practice: PracticeID) async throws {
        try await writeQuietly { db in
            try db.run(
                "DELETE FROM login_attempt WHERE practice_id = ? AND scope = ? AND attempt_key = ?",
                [practice, LoginThrottle.Scope.accountAndAddress, attempt.key(for: .accountAndAddress)]
            )
            try db.run(
                """
                UPDATE login_attempt SET attempts = attempts - 1
                WHERE practice_id = ? AND scope = ? AND attempt_key = ? AND attempts > 0
                """,
                [practice, LoginThrottle.Scope.address, attempt.key(for: .address)]
            )
        }
    }

    /// Counts one more under each key, unless one of them has to wait.
    private static func count(
        _ keys: [(scope: LoginThrottle.Scope, key: String)], in practice: PracticeID, now: Instant, _ db: Database
    ) throws -> Instant? {
        try db.run(
            """
            DELETE FROM login_attempt WHERE (practice_id, scope, attempt_key) IN (
                SELECT practice_id, scope, attempt_key FROM login_attempt WHERE last_attempt_at <= ? LIMIT 100
            )
            """,
            [now - LoginThrottle.longestMemory]
        )
        let counters = try keys.map { try counter($0.scope, $0.key, practice, db) }
        let waits = zip(keys, counters).compactMap { LoginThrottle.rule(for: $0.scope).waitEnds($1, now: now) }
        if let longest = waits.max() { return longest }
        for ((scope, key), counter) in zip(keys, counters) {
            let counted = LoginThrottle.rule(for: scope).counting(counter, now: now)
            try db.run(
                """
                INSERT INTO login_attempt (practice_id, scope, attempt_key, attempts, last_attempt_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (practice_id, scope, attempt_key)
                DO UPDATE SET attempts = excluded.attempts, last_attempt_at = excluded.last_attempt_at
                """,
                [practice, scope, key, counted.attempts, counted.lastAttemptAt]
            )
        }
        return nil
    }

    private static func counter(
        _ scope: LoginThrottle.Scope, _ key: String, _ practice: PracticeID, _ db: Database
    ) throws -> LoginThrottle.Counter? {
        try db.row(
            "SELECT * FROM login_attempt WHERE practice_id = ? AND scope = ? AND attempt_key = ?", [practice, scope, key]
        ).map { .init(attempts: try $0.value("attempts"), lastAttemptAt: try $0.value("last_attempt_at")) }
    }
}
