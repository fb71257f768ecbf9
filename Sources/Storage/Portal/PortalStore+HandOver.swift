import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Hands a session to another clinician, who hosts it from now on (H4). They and the clients are told by mail.
    ///
    /// - Parameter mayOverlap: Whether it is wanted although that clinician has another session then.
    /// - Throws: ``PortalStoreError/notFound``, ``PortalStoreError/bookingCancelled``, ``PortalStoreError/slotTaken``.
    public func handOverBooking(
        _ id: BookingID, in practice: PracticeID, to clinician: StaffID, mayOverlap: Bool = true, now: Instant
    ) async throws -> Booking {
        try await write { db in
            let booking = try Booking.changeable(id, in: practice, db)
            var given = booking
            given.clinician = clinician
            if !mayOverlap { try given.checkFree(besides: [id], db) }
            guard given != booking else { return booking }
            let handedOver = try handOver(booking, to: clinician, now: now, db)
            try tell(clinician, of: [handedOver], now: now, db)
            return handedOver
        }
    }

    /// Hands every session that somebody still has to host to a colleague, who is told once.
    public func handOverBookings(
        of clinician: StaffID, in practice: PracticeID, to colleague: StaffID, now: Instant
    ) async throws {
        try await write { db in
            let rows = try db.rows(Self.sessionsToCome, Self.sessionsToCome(of: clinician, in: practice, endingAfter: now, limit: -1))
            let bookings = try Booking.withClients(rows, in: practice, db)
            try tell(colleague, of: try bookings.map { try handOver($0, to: colleague, now: now, db) }, now: now, db)
        }
    }

    private func handOver(_ booking: Booking, to clinician: StaffID, now: Instant, _ db: Database) throws -> Booking {
        var given = booking
        given.clinician = clinician
        let notice = { (id: BookingID, client: ClientID, _: [BookingID]?) in Notice.sessionHandedOver(id, client) }
        return try change(booking, to: given, as: "booking.handed_over", announcedAs: notice, now: now, db)
    }

    /// Tells whoever hosts sessions now, unless they took them over themselves or all are over.
    private func tell(_ clinician: StaffID, of bookings: [Booking], now: Instant, _ db: Database) throws {
        let ahead = bookings.filter { $0.endsAt > now }
        guard let first = ahead.first, actor.staff != clinician else { return }
        let others = ahead.count > 1 ? ahead.dropFirst().map(\.id) : nil
        try enqueue(
            .sessionTakenOver(first.id, for: clinician, with: others), about: first.id, in: first.practice, now: now, db)
    }
}
