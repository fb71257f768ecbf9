import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Takes notices that are due, in the order in which they became so. Nobody else gets them until the lease is over: who
    /// dies meanwhile sends nothing twice by it and loses nothing.
    ///
    /// - Parameters:
    ///   - channel: Those that travel so; `nil`: all.
    ///   - limit: At most that many.
    ///   - lease: How long delivering one may take. Default 10 minutes.
    public func takeOutbox(
        on channel: NoticeChannel? = nil, dueAt now: Instant, limit: Int, lease: Duration = .seconds(600)
    ) async throws -> [OutboxItem] {
        // Looked at first, so that an empty outbox costs no write.
        guard try await nextOutboxDue(on: channel).map({ $0 <= now }) == true else { return [] }
        return try await writeQuietly { db in
            let rows = try db.rows(
                """
                SELECT sequence FROM outbox WHERE state = 'due' AND due_at <= ?1 AND channel = ifnull(?2, channel)
                ORDER BY due_at, sequence LIMIT ?3
                """,
                [now, channel, limit])
            return try rows.compactMap { row in
                let sequence: Int64 = try row.value("sequence")
                return try db.row(
                    "UPDATE outbox SET due_at = ?, attempts = attempts + 1 WHERE sequence = ? RETURNING *", [now + lease, sequence]
                ).map(OutboxItem.init(row:))
            }
        }
    }

    /// When the next notice is due; `nil` if none is.
    ///
    /// - Parameter channel: Of those that travel so; `nil`: of all.
    public func nextOutboxDue(on channel: NoticeChannel? = nil) async throws -> Instant? {
        try await read {
            // The first of the index: a time before 1970 is none.
            try $0.row(
                "SELECT MIN(due_at) AS due_at FROM outbox WHERE state = 'due' AND due_at >= 0 AND channel = ifnull(?, channel)",
                [channel])?.value("due_at")
        }
    }

    /// Ends a notice that was taken: it is delivered, obsolete, or given up for good.
    ///
    /// - Parameter failure: Why it was given up, as a stable word; never an address or an answer of a server.
    public func endOutboxItem(
        _ sequence: Int64, as state: OutboxItem.State, failure: String? = nil, now: Instant
    ) async throws {
        try await writeQuietly { try end(sequence, as: state, failure: failure, now: now, $0) }
    }

    func end(_ sequence: Int64, as state: OutboxItem.State, failure: String?, now: Instant, _ db: Database) throws {
        try db.run(
            "UPDATE outbox SET state = ?, failure = ?, ended_at = ? WHERE sequence = ? AND state = 'due'",
            [state, failure, now, sequence])
    }

    /// Puts a notice that couldn't be delivered off until later.
    public func postponeOutboxItem(_ sequence: Int64, until later: Instant, failure: String) async throws {
        try await writeQuietly {
            try $0.run(
                "UPDATE outbox SET due_at = ?, failure = ? WHERE sequence = ? AND state = 'due'", [later, failure, sequence])
        }
    }

    /// The notices of a practice that are in a state, newest first: for staff. What they dismissed isn't among them.
    public func outbox(
        of practice: PracticeID, in state: OutboxItem.State, limit: Int = 100, offset: Int = 0
    ) async throws -> [OutboxItem] {
        try await read {
            try $0.rows(
                """
                SELECT * FROM outbox WHERE practice_id = ? AND state = ? AND dismissed_at IS NULL
                ORDER BY sequence DESC LIMIT ? OFFSET ?
                """,
                [practice, state, limit, offset]
            ).map(OutboxItem.init(row:))
        }
    }

    /// How many notices of a practice are in a state, without those that were dismissed.
    public func outboxCount(of practice: PracticeID, in state: OutboxItem.State) async throws -> Int {
        try await read {
            try $0.row(
                "SELECT COUNT(*) AS notices FROM outbox WHERE practice_id = ? AND state = ? AND dismissed_at IS NULL",
                [practice, state])?.value("notices") ?? 0
        }
    }

    /// The notices about a session, newest first.
    public func outbox(about booking: BookingID, in practice: PracticeID, limit: Int = 100) async throws -> [OutboxItem] {
        try await read {
            try $0.rows(
                "SELECT * FROM outbox WHERE practice_id = ? AND booking_id = ? ORDER BY sequence DESC LIMIT ?",
                [practice, booking, limit]
            ).map(OutboxItem.init(row:))
        }
    }

    /// The notices about the sessions of a series, newest first: one often stands for several of them.
    public func outbox(about series: SeriesID, in practice: PracticeID, limit: Int = 500) async throws -> [OutboxItem] {
        try await read {
            try $0.rows(
                """
                SELECT outbox.* FROM booking CROSS JOIN outbox USING (practice_id, booking_id)
                WHERE booking.practice_id = ? AND booking.series_id = ? ORDER BY outbox.sequence DESC LIMIT ?
                """,
                [practice, series, limit]
            ).map(OutboxItem.init(row:))
        }
    }

    /// Sends a notice that was given up once more, from the beginning.
    ///
    /// - Throws: ``PortalStoreError/notFound`` if the practice has no such notice that was given up.
    public func resendOutboxItem(_ sequence: Int64, in practice: PracticeID, now: Instant) async throws {
        try await write { db in
            let row = try db.row(
                """
                UPDATE outbox SET state = 'due', attempts = 0, due_at = ?, ended_at = NULL, dismissed_at = NULL
                WHERE sequence = ? AND practice_id = ? AND state = 'failed' RETURNING sequence
                """,
                [now, sequence, practice]
            )
            guard row != nil else { throw PortalStoreError.notFound }
            try note("notice.resent", on: "\(sequence)", in: practice, now: now, db)
        }
    }

    /// Takes a notice that was given up out of what staff still have to look at. Nothing else changes: from the page of its session it
    /// can still be sent again.
    ///
    /// - Throws: ``PortalStoreError/notFound`` if the practice has no such notice that was given up.
    public func dismissOutboxItem(_ sequence: Int64, in practice: PracticeID, now: Instant) async throws {
        try await write { db in
            let row = try db.row(
                """
                UPDATE outbox SET dismissed_at = ?
                WHERE sequence = ? AND practice_id = ? AND state = 'failed' AND dismissed_at IS NULL RETURNING sequence
                """,
                [now, sequence, practice]
            )
            guard row != nil else { throw PortalStoreError.notFound }
            try note("notice.dismissed", on: "\(sequence)", in: practice, now: now, db)
        }
    }

    /// Forgets notices that ended before a moment.
    public func forgetOutbox(endedBefore moment: Instant) async throws {
        try await writeQuietly { try $0.run("DELETE FROM outbox WHERE ended_at < ?", [moment]) }
    }

    /// Writes a notice down, in the transaction of the change that causes it.
    func enqueue(
        _ notice: Notice, on channel: NoticeChannel = .mail, about booking: BookingID? = nil, in practice: PracticeID,
        dueAt: Instant? = nil, now: Instant, _ db: Database
    ) throws {
        try db.run(
            """
            INSERT INTO outbox (practice_id, channel, notice, booking_id, webhook_id, state, created_at, due_at)
            VALUES (?, ?, ?, ?, ?, 'due', ?, ?)
            """,
            [practice, channel, StoredJSON(value: notice), booking, notice.webhook, now, dueAt ?? now]
        )
    }

    /// Writes down a notice that no change goes with.
    public func enqueue(
        _ notice: Notice, on channel: NoticeChannel = .mail, about booking: BookingID? = nil, in practice: PracticeID, now: Instant
    ) async throws {
        try await write { try enqueue(notice, on: channel, about: booking, in: practice, now: now, $0) }
    }

    /// Tells everybody for whom sessions are booked what happened to them, all in one notice. Of those that are over nothing is told.
    ///
    /// - Parameters:
    ///   - bookings: One, or some of a series in their order: the first stands for all.
    ///   - notice: Gets the first, who is told, and the others.
    func announce(
        _ bookings: [Booking], as notice: (BookingID, ClientID, [BookingID]?) -> Notice, now: Instant, _ db: Database
    ) throws {
        let ahead = bookings.filter { $0.endsAt > now }
        guard let first = ahead.first else { return }
        let others = ahead.count > 1 ? ahead.dropFirst().map(\.id) : nil
        for client in first.clients {
            try enqueue(notice(first.id, client, others), about: first.id, in: first.practice, now: now, db)
        }
    }

    /// Writes down the reminders of a session that are still to come. Whether the practice sends them is seen when they are due.
    func remind(of booking: Booking, now: Instant, _ db: Database) throws {
        for reminder in SessionReminder.allCases where booking.startsAt - reminder.lead > now {
            for client in booking.clients {
                try enqueue(
                    .sessionReminder(booking.id, client, reminder, startsAt: booking.startsAt), about: booking.id,
                    in: booking.practice, dueAt: booking.startsAt - reminder.lead, now: now, db)
            }
        }
    }

    /// Ends the reminders of a session that are still to be sent: one that moves there and back is reminded of once.
    func dropReminders(of booking: Booking, now: Instant, _ db: Database) throws {
        let rows = try db.rows(
            "SELECT * FROM outbox WHERE practice_id = ? AND booking_id = ? AND state = 'due'", [booking.practice, booking.id])
        for item in try rows.map(OutboxItem.init(row:)) {
            guard case .sessionReminder = item.notice else { continue }
            try db.run(
                "UPDATE outbox SET state = ?, ended_at = ? WHERE sequence = ?", [OutboxItem.State.obsolete, now, item.sequence])
        }
    }
}
