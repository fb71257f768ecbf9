import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// How long somebody waits before the clinician is called by mail: 1 minute, in which most hosts come by themselves (H8).
    public static let waitBeforeCalling = Duration.seconds(60)
    /// How long after one such mail about a session the next one is: 10 minutes.
    public static let callingAgain = Duration.seconds(600)

    /// Takes up what happened in a room. Told of it again, it does nothing more.
    ///
    /// Where somebody begins to wait the clinician gets a mail after a minute, unless by then nobody waits or a host is there:
    /// that is seen when the mail is due.
    ///
    /// Webhooks are told of all of it.
    public func takeUp(_ event: RoomEvent, now: Instant) async throws {
        guard let booking = try await session(room: event.room)?.booking else { return }
        if event.kind == .waiting, !booking.isCancelled { try await callClinician(of: booking, since: event.since, now: now) }
        try await tellPrograms(of: event, about: booking, now: now)
    }

    private func callClinician(of booking: Booking, since: Instant, now: Instant) async throws {
        guard try await !hasCalled(about: booking, since: now - Self.callingAgain) else { return }
        try await write { db in
            try enqueue(
                .clientWaiting(booking.id, since: since, for: booking.clinician), about: booking.id, in: booking.practice,
                dueAt: max(now, since + Self.waitBeforeCalling), now: now, db)
        }
    }

    private func hasCalled(about booking: Booking, since moment: Instant) async throws -> Bool {
        try await read { db in
            try db.row(
                """
                SELECT 1 FROM outbox WHERE practice_id = ? AND booking_id = ? AND created_at > ? AND notice LIKE '{"clientWaiting":%'
                """,
                [booking.practice, booking.id, moment]) != nil
        }
    }
}
