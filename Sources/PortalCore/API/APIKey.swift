import SignalingProtocol

/// What a program shows to act for a practice by the JSON API. Its secret is known to whoever made the key, and to nobody here.
public struct APIKey: Equatable, Sendable, Identifiable {
    public let id: APIKeyID
    public let practice: PracticeID
    /// Which program it is for, in the words of who made it.
    public let name: DisplayName
    public let scopes: Set<APIScope>
    public let createdAt: Instant
    /// Who of the staff made it; `nil`: the operator. It ends when they may not give its scopes any more.
    public let maker: StaffID?
    /// To the minute; `nil`: it was never used.
    public let lastUsedAt: Instant?
    /// Since when it opens nothing any more.
    public let revokedAt: Instant?

    public init(
        id: APIKeyID, practice: PracticeID, name: DisplayName, scopes: Set<APIScope>, createdAt: Instant, maker: StaffID? = nil,
        lastUsedAt: Instant? = nil, revokedAt: Instant? = nil
    ) {
        self.id = id
        self.practice = practice
        self.name = name
        self.scopes = scopes
        self.createdAt = createdAt
        self.maker = maker
        self.lastUsedAt = lastUsedAt
        self.revokedAt = revokedAt
    }
}
