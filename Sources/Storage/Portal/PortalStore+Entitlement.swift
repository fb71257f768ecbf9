import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// How long after its end a session's room may still be entered at most: a day's window, a day's grace, and an extension.
    private static let longestAftermath = Duration.seconds(3 * 86_400)

    /// Closes the rooms of a client's sessions on an account, those apart that it may enter by other means.
    func shutOut(
        _ account: AccountID, ofSessionsFor client: ClientID, in practice: PracticeID, now: Instant, _ db: Database
    ) throws {
        let rows = try db.rows(
            """
            SELECT booking.booking_id, booking.room_id FROM booking_client CROSS JOIN booking
            WHERE booking_client.practice_id = ? AND booking_client.client_id = ?
                AND booking.practice_id = booking_client.practice_id AND booking.booking_id = booking_client.booking_id
                AND booking.ends_at > ?
            ORDER BY booking.starts_at
            """,
            [practice, client, now - Self.longestAftermath]
        )
        for row in rows { try shutOut(account, of: row.value("booking_id"), room: row.value("room_id"), in: practice, now: now, db) }
    }

    /// Closes a session's room on an account, unless it may still enter.
    func shutOut(
        _ account: AccountID, of booking: BookingID, room: RoomID, in practice: PracticeID, now: Instant, _ db: Database
    ) throws {
        guard try !mayEnter(account, booking, in: practice, db) else { return }
        try NewRoomCommand(practice: practice, room: room, command: .subjectRevoked(.account(account)), at: now).insert(db)
    }

    /// Whether a session is an account's: by its clients or, where accounts are optional, by assignment.
    private func mayEnter(_ account: AccountID, _ booking: BookingID, in practice: PracticeID, _ db: Database) throws -> Bool {
        let isClients = try db.row(
            """
            SELECT 1 FROM booking_client CROSS JOIN account_client
            WHERE booking_client.practice_id = ? AND booking_client.booking_id = ?
                AND account_client.practice_id = booking_client.practice_id AND account_client.account_id = ?
                AND account_client.client_id = booking_client.client_id
            """,
            [practice, booking, account]
        )
        if isClients != nil { return true }
        guard try Practice.find(practice, db)?.identity.areAccountsOptional == true else { return false }
        return try db.row(
            "SELECT 1 FROM booking_account WHERE practice_id = ? AND booking_id = ? AND account_id = ?", [practice, booking, account]
        ) != nil
    }
}
