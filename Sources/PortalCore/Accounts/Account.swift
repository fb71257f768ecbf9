import SignalingProtocol

/// A login to one practice's portal. What it may see depends on the clients it is associated with.
public struct Account: Equatable, Sendable, Identifiable {
    public let id: AccountID
    public let practice: PracticeID
    public var email: EmailAddress
    public var name: DisplayName
    /// `nil`: the practice's.
    public var language: Language?
    public let createdAt: Instant
    /// When the address was confirmed, by its owner or by staff (A8, A10).
    public var verifiedAt: Instant?
    /// What showed that the address is its owner's; `nil` until something has.
    public var verifiedBy: Verification?
    public var disabledAt: Instant?
    /// Where one-time codes go by message instead of by mail (C5).
    public var mobile: MobileNumber?
    /// When its owner first logged in. Until then staff may give it another starter password (A3).
    public var usedAt: Instant?

    /// How an address was confirmed.
    public enum Verification: String, Sendable, CaseIterable {
        /// By a mail to it (A8).
        case email
        /// Staff vouch for it: they set the account up, or clicked Verify (A3, A10).
        case staff
    }

    public init(
        id: AccountID, practice: PracticeID, email: EmailAddress, name: DisplayName, language: Language? = nil, createdAt: Instant,
        verifiedAt: Instant? = nil, verifiedBy: Verification? = nil, disabledAt: Instant? = nil, mobile: MobileNumber? = nil,
        usedAt: Instant? = nil
    ) {
        self.id = id
        self.practice = practice
        self.email = email
        self.name = name
        self.language = language
        self.createdAt = createdAt
        self.verifiedAt = verifiedAt
        self.verifiedBy = verifiedBy
        self.disabledAt = disabledAt
        self.mobile = mobile
        self.usedAt = usedAt
    }
}

/// How far an account has come on the way to its first session.
public enum ProspectState: String, Sendable, CaseIterable {
    /// The e-mail address isn't confirmed yet (A7).
    case unverified
    /// Confirmed, but staff haven't said yet whose account it is (A11).
    case unassociated
    /// Belongs to at least one client: no longer a prospect.
    case associated

    public init(_ account: Account, clients: [Client]) {
        self =
            if account.verifiedAt == nil { .unverified } else if clients.isEmpty { .unassociated } else { .associated }
    }
}
