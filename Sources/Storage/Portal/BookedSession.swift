import GRDB
import PortalCore
import SignalingProtocol

/// A booking with the people it names: what lists and pages show.
public struct BookedSession: Equatable, Sendable {
    public let booking: Booking
    /// In the order in which they were booked.
    public let clients: [Client]
    public let clinician: Staff

    public init(booking: Booking, clients: [Client], clinician: Staff) {
        self.booking = booking
        self.clients = clients
        self.clinician = clinician
    }
}

extension BookedSession {
    /// Adds the people to rows of `booking`, with two statements however many rows there are.
    static func all(_ rows: [Row], in practice: PracticeID, _ db: Database) throws -> [BookedSession] {
        let clients = try Client.byBooking(rows, in: practice, db)
        var staff: [StaffID: Staff] = [:]
        return try rows.map { row in
            let id: BookingID = try row.value("booking_id")
            let booked = clients[id] ?? []
            let booking = try Booking(row: row, clients: booked.map(\.id))
            let clinician = try staff[booking.clinician] ?? Staff.find(booking.clinician, in: practice, db)
            guard let clinician else { throw StoredRowError(what: "a booking without its clinician") }
            staff[booking.clinician] = clinician
            return BookedSession(booking: booking, clients: booked, clinician: clinician)
        }
    }
}

extension Client {
    /// Whom the bookings of these rows are for.
    fileprivate static func byBooking(_ rows: [Row], in practice: PracticeID, _ db: Database) throws -> [BookingID: [Client]] {
        guard !rows.isEmpty else { return [:] }
        let ids: [BookingID] = try rows.map { try $0.value("booking_id") }
        let found = try db.rows(
            """
            SELECT booking_client.booking_id, client.* FROM booking_client JOIN client USING (practice_id, client_id)
            WHERE booking_client.practice_id = ? AND booking_client.booking_id IN (\(placeholders(ids.count)))
            ORDER BY booking_client.position
            """,
            [practice] + StatementArguments(ids)
        )
        var clients: [BookingID: [Client]] = [:]
        for row in found { clients[try row.value("booking_id"), default: []].append(try Client(row: row)) }
        return clients
    }
}
