import GRDB
import PortalCore
import SignalingProtocol

/// Why a session is assigned to an account. The raw value is stable.
public enum AssignmentCause: String, Sendable, CaseIterable, DatabaseValueConvertible {
    /// It was booked while logged in to the account (Q8 a).
    case loggedIn = "logged_in"
    /// By itself, since the address or the association left no doubt (Q8 b, c).
    case address
    /// Staff said so (Q10, Q11).
    case byHand = "by_hand"
}

extension PortalStore {
    /// To which account each of a client's sessions is assigned; those that are assigned to none are left out.
    public func assignments(of client: ClientID, in practice: PracticeID) async throws -> [BookingID: Account] {
        try await read { db in
            let rows = try db.rows(
                """
                SELECT booking_account.booking_id, account.* FROM booking_account CROSS JOIN account
                WHERE booking_account.practice_id = ? AND booking_account.client_id = ?
                    AND account.practice_id = booking_account.practice_id AND account.account_id = booking_account.account_id
                """,
                [practice, client]
            )
            return Dictionary(try rows.map { (try $0.value("booking_id"), try Account(row: $0)) }) { first, _ in first }
        }
    }

    /// Those of a session's clients for whom it is assigned to an account: what ``Admission`` asks for.
    public func clients(of booking: BookingID, assignedTo account: AccountID, in practice: PracticeID) async throws -> [Client] {
        try await read { db in
            try db.rows(
                """
                SELECT client.* FROM booking_account CROSS JOIN client
                WHERE booking_account.practice_id = ? AND booking_account.booking_id = ? AND booking_account.account_id = ?
                    AND client.practice_id = booking_account.practice_id AND client.client_id = booking_account.client_id
                ORDER BY client.search_key, client.client_id
                """,
                [practice, booking, account]
            ).map(Client.init(row:))
        }
    }

    /// The accounts that a client's sessions may be assigned to: those associated with the client, and the one with the client's
    /// address. Disabled ones are left out.
    public func assignableAccounts(of client: ClientID, in practice: PracticeID) async throws -> [Account] {
        try await read { db in
            guard let client = try Client.find(client, in: practice, db) else { return [] }
            let associated = try Account.associated(with: client.id, in: practice, db)
            let known = Set(associated.map(\.id))
            return associated + (try Account.at(client.email, in: practice, db)).filter { !known.contains($0.id) }
        }
    }

    /// Assigns a client's session to an account by hand (Q10), or to none. Who may no longer enter by it is out of its room.
    ///
    /// - Throws: ``PortalStoreError/notFound`` if the session isn't the client's, or there is no such account.
    public func assign(
        _ booking: BookingID, of client: ClientID, to account: AccountID?, in practice: PracticeID, now: Instant
    ) async throws {
        try await write { db in
            let found = try db.row(
                """
                SELECT booking.room_id, booking_account.account_id FROM booking_client
                JOIN booking USING (practice_id, booking_id)
                LEFT JOIN booking_account USING (practice_id, booking_id, client_id)
                WHERE booking_client.practice_id = ? AND booking_client.booking_id = ? AND booking_client.client_id = ?
                """,
                [practice, booking, client]
            )
            guard let found else { throw PortalStoreError.notFound }
            let before: AccountID? = try found.value("account_id")
            guard before != account else { return }
            try db.run(
                "DELETE FROM booking_account WHERE practice_id = ? AND booking_id = ? AND client_id = ?", [practice, booking, client])
            if let account {
                try insert(assignmentOf: booking, client, to: account, .byHand, in: practice, now: now, db)
                try note("booking.assigned", on: booking.rawValue, detail: ["account": account.rawValue], in: practice, now: now, db)
            }
            guard let before else { return }
            try note("booking.unassigned", on: booking.rawValue, detail: ["account": before.rawValue], in: practice, now: now, db)
            try shutOut(before, of: booking, room: found.value("room_id"), in: practice, now: now, db)
        }
    }

    /// What ``assignAll(of:hostedBy:in:now:)`` would do; `nil` where it isn't offered (Q11).
    public func assignmentRemainder(
        of client: ClientID, hostedBy clinician: StaffID? = nil, in practice: PracticeID
    ) async throws -> AppointmentAssignment.Remainder? {
        try await read { try Self.remainder(of: client, hostedBy: clinician, in: practice, $0) }
    }

    /// Assigns all of a client's sessions that belong to nobody yet to the one account that has the others (Q11).
    ///
    /// - Parameter clinician: Whose sessions are meant; `nil`: everybody's.
    /// - Returns: How many that were; 0 where it isn't offered.
    public func assignAll(
        of client: ClientID, hostedBy clinician: StaffID? = nil, in practice: PracticeID, now: Instant
    ) async throws -> Int {
        try await write { db in
            guard let remainder = try Self.remainder(of: client, hostedBy: clinician, in: practice, db) else { return 0 }
            for booking in remainder.bookings {
                try insert(assignmentOf: booking, client, to: remainder.account, .byHand, in: practice, now: now, db)
                try note("booking.assigned", on: booking.rawValue, detail: ["account": remainder.account.rawValue], in: practice, now: now, db)
            }
            return remainder.bookings.count
        }
    }

    private static func remainder(
        of client: ClientID, hostedBy clinician: StaffID?, in practice: PracticeID, _ db: Database
    ) throws -> AppointmentAssignment.Remainder? {
        guard let remainder = AppointmentAssignment.remainder(of: try appointments(of: client, in: practice, db)) else { return nil }
        guard let clinician else { return remainder }
        let hosted: [BookingID] = try db.rows(
            """
            SELECT booking_id FROM booking_client CROSS JOIN booking USING (practice_id, booking_id)
            WHERE booking_client.practice_id = ? AND booking_client.client_id = ? AND booking.clinician_id = ?
            """,
            [practice, client, clinician]
        ).map { try $0.value("booking_id") }
        return remainder.among(Set(hosted))
    }

    func insert(
        assignmentOf booking: BookingID, _ client: ClientID, to account: AccountID, _ cause: AssignmentCause,
        in practice: PracticeID, now: Instant, _ db: Database
    ) throws {
        try db.run(
            """
            INSERT INTO booking_account (practice_id, booking_id, client_id, account_id, cause, created_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [practice, booking, client, account, cause, now]
        )
    }
}
