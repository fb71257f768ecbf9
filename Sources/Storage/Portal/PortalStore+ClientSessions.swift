import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// A part of one client's sessions, for staff. Cancelled ones are among them.
    ///
    /// - Parameters:
    ///   - isPast: Those that ended by `now`, latest first; else those to come, soonest first.
    ///   - clinician: Those with them alone; `nil`: with anybody.
    public func sessions(
        of client: ClientID, in practice: PracticeID, isPast: Bool, clinician: StaffID? = nil, limit: Int, offset: Int = 0,
        now: Instant
    ) async throws -> [BookedSession] {
        let order = isPast ? "DESC" : "ASC"
        let (from, arguments) = Self.statement(client, practice, isPast: isPast, clinician: clinician, now: now)
        return try await read { db in
            let rows = try db.rows(
                "SELECT booking.* \(from) ORDER BY booking.starts_at \(order), booking.booking_id LIMIT ? OFFSET ?",
                arguments + [limit, offset])
            return try BookedSession.all(rows, in: practice, db)
        }
    }

    /// - Parameter isBooked: Without those that are cancelled.
    public func countSessions(
        of client: ClientID, in practice: PracticeID, isPast: Bool, isBooked: Bool = false, clinician: StaffID? = nil, now: Instant
    ) async throws -> Int {
        let (from, arguments) = Self.statement(client, practice, isPast: isPast, clinician: clinician, now: now)
        let which = isBooked ? " AND booking.is_cancelled = 0" : ""
        return try await read { try $0.row("SELECT COUNT(*) AS sessions \(from)\(which)", arguments)?.value("sessions") ?? 0 }
    }

    private static func statement(
        _ client: ClientID, _ practice: PracticeID, isPast: Bool, clinician: StaffID?, now: Instant
    ) -> (from: String, arguments: StatementArguments) {
        let whose = clinician == nil ? "" : " AND booking.clinician_id = ?"
        return (
            """
            FROM booking_client CROSS JOIN booking
            WHERE booking_client.practice_id = ? AND booking_client.client_id = ?
                AND booking.practice_id = booking_client.practice_id AND booking.booking_id = booking_client.booking_id
                AND booking.ends_at \(isPast ? "<=" : ">") ?\(whose)
            """,
            [practice, client, now] + (clinician.map { [$0] } ?? [])
        )
    }
}
