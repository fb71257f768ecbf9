import SignalingProtocol

/// A link that lets a visitor without an account ask to enter one session (H6). It follows the session when that moves.
///
/// Its secret is derived from the id and the version under a key of the server; neither is stored.
public struct DirectLink: Equatable, Sendable, Identifiable {
    public let id: LinkID
    public let practice: PracticeID
    public let booking: BookingID
    /// Whom it is for, and how far it goes.
    public var terms: Terms
    /// What the mail with the link says; `nil`: the practice's own text, or the standard one.
    public var message: FreeText?
    /// Moves on when the secret has to change.
    public var version: Int
    public let createdAt: Instant
    /// When it was last sent by mail; in the future for a session of a series, whose link leaves shortly before it.
    public var sentAt: Instant?
    public var revokedAt: Instant?

    public init(
        id: LinkID, practice: PracticeID, booking: BookingID, terms: Terms = Terms(), message: FreeText? = nil, version: Int = 1,
        createdAt: Instant, sentAt: Instant? = nil, revokedAt: Instant? = nil
    ) {
        self.id = id
        self.practice = practice
        self.booking = booking
        self.terms = terms
        self.message = message
        self.version = version
        self.createdAt = createdAt
        self.sentAt = sentAt
        self.revokedAt = revokedAt
    }

    public func isExpired(at now: Instant) -> Bool { terms.expiresAt.map { now >= $0 } ?? false }
}

extension DirectLink {
    /// What whoever makes a link says about it.
    public struct Terms: Equatable, Sendable {
        /// As what the visitor enters. Guests only: in rooms a participant is an associated client, an observer one of the staff.
        public var role: Role
        /// Whom it is for, in the words of who made it: "interpreter". Never shown to visitors.
        public var label: DisplayName?
        /// Where it is sent to; `nil`: it is handed over by other means.
        public var email: EmailAddress?
        /// What the mail is written in; `nil`: the practice's.
        public var language: Language?
        /// The first moment at which it no longer works; `nil`: good as long as the session.
        public var expiresAt: Instant?
        /// How many browsers may enter by it, one of ``useLimits``; `nil`: as many as come. One that comes back isn't another.
        public var useLimit: Int?
        /// Good in the first browser that enters by it, and in no other.
        public var isBoundToDevice: Bool

        public init(
            role: Role = .guest, label: DisplayName? = nil, email: EmailAddress? = nil, language: Language? = nil,
            expiresAt: Instant? = nil, useLimit: Int? = nil, isBoundToDevice: Bool = false
        ) {
            self.role = role
            self.label = label
            self.email = email
            self.language = language
            self.expiresAt = expiresAt
            self.useLimit = useLimit
            self.isBoundToDevice = isBoundToDevice
        }
    }

    /// How many uses a link may be limited to.
    public static let useLimits = 1...100

    /// Whether a browser that hasn't entered by it yet may.
    ///
    /// - Parameter uses: How many browsers have.
    /// - Returns: Why not; `nil` if it may.
    public func refusal(toNewcomerAfter uses: Int) -> RefusalReason? {
        if terms.isBoundToDevice, uses >= 1 { return .linkOnOtherDevice }
        if let limit = terms.useLimit, uses >= limit { return .linkUsedUp }
        return nil
    }
}
