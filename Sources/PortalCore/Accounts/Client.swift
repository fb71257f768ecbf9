import SignalingProtocol

/// A record in a practice's client list. Who may see its sessions is a matter of associated accounts.
public struct Client: Equatable, Sendable, Identifiable {
    public let id: ClientID
    public let practice: PracticeID
    /// The name on record, shown to hosts beside the one that is chosen for a session.
    public var name: DisplayName
    /// Two clients may share an address (P).
    public var email: EmailAddress?
    /// `nil`: the practice's.
    public var language: Language?
    public var telephone: Telephone?
    public var birthDate: BirthDate?
    public var address: PostalAddress?
    /// Since when the record is kept for its history alone, and no new session is booked for it; `nil`: it is in use. Accounts
    /// stay associated: what is booked can be joined, and the history read.
    public var archivedAt: Instant?

    public init(
        id: ClientID, practice: PracticeID, name: DisplayName, email: EmailAddress?, language: Language? = nil,
        telephone: Telephone? = nil, birthDate: BirthDate? = nil, address: PostalAddress? = nil, archivedAt: Instant? = nil
    ) {
        self.id = id
        self.practice = practice
        self.name = name
        self.email = email
        self.language = language
        self.telephone = telephone
        self.birthDate = birthDate
        self.address = address
        self.archivedAt = archivedAt
    }

    public var isArchived: Bool { archivedAt != nil }
}
