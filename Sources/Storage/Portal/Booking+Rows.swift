import GRDB
import PortalCore
import SignalingProtocol

// How a booking lies in its tables.
extension Booking {
    init(row: Row, clients: [ClientID]) throws {
        let zone: StoredTimeZone = try row.value("time_zone")
        let isCancelled: Bool = try row.value("is_cancelled")
        self.init(
            id: try row.value("booking_id"), practice: try row.value("practice_id"), room: try row.value("room_id"),
            clinician: try row.value("clinician_id"), clients: clients,
            time: SessionTime(
                startsAt: try row.value("starts_at"), timeZone: zone.zone, localStart: try row.value("local_start"),
                minutes: try row.value("minutes")
            ),
            revision: try row.value("revision"), status: isCancelled ? .cancelled(reason: try row.value("cancel_reason")) : .booked,
            charge: SessionCharge(
                service: try row.value("service_id"), fee: try row.value("fee"), isTaxed: try row.value("is_taxed")),
            series: try row.value("series_id"), attendance: try row.value("attendance"), origin: try row.value("origin")
        )
    }

    static func withClients(_ rows: [Row], in practice: PracticeID, _ db: Database) throws -> [Booking] {
        try BookedSession.all(rows, in: practice, db).map(\.booking)
    }

    static func find(_ id: BookingID, in practice: PracticeID, _ db: Database) throws -> Booking? {
        let rows = try db.rows("SELECT * FROM booking WHERE practice_id = ? AND booking_id = ?", [practice, id])
        return try withClients(rows, in: practice, db).first
    }

    func insert(now: Instant, _ db: Database) throws {
        try db.run(
            """
            INSERT INTO booking (
                practice_id, booking_id, room_id, clinician_id, starts_at, ends_at, time_zone, local_start, minutes,
                revision, is_cancelled, cancel_reason, created_at, service_id, fee, is_taxed, series_id, origin
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, NULL, ?, ?, ?, ?, ?, ?)
            """,
            [
                practice, id, room, clinician, time.startsAt, time.endsAt, StoredTimeZone(zone: time.timeZone), time.localStart,
                time.minutes, revision, now, charge.service, charge.fee, charge.isTaxed, series, origin,
            ]
        )
        for (position, client) in clients.enumerated() {
            try db.run(
                "INSERT INTO booking_client (practice_id, booking_id, client_id, position) VALUES (?, ?, ?, ?)",
                [practice, id, client, position]
            )
        }
    }

    /// Writes what may change. Whom it is for doesn't, so far.
    func update(_ db: Database) throws {
        let reason: String? = if case .cancelled(let reason) = status { reason } else { nil }
        try db.run(
            """
            UPDATE booking SET clinician_id = ?, starts_at = ?, ends_at = ?, time_zone = ?, local_start = ?, minutes = ?,
                revision = ?, is_cancelled = ?, cancel_reason = ?, service_id = ?, fee = ?, is_taxed = ?, attendance = ?
            WHERE practice_id = ? AND booking_id = ?
            """,
            [
                clinician, time.startsAt, time.endsAt, StoredTimeZone(zone: time.timeZone), time.localStart, time.minutes, revision,
                isCancelled, reason, charge.service, charge.fee, charge.isTaxed, attendance, practice, id,
            ]
        )
    }

    /// Makes whom it is for the clinician's own clients.
    func remember(_ db: Database) throws {
        for client in clients {
            try db.run(
                "INSERT INTO client_clinician (practice_id, staff_id, client_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [practice, clinician, client]
            )
        }
    }

    /// Rows of the sessions of a clinician that take up some of a time, in their order. Cancelled ones aren't in the way.
    static func rows(
        overlapping time: SessionTime, of clinician: StaffID, in practice: PracticeID, _ db: Database
    ) throws -> [Row] {
        try db.rows(
            """
            SELECT * FROM booking
            WHERE practice_id = ? AND clinician_id = ? AND starts_at >= ? AND starts_at < ? AND ends_at > ?
                AND is_cancelled = 0
            ORDER BY starts_at, booking_id
            """,
            // No session is longer than the longest: those that started before that are over.
            [practice, clinician, time.startsAt - SessionTime.longest, time.endsAt, time.startsAt]
        )
    }

    /// Makes sure that the clinician has no other session at the time, but for some.
    ///
    /// - Throws: ``PortalStoreError/slotTaken``.
    func checkFree(besides others: Set<BookingID>, _ db: Database) throws {
        for row in try Self.rows(overlapping: time, of: clinician, in: practice, db)
        where !others.contains(try row.value("booking_id")) {
            throw PortalStoreError.slotTaken
        }
    }
}

extension Booking.Attendance: DatabaseValueConvertible {}
extension Booking.Origin: DatabaseValueConvertible {}
