import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    public func session(_ id: BookingID, in practice: PracticeID) async throws -> BookedSession? {
        try await read { db in
            let rows = try db.rows("SELECT * FROM booking WHERE practice_id = ? AND booking_id = ?", [practice, id])
            return try BookedSession.all(rows, in: practice, db).first
        }
    }

    /// The sessions of some clients (those of one account) that end after a moment, soonest first. Cancelled ones are among them.
    ///
    /// - Parameters:
    ///   - account: Those that are assigned to it as well (Q7).
    ///   - limit: At most that many. Default 500: two years of two a week, and an end to what one page can cost.
    public func sessions(
        of clients: [ClientID], assignedTo account: AccountID? = nil, in practice: PracticeID, endingAfter moment: Instant,
        limit: Int = 500
    ) async throws -> [BookedSession] {
        let order = "ends_at > ? ORDER BY starts_at, booking.booking_id LIMIT ?"
        return try await read { try Self.sessions(of: clients, assignedTo: account, in: practice, order, [moment, limit], $0) }
    }

    /// The sessions of some clients that ended by a moment, latest first.
    ///
    /// - Parameters:
    ///   - account: Those that are assigned to it as well (Q7).
    ///   - limit: At most that many. Default 50.
    public func sessions(
        of clients: [ClientID], assignedTo account: AccountID? = nil, in practice: PracticeID, endedBy moment: Instant,
        limit: Int = 50
    ) async throws -> [BookedSession] {
        let order = "ends_at <= ? ORDER BY starts_at DESC, booking.booking_id LIMIT ?"
        return try await read { try Self.sessions(of: clients, assignedTo: account, in: practice, order, [moment, limit], $0) }
    }

    private static func sessions(
        of clients: [ClientID], assignedTo account: AccountID?, in practice: PracticeID, _ condition: String,
        _ arguments: StatementArguments, _ db: Database
    ) throws -> [BookedSession] {
        // From the few sessions of the clients to their rows: CROSS JOIN keeps SQLite from walking the practice's instead.
        let rows = try db.rows(
            """
            SELECT booking.* FROM (
                SELECT booking_id FROM booking_client
                WHERE practice_id = ? AND client_id IN (\(placeholders(clients.count)))
                UNION SELECT booking_id FROM booking_account WHERE practice_id = ? AND account_id = ?
            ) AS theirs CROSS JOIN booking
            WHERE booking.practice_id = ? AND booking.booking_id = theirs.booking_id AND \(condition)
            """,
            [practice] + StatementArguments(clients) + [practice, account, practice] + arguments
        )
        return try BookedSession.all(rows, in: practice, db)
    }

    /// The sessions that start within a time, such as a day, in their order; cancelled ones too.
    ///
    /// - Parameters:
    ///   - clinician: Theirs alone; `nil`: of the whole practice.
    ///   - limit: At most that many. Default 500.
    ///   - offset: Without so many of the first.
    public func sessions(
        startingIn time: Range<Instant>, in practice: PracticeID, clinician: StaffID? = nil, limit: Int = 500, offset: Int = 0
    ) async throws -> [BookedSession] {
        try await sessions(startingIn: time, endingAfter: time.lowerBound, in: practice, clinician, limit, offset)
    }

    private func sessions(
        startingIn time: Range<Instant>, endingAfter moment: Instant, in practice: PracticeID, _ clinician: StaffID?, _ limit: Int,
        _ offset: Int
    ) async throws -> [BookedSession] {
        try await read { db in
            let rows =
                if let clinician {
                    try db.rows(
                        """
                        SELECT * FROM booking
                        WHERE practice_id = ? AND clinician_id = ? AND starts_at >= ? AND starts_at < ? AND ends_at > ?
                        ORDER BY starts_at, booking_id LIMIT ? OFFSET ?
                        """,
                        [practice, clinician, time.lowerBound, time.upperBound, moment, limit, offset]
                    )
                } else {
                    try db.rows(
                        """
                        SELECT * FROM booking WHERE practice_id = ? AND starts_at >= ? AND starts_at < ? AND ends_at > ?
                        ORDER BY starts_at, booking_id LIMIT ? OFFSET ?
                        """,
                        [practice, time.lowerBound, time.upperBound, moment, limit, offset]
                    )
                }
            return try BookedSession.all(rows, in: practice, db)
        }
    }

    /// The sessions that take up some of a time, such as a week's, in their order; cancelled ones too.
    ///
    /// - Parameters:
    ///   - clinician: Theirs alone; `nil`: of the whole practice.
    ///   - limit: At most that many. Default 500: a week of ten clinicians.
    public func sessions(
        during time: Range<Instant>, in practice: PracticeID, clinician: StaffID? = nil, limit: Int = 500
    ) async throws -> [BookedSession] {
        // No session is longer than the longest: those that started before that are over.
        let starts = (time.lowerBound - SessionTime.longest)..<time.upperBound
        return try await sessions(startingIn: starts, endingAfter: time.lowerBound, in: practice, clinician, limit, 0)
    }

    /// The sessions of a clinician that overlap a time: for a form to warn about. Cancelled ones aren't in the way.
    public func sessions(
        overlapping time: SessionTime, of clinician: StaffID, in practice: PracticeID
    ) async throws -> [BookedSession] {
        try await read {
            try BookedSession.all(Booking.rows(overlapping: time, of: clinician, in: practice, $0), in: practice, $0)
        }
    }

    /// The session behind a room's public id, whatever practice it belongs to.
    public func session(room: RoomID) async throws -> BookedSession? {
        try await sessionAnywhere("room_id", room.rawValue)
    }

    /// A session by its id alone: for the operator's command line, which acts for every practice. Pages never ask this.
    public func sessionAnywhere(_ id: BookingID) async throws -> BookedSession? {
        try await sessionAnywhere("booking_id", id.rawValue)
    }

    private func sessionAnywhere(_ column: String, _ id: String) async throws -> BookedSession? {
        try await read { db in
            guard let row = try db.row("SELECT * FROM booking WHERE \(column) = ?", [id]) else { return nil }
            return try BookedSession.all([row], in: row.value("practice_id"), db).first
        }
    }
}
