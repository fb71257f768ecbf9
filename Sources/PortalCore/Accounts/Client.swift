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

    public init(id: ClientID, practice: PracticeID, name: DisplayName, email: EmailAddress?, language: Language? = nil) {
        self.id = id
        self.practice = practice
        self.name = name
        self.email = email
        self.language = language
    }
}
