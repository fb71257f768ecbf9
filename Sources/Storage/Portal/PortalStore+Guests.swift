import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// How long before a session of a series its guest gets the link to it: each session has a link of its own, and nobody
    /// wants a year of them at once. The first one's leaves at once.
    static let guestNotice = Duration.seconds(7 * 86_400)

    /// Makes a guest's direct link to a session that is being booked (H6), and sends it where there is an address.
    ///
    /// - Throws: ``PortalStoreError/sharingDisabled``.
    func invite(_ guest: SessionPlan.Guest, to booking: Booking, isFirst: Bool, now: Instant, _ db: Database) throws {
        let leaves = isFirst ? now : max(now, booking.startsAt - Self.guestNotice)
        let isSent = guest.email != nil && booking.endsAt > now
        let link = try makeLink(
            to: booking, terms: DirectLink.Terms(label: guest.name, email: guest.email), sentAt: isSent ? leaves : nil, now: now, db)
        guard isSent else { return }
        try enqueue(.directLink(link.id), about: booking.id, in: booking.practice, dueAt: leaves, now: now, db)
    }

    /// Tells whoever was sent a link that is still good what happened to its session, unless that is over. A link that has yet to
    /// leave says by itself how things stand.
    func tellInvited(to booking: Booking, as notice: (LinkID) -> Notice, now: Instant, _ db: Database) throws {
        guard booking.endsAt > now else { return }
        let rows = try db.rows(
            """
            SELECT * FROM link
            WHERE practice_id = ? AND booking_id = ? AND revoked_at IS NULL AND email IS NOT NULL AND sent_at <= ?
            ORDER BY created_at, link_id
            """,
            [booking.practice, booking.id, now])
        for link in try rows.map(DirectLink.init(row:)) where !link.isExpired(at: now) {
            try enqueue(notice(link.id), about: booking.id, in: booking.practice, now: now, db)
        }
    }

    /// Has the links that still wait to be sent leave in time for a session that moved.
    func retimeInvitations(to booking: Booking, now: Instant, _ db: Database) throws {
        let rows = try db.rows(
            "SELECT * FROM outbox WHERE practice_id = ? AND booking_id = ? AND state = 'due' AND attempts = 0 AND due_at > ?",
            [booking.practice, booking.id, now])
        let leaves = max(now, booking.startsAt - Self.guestNotice)
        for item in try rows.map(OutboxItem.init(row:)) {
            guard case .directLink(let link) = item.notice else { continue }
            try db.run("UPDATE outbox SET due_at = ? WHERE sequence = ?", [leaves, item.sequence])
            try db.run("UPDATE link SET sent_at = ? WHERE practice_id = ? AND link_id = ?", [leaves, booking.practice, link])
        }
    }
}
