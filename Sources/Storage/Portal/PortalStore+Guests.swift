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
        guard try Practice.find(booking.practice, db)?.isSharingEnabled == true else { throw PortalStoreError.sharingDisabled }
        let link = LinkID.random()
        try db.run(
            """
            INSERT INTO link (practice_id, link_id, booking_id, role, label, email, version, created_at)
            VALUES (?, ?, ?, ?, ?, ?, 1, ?)
            """,
            [booking.practice, link, booking.id, Role.guest, guest.name, guest.email, now]
        )
        try note("link.created", on: link.rawValue, in: booking.practice, now: now, db)
        guard guest.email != nil, booking.endsAt > now else { return }
        try enqueue(
            .directLink(link), about: booking.id, in: booking.practice,
            dueAt: isFirst ? now : max(now, booking.startsAt - Self.guestNotice), now: now, db)
    }
}
