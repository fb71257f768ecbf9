import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Takes up what happened in a room. Told of it again, it does nothing more.
    ///
    /// Webhooks are told of all of it.
    public func takeUp(_ event: RoomEvent, now: Instant) async throws {
        guard let booking = try await session(room: event.room)?.booking else { return }
        if event.kind == .waiting, !booking.isCancelled { try await call(about: event, booking, now: now) }
        try await tellPrograms(of: event, about: booking, now: now)
    }

    /// Where somebody begins to wait the clinician gets a mail after a minute, and the practice one later: counted from the
    /// session's start for those who are early. Whether anybody still has to be called is seen when they are due (H8).
    private func call(about event: RoomEvent, _ booking: Booking, now: Instant) async throws {
        guard let practice = try await practice(booking.practice) else { return }
        // A clock that ran ahead is no reason to call later.
        let since = min(event.since, now)
        try await write(
            .clientWaiting(booking.id, since: event.since, for: booking.clinician, who: event.subject),
            dueAt: since + Call.wait, about: booking, now: now)
        guard let who = event.subject, let minutes = practice.practiceAlertMinutes else { return }
        try await write(
            .clientStillWaiting(booking.id, since: event.since, who: who),
            dueAt: max(since, booking.startsAt) + .seconds(minutes * 60), about: booking, now: now)
    }

    private func write(_ notice: Notice, dueAt due: Instant, about booking: Booking, now: Instant) async throws {
        // Looked at first: rooms tell the same again whenever somebody who waits is back.
        let isKnown = try await read { try isWritten(notice, about: booking.id, in: booking.practice, $0) }
        guard !isKnown else { return }
        try await write { db in
            let others = try calls(about: booking, dueFrom: due - Self.together, to: due, db)
            let isSecond = others.contains { $0.callee == notice.call?.callee }
            try enqueue(
                notice, about: booking.id, in: booking.practice, dueAt: max(now, isSecond ? due + Self.together : due), now: now, db)
        }
    }

    /// How far apart people come who come together, and how long the mail about the first of them has to be handed over, before
    /// the next one's is looked at: 10 seconds.
    private static let together = Duration.seconds(10)

    private func calls(about booking: Booking, dueFrom start: Instant, to end: Instant, _ db: Database) throws -> [Call] {
        try db.rows(
            "SELECT * FROM outbox WHERE practice_id = ? AND booking_id = ? AND state = 'due' AND due_at BETWEEN ? AND ? LIMIT 100",
            [booking.practice, booking.id, start, end]
        ).compactMap { try OutboxItem(row: $0).notice.call }
    }

    /// Whether a mail that was handed over is enough of a call about what a notice is about. What a clock that ran ahead has dated later
    /// than now says nothing of who waits now.
    public func isAnswered(_ call: Call, in practice: PracticeID, now: Instant) async throws -> Bool {
        try await read {
            try $0.rows(
                """
                SELECT * FROM outbox WHERE practice_id = ? AND booking_id = ? AND state = 'delivered' AND ended_at > ? AND ended_at <= ?
                ORDER BY sequence DESC LIMIT 100
                """,
                [practice, call.booking, min(call.since, now) - Call.again, now]
            ).map(OutboxItem.init(row:))
        }.contains { item in
            guard let earlier = item.notice.call, let moment = item.endedAt else { return false }
            return call.isAnswered(by: earlier, asOf: moment)
        }
    }

    /// Ends a notice that was handed over. If it called the clinician to a room, the room hears of it, so that those who wait
    /// do (H8).
    ///
    /// - Parameter moment: As of when it told: what it says was looked up then.
    public func endDelivered(_ item: OutboxItem, asOf moment: Instant) async throws {
        guard let call = item.notice.call, call.callee == .clinician else {
            return try await endOutboxItem(item.sequence, as: .delivered, now: moment)
        }
        try await write { db in
            try end(item.sequence, as: .delivered, failure: nil, now: moment, db)
            guard let booking = try Booking.find(call.booking, in: item.practice, db) else { return }
            try NewRoomCommand(
                practice: item.practice, room: booking.room, command: .clinicianAlerted(at: moment), at: moment
            ).insert(db)
        }
    }
}
