import SignalingProtocol

/// A link that lets a visitor without an account ask to enter one session (H6).
///
/// Its secret is derived from the id and the version under a key of the server; neither is stored.
public struct DirectLink: Equatable, Sendable, Identifiable {
    public let id: LinkID
    public let practice: PracticeID
    public let booking: BookingID
    /// As what the visitor enters. Guests only, so far.
    public let role: Role
    /// Whom it is for, in the words of who made it: "interpreter". Never shown to visitors.
    public var label: DisplayName?
    /// Moves on when the secret has to change.
    public var version: Int
    public let createdAt: Instant
    /// The first moment at which it no longer works; `nil`: good as long as the session.
    public var expiresAt: Instant?
    public var revokedAt: Instant?

    public init(
        id: LinkID, practice: PracticeID, booking: BookingID, role: Role = .guest, label: DisplayName? = nil, version: Int = 1,
        createdAt: Instant, expiresAt: Instant? = nil, revokedAt: Instant? = nil
    ) {
        self.id = id
        self.practice = practice
        self.booking = booking
        self.role = role
        self.label = label
        self.version = version
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }

    public func isExpired(at now: Instant) -> Bool { expiresAt.map { now >= $0 } ?? false }
}
