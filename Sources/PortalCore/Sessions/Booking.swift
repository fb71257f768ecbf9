import Foundation
import SignalingProtocol

/// A video session that is agreed on, and so its room: one booking is one room (H12).
public struct Booking: Equatable, Sendable, Identifiable {
    public enum Status: Equatable, Sendable {
        case booked
        /// With what those concerned are told, if anything.
        case cancelled(reason: String?)
    }

    /// Whether the clients came, as staff say once it has begun.
    public enum Attendance: String, Codable, Sendable, CaseIterable {
        case attended
        case noShow = "no_show"
    }

    /// Who booked it.
    public enum Origin: String, Sendable, CaseIterable {
        case staff
        /// A client, online (B).
        case portal
    }

    public let id: BookingID
    public let practice: PracticeID
    public let room: RoomID
    /// Who hosts: host rights come from the booking (H1).
    public var clinician: StaffID
    /// Whom it is for: one, or several (couples, families; H4).
    public var clients: [ClientID]
    public var time: SessionTime
    /// Grows with each change that rooms or calendars have to know; 1 when it is made.
    public var revision: Int
    public var status: Status
    public var charge: SessionCharge
    /// The sessions that were booked together with it, every week or two.
    public let series: SeriesID?
    /// `nil`: nobody has said yet.
    public var attendance: Attendance?
    public let origin: Origin

    public init(
        id: BookingID, practice: PracticeID, room: RoomID, clinician: StaffID, clients: [ClientID], time: SessionTime,
        revision: Int = 1, status: Status = .booked, charge: SessionCharge = SessionCharge(), series: SeriesID? = nil,
        attendance: Attendance? = nil, origin: Origin = .staff
    ) {
        self.id = id
        self.practice = practice
        self.room = room
        self.clinician = clinician
        self.clients = clients
        self.time = time
        self.revision = revision
        self.status = status
        self.charge = charge
        self.series = series
        self.attendance = attendance
        self.origin = origin
    }

    public var startsAt: Instant { time.startsAt }
    public var endsAt: Instant { time.endsAt }
    public var isCancelled: Bool { status != .booked }

    /// How many clients one booking may be for: as many as a mesh of eight holds beside the clinician.
    public static let clientLimit = 7
}

/// What a session is, and what it costs.
public struct SessionCharge: Hashable, Sendable {
    public var service: ServiceID?
    /// Before taxes, in minor units (cents) of the practice's currency; `nil`: none was agreed on.
    public var fee: Int64?
    /// Whether the practice's taxes come on top.
    public var isTaxed: Bool

    public init(service: ServiceID? = nil, fee: Int64? = nil, isTaxed: Bool = false) {
        self.service = service
        self.fee = fee
        self.isTaxed = isTaxed
    }
}
