import PortalCore
import SignalingProtocol

/// Sessions that are to be booked together: one, or a series.
public struct SessionPlan: Equatable, Sendable {
    /// One of them.
    public struct Slot: Equatable, Sendable {
        public let time: SessionTime
        /// Whether it is wanted although the clinician has another session then: somebody has said so.
        public let mayOverlap: Bool

        public init(_ time: SessionTime, mayOverlap: Bool) {
            self.time = time
            self.mayOverlap = mayOverlap
        }
    }

    /// Somebody without an account who gets a direct link to each of them.
    public struct Guest: Equatable, Sendable {
        public let name: DisplayName
        public let email: EmailAddress?

        public init(name: DisplayName, email: EmailAddress?) {
            self.name = name
            self.email = email
        }
    }

    public var clinician: StaffID
    public var clients: [ClientID]
    /// In their order; never empty.
    public var slots: [Slot]
    public var charge: SessionCharge
    public var guests: [Guest]

    public init(
        clinician: StaffID, clients: [ClientID], slots: [Slot], charge: SessionCharge = SessionCharge(), guests: [Guest] = []
    ) {
        self.clinician = clinician
        self.clients = clients
        self.slots = slots
        self.charge = charge
        self.guests = guests
    }

    /// The most sessions of one plan: those of a year, every week.
    public static let limit = Recurrence.allowedTimes.upperBound
}
