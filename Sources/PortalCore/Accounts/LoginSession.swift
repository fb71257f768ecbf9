import SignalingProtocol

/// A login that lasts: kept on the server, named by a cookie.
public struct LoginSession: Equatable, Sendable {
    public let practice: PracticeID
    public let login: LoginID
    public let createdAt: Instant
    public let lastSeenAt: Instant
    /// The first moment at which it no longer counts.
    public let expiresAt: Instant

    /// How long a login lasts without being used: 4 hours, longer than the longest session between two pages.
    public static let idle = Duration.seconds(4 * 3_600)
    /// How long a login lasts at most: 16 hours, a working day with its evening.
    public static let longest = Duration.seconds(16 * 3_600)
    /// How old `lastSeenAt` may get before it is written again: 1 minute, so that a page isn't a write.
    public static let touchInterval = Duration.seconds(60)

    public init(practice: PracticeID, login: LoginID, createdAt: Instant, lastSeenAt: Instant, expiresAt: Instant) {
        self.practice = practice
        self.login = login
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.expiresAt = expiresAt
    }

    /// A login that begins now.
    public init(practice: PracticeID, login: LoginID, now: Instant) {
        self.init(practice: practice, login: login, createdAt: now, lastSeenAt: now, expiresAt: now + Self.idle)
    }

    /// The same login used again, or `nil` if that needn't be written down yet.
    public func touched(now: Instant) -> LoginSession? {
        guard now - lastSeenAt >= Self.touchInterval else { return nil }
        return LoginSession(
            practice: practice, login: login, createdAt: createdAt, lastSeenAt: now,
            expiresAt: min(now + Self.idle, createdAt + Self.longest)
        )
    }
}
