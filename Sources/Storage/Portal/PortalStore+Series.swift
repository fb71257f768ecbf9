import GRDB
import PortalCore
import SignalingProtocol

// Sessions that were booked together. What clients are told of several at once, one of them stands for: of a new series whoever
// writes the mail finds the others, of what is moved or cancelled the notice names them.
extension PortalStore {
    /// The sessions of a series in their order; cancelled ones too.
    public func sessions(of series: SeriesID, in practice: PracticeID) async throws -> [BookedSession] {
        try await read { db in
            try BookedSession.all(Booking.rows(of: series, from: nil, in: practice, db), in: practice, db)
        }
    }

    /// A session and those of its series that follow it: what "this one and the following" means. Those that are over or
    /// cancelled aren't among them.
    ///
    /// - Parameter clinician: Whose sessions are meant; those that were handed over to others stay out. `nil`: everybody's.
    public func followers(of booking: Booking, hostedBy clinician: StaffID? = nil, now: Instant) async throws -> [BookedSession] {
        try await read { db in
            try BookedSession.all(Booking.rows(from: booking, hostedBy: clinician, now: now, db), in: booking.practice, db)
        }
    }

    /// Moves a session, and the following ones of its series as it is moved: as many days, to the same time of the clock (W5).
    ///
    /// - Parameter clinician: Whose sessions are moved; those that were handed over to others stay. `nil`: everybody's.
    /// - Throws: ``PortalStoreError/notFound``, ``PortalStoreError/bookingCancelled``, ``PortalStoreError/slotTaken``;
    ///   `SessionTimeRefusal` if one of them can't be at its time. Then nothing is moved.
    public func moveSeries(
        from id: BookingID, in practice: PracticeID, to time: SessionTime, hostedBy clinician: StaffID? = nil, mayOverlap: Bool,
        now: Instant
    ) async throws -> [Booking] {
        try await write { db in
            let first = try Booking.changeable(id, in: practice, db)
            let all = try Booking.withClients(Booking.rows(from: first, hostedBy: clinician, now: now, db), in: practice, db)
            var left = Set(all.map(\.id))
            var moved: [Booking] = []
            for booking in all {
                var wanted = booking
                wanted.time = booking.id == id ? time : try booking.time.moved(as: first.time, to: time, now: now)
                if !mayOverlap { try wanted.checkFree(besides: left, db) }
                left.remove(booking.id)
                moved.append(try change(booking, to: wanted, as: "booking.moved", announcedAs: nil, now: now, db))
            }
            try announce(zip(all, moved).filter { $0 != $1 }.map(\.1), as: Notice.sessionMoved, now: now, db)
            return moved
        }
    }

    /// Cancels a session and the following ones of its series, for the same reason.
    ///
    /// - Parameter clinician: Whose sessions are cancelled; those that were handed over to others stay. `nil`: everybody's.
    /// - Throws: ``PortalStoreError/notFound``, ``PortalStoreError/bookingCancelled``.
    public func cancelSeries(
        from id: BookingID, in practice: PracticeID, hostedBy clinician: StaffID? = nil, reason: String?, now: Instant
    ) async throws -> [Booking] {
        try await write { db in
            let first = try Booking.changeable(id, in: practice, db)
            let all = try Booking.withClients(Booking.rows(from: first, hostedBy: clinician, now: now, db), in: practice, db)
            let cancelled = try all.map { try cancel($0, reason: reason, now: now, db) }
            try announce(cancelled, as: Notice.sessionCancelled, now: now, db)
            return cancelled
        }
    }
}

extension Booking {
    /// Rows of a series, in their order.
    fileprivate static func rows(
        of series: SeriesID, from start: Instant?, in practice: PracticeID, _ db: Database
    ) throws -> [Row] {
        try db.rows(
            """
            SELECT * FROM booking WHERE practice_id = ? AND series_id = ? AND starts_at >= ?
            ORDER BY starts_at, booking_id LIMIT ?
            """,
            [practice, series, start ?? Instant(milliseconds: .min), SessionPlan.limit]
        )
    }

    /// Rows of a booking and of those that follow it in its series, are booked and not over.
    fileprivate static func rows(
        from booking: Booking, hostedBy clinician: StaffID?, now: Instant, _ db: Database
    ) throws -> [Row] {
        guard let series = booking.series else {
            return try db.rows("SELECT * FROM booking WHERE practice_id = ? AND booking_id = ?", [booking.practice, booking.id])
        }
        return try rows(of: series, from: booking.startsAt, in: booking.practice, db).filter { row in
            let (id, host, end, isCancelled): (BookingID, StaffID, Instant, Bool) = try (
                row.value("booking_id"), row.value("clinician_id"), row.value("ends_at"), row.value("is_cancelled")
            )
            return id == booking.id || (!isCancelled && end > now && host == clinician ?? host)
        }
    }
}
