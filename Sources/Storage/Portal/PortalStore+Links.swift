import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Makes a direct link to a session (H6).
    ///
    /// - Throws: ``PortalStoreError/notFound``, ``PortalStoreError/bookingCancelled``, ``PortalStoreError/sharingDisabled``.
    public func createLink(
        to booking: BookingID, in practice: PracticeID, label: DisplayName? = nil, expiresAt: Instant? = nil, now: Instant
    ) async throws -> DirectLink {
        try await write { db in
            guard let found = try Booking.find(booking, in: practice, db) else { throw PortalStoreError.notFound }
            guard !found.isCancelled else { throw PortalStoreError.bookingCancelled }
            guard try Practice.find(practice, db)?.isSharingEnabled == true else { throw PortalStoreError.sharingDisabled }
            let link = DirectLink(
                id: .random(), practice: practice, booking: booking, label: label, createdAt: now, expiresAt: expiresAt)
            try db.run(
                """
                INSERT INTO link (practice_id, link_id, booking_id, role, label, version, created_at, expires_at, revoked_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)
                """,
                [practice, link.id, booking, link.role, label, link.version, now, expiresAt]
            )
            try note("link.created", on: link.id.rawValue, detail: ["session": booking.rawValue], in: practice, now: now, db)
            return link
        }
    }

    /// The direct links of a session, oldest first; revoked ones too.
    public func links(to booking: BookingID, in practice: PracticeID) async throws -> [DirectLink] {
        try await read {
            try $0.rows(
                "SELECT * FROM link WHERE practice_id = ? AND booking_id = ? ORDER BY created_at, link_id LIMIT 200",
                [practice, booking]
            ).map(DirectLink.init(row:))
        }
    }

    /// A link by its id alone, which is all that `/v/{link}` says; the practice is the link's.
    public func link(_ id: LinkID) async throws -> DirectLink? {
        try await read { try $0.row("SELECT * FROM link WHERE link_id = ?", [id]).map(DirectLink.init(row:)) }
    }

    /// Revokes one link; who came by it is out. Revoking it again changes nothing.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func revokeLink(_ id: LinkID, in practice: PracticeID, now: Instant) async throws -> DirectLink {
        try await write { db in
            let row = try db.row("SELECT * FROM link WHERE practice_id = ? AND link_id = ?", [practice, id])
            guard var link = try row.map(DirectLink.init(row:)) else { throw PortalStoreError.notFound }
            guard link.revokedAt == nil else { return link }
            link.revokedAt = now
            try db.run("UPDATE link SET revoked_at = ? WHERE practice_id = ? AND link_id = ?", [now, practice, id])
            let room = try db.row("SELECT room_id FROM booking WHERE practice_id = ? AND booking_id = ?", [practice, link.booking])
            try NewRoomCommand(practice: practice, room: try room?.value("room_id"), command: .linkRevoked(id), at: now).insert(db)
            try note("link.revoked", on: id.rawValue, detail: ["session": link.booking.rawValue], in: practice, now: now, db)
            return link
        }
    }
}

extension DirectLink {
    init(row: Row) throws {
        self.init(
            id: try row.value("link_id"), practice: try row.value("practice_id"), booking: try row.value("booking_id"),
            role: try row.value("role"), label: try row.value("label"), version: try row.value("version"),
            createdAt: try row.value("created_at"), expiresAt: try row.value("expires_at"), revokedAt: try row.value("revoked_at")
        )
    }

    /// Revokes every link of a practice.
    static func revokeAll(in practice: PracticeID, now: Instant, _ db: Database) throws {
        let rows = try db.rows(
            """
            UPDATE link SET revoked_at = ? WHERE practice_id = ? AND revoked_at IS NULL
            RETURNING link_id, (
                SELECT room_id FROM booking WHERE booking.practice_id = link.practice_id AND booking.booking_id = link.booking_id
            ) AS room_id
            """,
            [now, practice]
        )
        for row in rows {
            try NewRoomCommand(
                practice: practice, room: try row.value("room_id"), command: .linkRevoked(try row.value("link_id")), at: now
            ).insert(db)
        }
    }
}
