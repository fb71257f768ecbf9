import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Moves a session to another time; its window moves at once, its links stay (W5).
    ///
    /// - Parameter mayOverlap: Whether it is wanted although the clinician has another session then.
    /// - Throws: ``PortalStoreError/notFound``, ``PortalStoreError/bookingCancelled``, ``PortalStoreError/slotTaken``.
    public func moveBooking(
        _ id: BookingID, in practice: PracticeID, to time: SessionTime, mayOverlap: Bool = true, now: Instant
    ) async throws -> Booking {
        try await write { db in
            let booking = try Booking.changeable(id, in: practice, db)
            var moved = booking
            moved.time = time
            if !mayOverlap { try moved.checkFree(besides: [id], db) }
            return try change(booking, to: moved, as: "booking.moved", now: now, db)
        }
    }

    /// Cancels a session; those who wait are told the reason (W5), and the clients by mail. Cancelling it again changes nothing.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func cancelBooking(
        _ id: BookingID, in practice: PracticeID, reason: String?, now: Instant
    ) async throws -> Booking {
        try await write { db in
            guard let booking = try Booking.find(id, in: practice, db) else { throw PortalStoreError.notFound }
            guard !booking.isCancelled else { return booking }
            let cancelled = try cancel(booking, reason: reason, now: now, db)
            try announce([cancelled], as: Notice.sessionCancelled, now: now, db)
            return cancelled
        }
    }

    /// Says what a session is and what it costs. Nobody is told.
    ///
    /// - Throws: ``PortalStoreError/notFound``; ``PortalStoreError/bookingCancelled``.
    public func charge(
        _ charge: SessionCharge, for id: BookingID, in practice: PracticeID, now: Instant
    ) async throws -> Booking {
        try await changeQuietly(id, in: practice, as: "booking.charged", now: now) { $0.charge = charge }
    }

    /// Says whether the clients came.
    ///
    /// - Parameter attendance: `nil` takes back what was said.
    /// - Throws: ``PortalStoreError/notFound``, ``PortalStoreError/bookingCancelled``, ``PortalStoreError/notBegun``.
    public func recordAttendance(
        _ attendance: Booking.Attendance?, at id: BookingID, in practice: PracticeID, now: Instant
    ) async throws -> Booking {
        try await changeQuietly(id, in: practice, as: "booking.attendance_recorded", now: now) { booking in
            guard booking.startsAt <= now else { throw PortalStoreError.notBegun }
            booking.attendance = attendance
        }
    }

    /// A change that neither rooms nor clients are told of.
    private func changeQuietly(
        _ id: BookingID, in practice: PracticeID, as act: String, now: Instant,
        _ change: @escaping @Sendable (inout Booking) throws -> Void
    ) async throws -> Booking {
        try await write { db in
            let before = try Booking.changeable(id, in: practice, db)
            var booking = before
            try change(&booking)
            guard booking != before else { return booking }
            try booking.update(db)
            try note(act, on: id.rawValue, in: practice, now: now, db)
            return booking
        }
    }
}

// What one change does within the transaction of several.
extension PortalStore {
    /// Writes another time or clinician down, and tells the room, whoever was sent a link and, unless another session stands for
    /// this one, the clients.
    ///
    /// - Parameter notice: What the clients are told; `nil`: they are told otherwise.
    func change(
        _ before: Booking, to wanted: Booking, as act: String,
        announcedAs notice: ((BookingID, ClientID, [BookingID]?) -> Notice)? = Notice.sessionMoved, now: Instant, _ db: Database
    ) throws -> Booking {
        guard wanted != before else { return before }
        guard let practice = try Practice.find(before.practice, db) else { throw PortalStoreError.notFound }
        var booking = wanted
        booking.revision += 1
        try booking.update(db)
        let command = RoomCommand.changed(try practice.terms(of: booking, db))
        try NewRoomCommand(practice: practice.id, room: booking.room, command: command, at: now).insert(db)
        try booking.remember(db)
        try note(act, on: booking.id.rawValue, in: practice.id, now: now, db)
        try tellPrograms(.sessionMoved, about: booking, now: now, db)
        if let notice { try announce([booking], as: notice, now: now, db) }
        if booking.time != before.time { try tellInvited(to: booking, as: Notice.linkMoved, now: now, db) }
        if booking.startsAt != before.startsAt {
            try dropReminders(of: booking, now: now, db)
            try remind(of: booking, now: now, db)
            try retimeInvitations(to: booking, now: now, db)
        }
        return booking
    }

    /// Writes down that a session is cancelled, and tells its room and whoever was sent a link to it.
    func cancel(_ before: Booking, reason: String?, now: Instant, _ db: Database) throws -> Booking {
        var booking = before
        booking.status = .cancelled(reason: reason)
        booking.revision += 1
        try booking.update(db)
        try dropReminders(of: booking, now: now, db)
        let command = RoomCommand.cancelled(reason: reason)
        try NewRoomCommand(practice: booking.practice, room: booking.room, command: command, at: now).insert(db)
        try note("booking.cancelled", on: booking.id.rawValue, in: booking.practice, now: now, db)
        try tellPrograms(.sessionCancelled, about: booking, now: now, db)
        try tellInvited(to: booking, as: Notice.linkCancelled, now: now, db)
        return booking
    }
}

extension Booking {
    /// A booking that isn't cancelled.
    ///
    /// - Throws: ``PortalStoreError/notFound``, ``PortalStoreError/bookingCancelled``.
    static func changeable(_ id: BookingID, in practice: PracticeID, _ db: Database) throws -> Booking {
        guard let booking = try find(id, in: practice, db) else { throw PortalStoreError.notFound }
        guard !booking.isCancelled else { throw PortalStoreError.bookingCancelled }
        return booking
    }
}
