import Foundation
import PortalCore
import SignalingProtocol
import Storage

/// A session.
struct SessionResource: Resource, Equatable {
    let id: BookingID
    let room: RoomID
    let startsAt: Moment
    let endsAt: Moment
    /// On the clocks of ``timeZone``.
    let localStart: String
    let timeZone: String
    let minutes: Int
    let clinician: Person
    let clients: [Person]
    let service: ServiceID?
    let fee: Int64?
    let isTaxed: Bool
    let isCancelled: Bool
    let cancelReason: String?
    let attendance: Booking.Attendance?
    let series: SeriesID?
    let opensAt: Moment
    let closesAt: Moment
    let staffUrl: String

    /// Somebody, as lists say them.
    struct Person: Codable, Equatable, Sendable {
        let id: String
        let name: String

        static let schema = Schema.object([.required("id", .id), .required("name", .text)])
    }

    static let schema = Schema.named(
        "Session",
        .object([
            .required("id", .id), .required("room", .id, "As `/v1/rooms/{room}/status` names it."), .required("startsAt", .moment),
            .required("endsAt", .moment), .required("localStart", .text, "What the clock shows where it was booked: `2026-11-24T14:00`."),
            .required("timeZone", .text), .required("minutes", .integer), .required("clinician", Person.schema, "Who hosts."),
            .required("clients", .list(of: Person.schema)), .optional("service", .id),
            .optional("fee", .integer, "Before taxes, in cents."), .required("isTaxed", .boolean), .required("isCancelled", .boolean),
            .optional("cancelReason", .text), .optional("attendance", .oneOf(Booking.Attendance.self), "Absent: nobody has said."),
            .optional("series", .id, "What sessions that were booked together share."),
            .required("opensAt", .moment, "From when it can be joined."), .required("closesAt", .moment, "From when it no longer can."),
            .required("staffUrl", .address, "Its page for staff."),
        ]))

    init(_ session: BookedSession, in practice: Practice, publicURL: String) {
        let booking = session.booking
        let window = practice.joinWindow(for: booking)
        id = booking.id
        room = booking.room
        startsAt = Moment(booking.startsAt)
        endsAt = Moment(booking.endsAt)
        localStart = booking.time.localStart.description
        timeZone = booking.time.timeZone.identifier
        minutes = booking.time.minutes
        clinician = Person(id: session.clinician.id.rawValue, name: session.clinician.name.text)
        clients = session.clients.map { Person(id: $0.id.rawValue, name: $0.name.text) }
        service = booking.charge.service
        fee = booking.charge.fee
        isTaxed = booking.charge.isTaxed
        isCancelled = booking.isCancelled
        cancelReason = if case .cancelled(let reason) = booking.status { reason } else { nil }
        attendance = booking.attendance
        series = booking.series
        opensAt = Moment(window.opensAt)
        closesAt = Moment(window.closesAt)
        staffUrl = publicURL + Places(practice: practice.slug).staffSession(booking.id)
    }

    var place: String? { "/v1/sessions/\(id)" }
}

extension APICall {
    /// A session as it is answered with.
    func resource(_ session: BookedSession) -> SessionResource {
        SessionResource(session, in: practice, publicURL: portal.settings.publicURL)
    }
}
