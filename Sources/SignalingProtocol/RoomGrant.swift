/// What a verified room token says: who may say hello to which room, and as what.
///
/// `Signaling` receives it from the `verify` closure, `PortalCore` decides on it, and `sign` turns it into a JWT.
public struct RoomGrant: Equatable, Sendable {
    /// How long a token lives. Enforced on both sides, so that none outlives the reason it was given for.
    public static let lifetime: Duration = .seconds(120)
    /// After this long no token from before is good any more, whatever the clocks of those who issue and read them say.
    public static let longestUse = lifetime * 2

    public var issuer: String
    public var subject: SubjectID
    public var id: TokenID
    public var issuedAt: Instant
    public var notBefore: Instant
    public var expiresAt: Instant
    public var room: RoomID
    /// Never `cohost`: that is given inside the room.
    public var role: Role
    /// The record's name, shown to hosts beside the chosen one. `nil` for visitors.
    public var verifiedName: String?
    public var displayName: DisplayName
    public var entry: EntryMode
    public var terms: RoomTerms
    public var link: LinkID?

    public init(
        issuer: String, subject: SubjectID, id: TokenID, issuedAt: Instant, notBefore: Instant, expiresAt: Instant, room: RoomID,
        role: Role, verifiedName: String?, displayName: DisplayName, entry: EntryMode, terms: RoomTerms, link: LinkID? = nil
    ) {
        self.issuer = issuer
        self.subject = subject
        self.id = id
        self.issuedAt = issuedAt
        self.notBefore = notBefore
        self.expiresAt = expiresAt
        self.room = room
        self.role = role
        self.verifiedName = verifiedName
        self.displayName = displayName
        self.entry = entry
        self.terms = terms
        self.link = link
    }
}

/// What a verified staff token says: whose queue a `/v1/staff` socket shows.
public struct StaffGrant: Equatable, Sendable {
    public var subject: SubjectID
    public var practice: PracticeID
    /// Owners and admins see every room of the practice (H4), clinicians their own.
    public var overseesPractice: Bool
    public var expiresAt: Instant

    public init(subject: SubjectID, practice: PracticeID, overseesPractice: Bool, expiresAt: Instant) {
        self.subject = subject
        self.practice = practice
        self.overseesPractice = overseesPractice
        self.expiresAt = expiresAt
    }

    /// Whether this queue holds that room.
    public func mayHost(_ terms: RoomTerms) -> Bool {
        terms.practice == practice && (overseesPractice || terms.hosts.contains(subject))
    }
}
