import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Makes a direct link to a session (H6).
    ///
    /// - Throws: ``PortalStoreError/notFound``, ``PortalStoreError/bookingCancelled``, ``PortalStoreError/sharingDisabled``.
    public func createLink(
        to booking: BookingID, in practice: PracticeID, terms: DirectLink.Terms = .init(), now: Instant
    ) async throws -> DirectLink {
        try await write { db in
            guard let found = try Booking.find(booking, in: practice, db) else { throw PortalStoreError.notFound }
            guard !found.isCancelled else { throw PortalStoreError.bookingCancelled }
            return try makeLink(to: found, terms: terms, now: now, db)
        }
    }

    /// The same, within the transaction of what else is done.
    ///
    /// - Parameter sentAt: When its mail leaves; `nil` where none is written yet.
    func makeLink(
        to booking: Booking, terms: DirectLink.Terms, sentAt: Instant? = nil, now: Instant, _ db: Database
    ) throws -> DirectLink {
        let practice = booking.practice
        guard try Practice.find(practice, db)?.isSharingEnabled == true else { throw PortalStoreError.sharingDisabled }
        let link = DirectLink(
            id: .random(), practice: practice, booking: booking.id, terms: terms, createdAt: now, sentAt: sentAt)
        try db.run(
            """
            INSERT INTO link (
                practice_id, link_id, booking_id, role, label, email, language, use_limit, is_bound_to_device, version,
                created_at, sent_at, expires_at
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                practice, link.id, booking.id, terms.role, terms.label, terms.email, terms.language, terms.useLimit,
                terms.isBoundToDevice, link.version, now, sentAt, terms.expiresAt,
            ]
        )
        try note("link.created", on: link.id.rawValue, detail: ["session": booking.id.rawValue], in: practice, now: now, db)
        return link
    }

    /// Sends a link to the address that it was made for; again, if it was sent before.
    ///
    /// - Parameter message: What the mail says; `nil`: the practice's own text, or the standard one.
    /// - Throws: ``PortalStoreError/notFound`` if there is no such link, or none that is good and has an address.
    public func sendLink(_ id: LinkID, in practice: PracticeID, message: FreeText?, now: Instant) async throws -> DirectLink {
        try await write { db in
            let row = try db.row(
                """
                UPDATE link SET message = ?, sent_at = ?
                WHERE practice_id = ? AND link_id = ? AND revoked_at IS NULL AND email IS NOT NULL RETURNING *
                """,
                [message?.text, now, practice, id]
            )
            guard let link = try row.map(DirectLink.init(row:)) else { throw PortalStoreError.notFound }
            try enqueue(.directLink(id), about: link.booking, in: practice, now: now, db)
            try note("link.sent", on: id.rawValue, detail: ["session": link.booking.rawValue], in: practice, now: now, db)
            return link
        }
    }

    /// The direct links of a session, oldest first; revoked ones too.
    ///
    /// - Parameter limit: Where there are more, the oldest of the revoked ones are left out first, then the oldest. Default 200.
    public func links(to booking: BookingID, in practice: PracticeID, limit: Int = 200) async throws -> [DirectLink] {
        let links = try await read {
            try $0.rows(
                """
                SELECT * FROM link WHERE practice_id = ? AND booking_id = ?
                ORDER BY revoked_at IS NOT NULL, created_at DESC, link_id DESC LIMIT ?
                """,
                [practice, booking, limit]
            ).map(DirectLink.init(row:))
        }
        return links.sorted { ($0.createdAt, $0.id.rawValue) < ($1.createdAt, $1.id.rawValue) }
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
            guard let link = try row.map(DirectLink.init(row:)) else { throw PortalStoreError.notFound }
            return try revoke(link, now: now, db)
        }
    }

    /// Revokes every link of a session.
    ///
    /// - Returns: How many were good until then.
    public func revokeLinks(to booking: BookingID, in practice: PracticeID, now: Instant) async throws -> Int {
        try await write { db in
            let rows = try db.rows(
                "SELECT * FROM link WHERE practice_id = ? AND booking_id = ? AND revoked_at IS NULL", [practice, booking])
            for link in try rows.map(DirectLink.init(row:)) { _ = try revoke(link, now: now, db) }
            return rows.count
        }
    }

    private func revoke(_ link: DirectLink, now: Instant, _ db: Database) throws -> DirectLink {
        guard link.revokedAt == nil else { return link }
        var link = link
        link.revokedAt = now
        try db.run("UPDATE link SET revoked_at = ? WHERE practice_id = ? AND link_id = ?", [now, link.practice, link.id])
        let room = try db.row("SELECT room_id FROM booking WHERE practice_id = ? AND booking_id = ?", [link.practice, link.booking])
        try NewRoomCommand(practice: link.practice, room: try room?.value("room_id"), command: .linkRevoked(link.id), at: now)
            .insert(db)
        try note(
            "link.revoked", on: link.id.rawValue, detail: ["session": link.booking.rawValue], in: link.practice, now: now, db)
        return link
    }
}

extension DirectLink {
    init(row: Row) throws {
        let message: String? = try row.value("message")
        self.init(
            id: try row.value("link_id"), practice: try row.value("practice_id"), booking: try row.value("booking_id"),
            terms: Terms(
                role: try row.value("role"), label: try row.value("label"), email: try row.value("email"),
                language: try row.value("language"), expiresAt: try row.value("expires_at"), useLimit: try row.value("use_limit"),
                isBoundToDevice: try row.value("is_bound_to_device")
            ),
            message: try message.map { try FreeText($0, as: .invitation) }, version: try row.value("version"),
            createdAt: try row.value("created_at"), sentAt: try row.value("sent_at"), revokedAt: try row.value("revoked_at")
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
