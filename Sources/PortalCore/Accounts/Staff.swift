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

    public init(id: StaffID, practice: PracticeID, role: Role, name: DisplayName, email: EmailAddress, isActive: Bool = true) {
        self.id = id
        self.practice = practice
        self.role = role
        self.name = name
        self.email = email
        self.isActive = isActive
    }

    /// Whether they may host the room of a booking: their own, or any of the practice for owners and admins.
    public func mayHost(_ booking: Booking) -> Bool {
        isActive && practice == booking.practice && (role.overseesPractice || id == booking.clinician)
    }
}
