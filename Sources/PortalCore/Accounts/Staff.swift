import SignalingProtocol

/// Somebody who works at a practice, and how they log in there.
public struct Staff: Equatable, Sendable, Identifiable {
    public enum Role: String, Codable, Sendable, CaseIterable {
        case owner, admin, clinician

        /// Owners and admins see and may host every session of the practice (H4).
        public var overseesPractice: Bool { self != .clinician }
    }

    public let id: StaffID
    public let practice: PracticeID
    public var role: Role
    public var name: DisplayName
    public var email: EmailAddress
    /// Somebody who left keeps their past sessions, but can't log in.
    public var isActive: Bool
    /// What they are, as receipts print it under their name: "psychologist".
    public var title: ProfileLine?
    /// Their number with the order or college that they belong to, for receipts.
    public var licence: ProfileLine?
    /// What mails to them are written in; `nil`: the practice's.
    public var language: Language?
    /// When they were last invited by mail; `nil` if they never were.
    public var invitedAt: Instant?

    public init(
        id: StaffID, practice: PracticeID, role: Role, name: DisplayName, email: EmailAddress, isActive: Bool = true,
        title: ProfileLine? = nil, licence: ProfileLine? = nil, language: Language? = nil, invitedAt: Instant? = nil
    ) {
        self.id = id
        self.practice = practice
        self.role = role
        self.name = name
        self.email = email
        self.isActive = isActive
        self.title = title
        self.licence = licence
        self.language = language
        self.invitedAt = invitedAt
    }

    /// Whether they may host the room of a booking: their own, or any of the practice for owners and admins.
    public func mayHost(_ booking: Booking) -> Bool {
        isActive && practice == booking.practice && (role.overseesPractice || id == booking.clinician)
    }
}
