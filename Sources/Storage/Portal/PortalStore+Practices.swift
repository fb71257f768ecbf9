import Foundation
import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// - Throws: ``PortalStoreError/slugTaken``.
    public func createPractice(
        slug: Slug, name: DisplayName, timeZone: TimeZone, language: Language, now: Instant
    ) async throws -> Practice {
        let practice = Practice(id: .random(), slug: slug, name: name, timeZone: timeZone, language: language)
        return try await write { db in
            let row = try db.row(
                """
                INSERT INTO practice (
                    practice_id, slug, name, time_zone, language, telephone, email, hours, join_minutes_before,
                    join_minutes_after, join_count_from, grace_minutes, host_absence, is_sharing_enabled, revision, created_at
                ) VALUES (?, ?, ?, ?, ?, NULL, NULL, NULL, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (slug) DO NOTHING RETURNING *
                """,
                [
                    practice.id, practice.slug, practice.name, StoredTimeZone(zone: timeZone), practice.language,
                    practice.joinRule.minutesBefore, practice.joinRule.minutesAfter, practice.joinRule.countFrom,
                    practice.graceMinutes, practice.hostAbsence, practice.isSharingEnabled, practice.revision, now,
                ]
            )
            guard let row else { throw PortalStoreError.slugTaken }
            try note("practice.created", on: practice.id.rawValue, in: practice.id, now: now, db)
            return try Practice(row: row)
        }
    }

    public func practice(slug: Slug) async throws -> Practice? {
        try await read { try $0.row("SELECT * FROM practice WHERE slug = ?", [slug]).map(Practice.init(row:)) }
    }

    public func practice(_ id: PracticeID) async throws -> Practice? {
        try await read { try Practice.find(id, $0) }
    }

    /// Every practice of this installation, by name: for its operator.
    public func practices() async throws -> [Practice] {
        try await read { try $0.rows("SELECT * FROM practice ORDER BY name, practice_id", []).map(Practice.init(row:)) }
    }

    /// Changes a practice's settings, and tells the rooms of the day what that means for them.
    ///
    /// Switching sharing off revokes every direct link of the practice (H6).
    ///
    /// - Parameter change: Works on the practice as it is now; what it throws undoes everything. The id, the slug and the logo stay.
    /// - Throws: ``PortalStoreError/notFound``.
    public func updatePractice(
        _ id: PracticeID, now: Instant, _ change: @escaping @Sendable (inout Practice) throws -> Void
    ) async throws -> Practice {
        try await write { db in
            guard var practice = try Practice.find(id, db) else { throw PortalStoreError.notFound }
            let before = practice
            try change(&practice)
            practice.logo = before.logo
            guard practice != before else { return practice }
            if practice.currency != before.currency, try before.hasFees(db) { throw PortalStoreError.currencyInUse }
            practice.revision = before.revision + 1
            try practice.update(db)
            try practice.tellOpenRooms(now: now, db)
            if before.isSharingEnabled, !practice.isSharingEnabled { try DirectLink.revokeAll(in: id, now: now, db) }
            let changed = practice.settings(changedSince: before).joined(separator: ",")
            try note("practice.changed", on: id.rawValue, detail: ["settings": changed], in: id, now: now, db)
            return practice
        }
    }
}

extension Practice {
    /// Whether amounts are agreed on that have yet to be paid: a service's fee, or a session's. They are kept as numbers alone,
    /// receipts with their currency.
    fileprivate func hasFees(_ db: Database) throws -> Bool {
        let service = try db.row("SELECT 1 FROM service WHERE practice_id = ? AND fee > 0 LIMIT 1", [id])
        if service != nil { return true }
        return try db.row(
            """
            SELECT 1 FROM booking CROSS JOIN booking_client USING (practice_id, booking_id)
            WHERE booking.practice_id = ? AND booking.fee > 0 AND booking.is_cancelled = 0 AND NOT EXISTS (
                SELECT 1 FROM receipt
                WHERE receipt.practice_id = booking.practice_id AND receipt.booking_id = booking.booking_id
                    AND receipt.client_id = booking_client.client_id AND receipt.voided_at IS NULL
            ) LIMIT 1
            """,
            [id]) != nil
    }

    /// What rooms are told of a booking, with its clinician's name.
    func terms(of booking: Booking, _ db: Database) throws -> RoomTerms {
        terms(of: booking, hostName: try Staff.find(booking.clinician, in: id, db)?.name)
    }

    /// Sends the new terms to each room that may be open within a day; rooms of other days learn theirs from the next token.
    fileprivate func tellOpenRooms(now: Instant, _ db: Database) throws {
        let day = Duration.seconds(86_400)
        let rows = try db.rows(
            """
            SELECT * FROM booking WHERE practice_id = ? AND starts_at >= ? AND starts_at < ? AND is_cancelled = 0
            ORDER BY starts_at
            """,
            [id, now - day, now + day]
        )
        for booking in try Booking.withClients(rows, in: id, db) {
            try NewRoomCommand(practice: id, room: booking.room, command: .changed(try terms(of: booking, db)), at: now).insert(db)
        }
    }
}
