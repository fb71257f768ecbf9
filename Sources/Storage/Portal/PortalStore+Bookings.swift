import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Books sessions, and so their rooms: all of a plan, or none.
    ///
    /// Whether the clinician is free is checked in the same transaction, so that of two who book at once one is refused. The
    /// first of a series stands for all of them in what the clients are told. Each is assigned to an account of each client's,
    /// where there is no doubt which (Q8).
    ///
    /// - Throws: ``PortalStoreError/badClients`` (also for archived ones), ``PortalStoreError/slotTaken``, ``PortalStoreError/sharingDisabled`` (with guests),
    ///   or ``PortalStoreError/notFound`` if the practice, the clinician or a client isn't there.
    public func book(_ plan: SessionPlan, in practice: PracticeID, now: Instant) async throws -> [Booking] {
        let clients = plan.clients
        guard (1...Booking.clientLimit).contains(clients.count), Set(clients).count == clients.count, !plan.slots.isEmpty,
            plan.slots.count <= SessionPlan.limit
        else { throw PortalStoreError.badClients }
        let series: SeriesID? = plan.slots.count > 1 ? .random() : nil
        return try await write { db in
            for client in clients where try Client.find(client, in: practice, db)?.isArchived == true {
                throw PortalStoreError.badClients
            }
            var bookings: [Booking] = []
            for slot in plan.slots {
                let booking = Booking(
                    id: .random(), practice: practice, room: .random(), clinician: plan.clinician, clients: clients, time: slot.time,
                    charge: plan.charge, series: series)
                if !slot.mayOverlap { try booking.checkFree(besides: [], db) }
                try booking.insert(now: now, db)
                try note("booking.created", on: booking.id.rawValue, in: practice, now: now, db)
                try tellPrograms(.sessionCreated, about: booking, now: now, db)
                try remind(of: booking, now: now, db)
                for guest in plan.guests { try invite(guest, to: booking, isFirst: bookings.isEmpty, now: now, db) }
                bookings.append(booking)
            }
            try bookings.first?.remember(db)
            let made = Set(bookings.map(\.id))
            for client in clients { try assignBookings(of: client, only: made, in: practice, now: now, db) }
            try announce(bookings, as: { first, client, _ in .sessionBooked(first, client) }, now: now, db)
            return bookings
        }
    }

    /// Books one session, whatever else the clinician has then: for the operator's command line.
    ///
    /// - Throws: As ``book(_:in:now:)``.
    public func createBooking(
        in practice: PracticeID, clinician: StaffID, clients: [ClientID], time: SessionTime, now: Instant
    ) async throws -> Booking {
        let slot = SessionPlan.Slot(time, mayOverlap: true)
        let plan = SessionPlan(clinician: clinician, clients: clients, slots: [slot])
        guard let booking = try await book(plan, in: practice, now: now).first else { throw PortalStoreError.badClients }
        return booking
    }
}
