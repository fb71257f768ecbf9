import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Books a session, and so its room.
    ///
    /// - Throws: ``PortalStoreError/badClients``, or ``PortalStoreError/notFound`` if the practice, the clinician or a client isn't
    ///   there.
    public func createBooking(
        in practice: PracticeID, clinician: StaffID, clients: [ClientID], time: SessionTime, now: Instant
    ) async throws -> Booking {
        guard (1...Booking.clientLimit).contains(clients.count), Set(clients).count == clients.count else {
            throw PortalStoreError.badClients
        }
        let booking = Booking(
            id: .random(), practice: practice, room: .random(), clinician: clinician, clients: clients, time: time)
        return try await write { db in
            try db.run(
                """
                INSERT INTO booking (
                    practice_id, booking_id, room_id, clinician_id, starts_at, ends_at, time_zone, local_start, minutes,
                    revision, is_cancelled, cancel_reason, created_at
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, NULL, ?)
                """,
                [
                    practice, booking.id, booking.room, clinician, time.startsAt, time.endsAt, StoredTimeZone(zone: time.timeZone),
                    time.localStart, time.minutes, booking.revision, now,
                ]
            )
            for (position, client) in clients.enumerated() {
                try db.run(
                    "INSERT INTO booking_client (practice_id, booking_id, client_id, position) VALUES (?, ?, ?, ?)",
                    [practice, booking.id, client, position]
                )
            }
            try booking.remember(db)
            try note("booking.created", on: booking.id.rawValue, in: practice, now: now, db)
            try announce(booking, as: Notice.sessionBooked, now: now, db)
            try remind(of: booking, now: now, db)
            return booking
        }
    }

    /// Moves a session to another time; its window moves at once, its links stay (W5).
    ///
    /// - Throws: ``PortalStoreError/notFound``, ``PortalStoreError/bookingCancelled``.
    public func moveBooking(_ id: BookingID, in practice: PracticeID, to time: SessionTime, now: Instant) async throws -> Booking {
        try await changeBooking(id, in: practice, as: "booking.moved", now: now) { $0.time = time }
    }

    /// Hands a session to another clinician, who hosts it from now on (H4).
    ///
    /// - Throws: ``PortalStoreError/notFound``, ``PortalStoreError/bookingCancelled``.
    public func handOverBooking(
        _ id: BookingID, in practice: PracticeID, to clinician: StaffID, now: Instant
    ) async throws -> Booking {
        try await changeBooking(id, in: practice, as: "booking.handed_over", now: now) { $0.clinician = clinician }
    }

    /// Cancels a session; those who wait are told the reason (W5). Cancelling it again changes nothing.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func cancelBooking(
        _ id: BookingID, in practice: PracticeID, reason: String?, now: Instant
    ) async throws -> Booking {
        try await write { db in
            guard var booking = try Booking.find(id, in: practice, db) else { throw PortalStoreError.notFound }
            guard !booking.isCancelled else { return booking }
            booking.status = .cancelled(reason: reason)
            booking.revision += 1
            try booking.update(db)
            try NewRoomCommand(practice: practice, room: booking.room, command: .cancelled(reason: reason), at: now).insert(db)
            try note("booking.cancelled", on: id.rawValue, in: practice, now: now, db)
            if booking.endsAt > now { try announce(booking, as: Notice.sessionCancelled, now: now, db) }
            return booking
        }
    }

    private func changeBooking(
        _ id: BookingID, in practiceID: PracticeID, as act: String, now: Instant,
        _ change: @escaping @Sendable (inout Booking) -> Void
    ) async throws -> Booking {
        try await write { db in
            guard let practice = try Practice.find(practiceID, db), var booking = try Booking.find(id, in: practiceID, db) else {
                throw PortalStoreError.notFound
            }
            guard !booking.isCancelled else { throw PortalStoreError.bookingCancelled }
            let before = booking
            change(&booking)
            guard booking != before else { return booking }
            booking.revision += 1
            try booking.update(db)
            let command = RoomCommand.changed(practice.terms(of: booking))
            try NewRoomCommand(practice: practiceID, room: booking.room, command: command, at: now).insert(db)
            try booking.remember(db)
            try note(act, on: id.rawValue, in: practiceID, now: now, db)
            if booking.time.startsAt != before.time.startsAt || booking.time.minutes != before.time.minutes
                || booking.clinician != before.clinician
            {
                try announce(booking, as: Notice.sessionMoved, now: now, db)
                try remind(of: booking, now: now, db)
            }
            return booking
        }
    }
}

extension Booking {
    /// Writes what may change. Whom it is for doesn't, so far.
    fileprivate func update(_ db: Database) throws {
        let reason: String? = if case .cancelled(let reason) = status { reason } else { nil }
        try db.run(
            """
            UPDATE booking SET clinician_id = ?, starts_at = ?, ends_at = ?, time_zone = ?, local_start = ?, minutes = ?,
                revision = ?, is_cancelled = ?, cancel_reason = ?
            WHERE practice_id = ? AND booking_id = ?
            """,
            [
                clinician, time.startsAt, time.endsAt, StoredTimeZone(zone: time.timeZone), time.localStart, time.minutes, revision,
                isCancelled, reason, practice, id,
            ]
        )
    }

    /// Makes whom it is for the clinician's own clients.
    fileprivate func remember(_ db: Database) throws {
        for client in clients {
            try db.run(
                "INSERT INTO client_clinician (practice_id, staff_id, client_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [practice, clinician, client]
            )
        }
    }
}
