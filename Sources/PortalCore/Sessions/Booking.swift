import Foundation
import SignalingProtocol

/// A video session that is agreed on, and so its room: one booking is one room (H12).
public struct Booking: Equatable, Sendable, Identifiable {
    public enum Status: Equatable, Sendable {
        case booked
        /// With what those concerned are told, if anything.
        case cancelled(reason: String?)
    }

    public let id: BookingID
    public let practice: PracticeID
    public let room: RoomID
    /// Who hosts: host rights come from the booking (H1).
    public var clinician: StaffID
    /// Whom it is for: one, or several (couples, families; H4).
    public var clients: [ClientID]
    public var time: SessionTime
    /// Grows with each change of the booking; 1 when it is made.
    public var revision: Int
    public var status: Status

    public init(
        id: BookingID, practice: PracticeID, room: RoomID, clinician: StaffID, clients: [ClientID], time: SessionTime,
        revision: Int = 1, status: Status = .booked
    ) {
        self.id = id
        self.practice = practice
        self.room = room
        self.clinician = clinician
        self.clients = clients
        self.time = time
        self.revision = revision
        self.status = status
    }

    public var startsAt: Instant { time.startsAt }
    public var endsAt: Instant { time.endsAt }
    public var isCancelled: Bool { status != .booked }

    /// How many clients one booking may be for: as many as a mesh of eight holds beside the clinician.
    public static let clientLimit = 7
}
