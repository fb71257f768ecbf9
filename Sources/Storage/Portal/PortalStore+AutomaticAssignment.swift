import GRDB
import PortalCore
import SignalingProtocol

// What is assigned by itself (Q8, Q9): asked when a session is booked, when an account is verified, and when it is associated.
extension PortalStore {
    /// Assigns what belongs to an account whose address has just been confirmed: of the clients it is associated with, and of those
    /// who have its address.
    func assignBookings(toVerified account: Account, in practice: PracticeID, now: Instant, _ db: Database) throws {
        let rows = try db.rows(
            """
            SELECT client_id FROM account_client WHERE practice_id = ? AND account_id = ?
            UNION SELECT client_id FROM client WHERE practice_id = ? AND email = ?
            """,
            [practice, account.id, practice, account.email]
        )
        for row in rows { try assignBookings(of: row.value("client_id"), in: practice, now: now, db) }
    }

    /// Assigns those of a client's sessions that belong to nobody yet to the account that they can only belong to, if there is one.
    ///
    /// - Parameter chosen: Those alone; `nil`: all.
    func assignBookings(
        of client: ClientID, only chosen: Set<BookingID>? = nil, in practice: PracticeID, now: Instant, _ db: Database
    ) throws {
        guard let client = try Client.find(client, in: practice, db) else { return }
        // Association says more than an address, which members of a family may share.
        let associated = try Account.associated(with: client.id, in: practice, db)
        let candidates = associated.isEmpty ? try Account.at(client.email, in: practice, db) : associated
        guard !candidates.isEmpty else { return }
        let others = try Self.owners(of: client, sharing: associated.isEmpty ? client.email : nil, db)
        for appointment in try Self.appointments(of: client.id, in: practice, db)
        where appointment.account == nil && chosen?.contains(appointment.booking) != false {
            guard
                let account = AppointmentAssignment.automatic(
                    for: appointment, candidates: candidates.map(\.candidate), others: others)
            else { continue }
            try insert(assignmentOf: appointment.booking, client.id, to: account, .address, in: practice, now: now, db)
            try note(
                "booking.assigned", on: appointment.booking.rawValue, detail: ["account": account.rawValue], in: practice, now: now, db)
        }
    }

    /// All sessions of a client, as far as their assignment goes, oldest first.
    static func appointments(
        of client: ClientID, in practice: PracticeID, _ db: Database
    ) throws -> [AppointmentAssignment.Appointment] {
        try db.rows(
            """
            SELECT booking.booking_id, booking.origin, booking.created_at, booking_account.account_id, booking_account.cause
            FROM booking_client CROSS JOIN booking
            LEFT JOIN booking_account ON booking_account.practice_id = booking_client.practice_id
                AND booking_account.booking_id = booking_client.booking_id
                AND booking_account.client_id = booking_client.client_id
            WHERE booking_client.practice_id = ? AND booking_client.client_id = ?
                AND booking.practice_id = booking_client.practice_id AND booking.booking_id = booking_client.booking_id
            ORDER BY booking.starts_at, booking.booking_id
            """,
            [practice, client]
        ).map(AppointmentAssignment.Appointment.init(row:))
    }

    /// One session for each account that has some of a client's, or of those who share an address: whose they are is all that is
    /// asked of them.
    private static func owners(
        of client: Client, sharing email: EmailAddress?, _ db: Database
    ) throws -> [AppointmentAssignment.Appointment] {
        try db.rows(
            """
            SELECT booking_account.booking_id, booking_account.account_id, MIN(booking_account.created_at) AS created_at
            FROM client CROSS JOIN booking_account
            WHERE client.practice_id = ?1 AND client.client_id IN (
                SELECT client_id FROM client WHERE practice_id = ?1 AND email = ?2 UNION SELECT ?3
            ) AND booking_account.practice_id = client.practice_id AND booking_account.client_id = client.client_id
            GROUP BY booking_account.account_id
            """,
            [client.practice, email, client.id]
        ).map {
            AppointmentAssignment.Appointment(
                booking: try $0.value("booking_id"), origin: .staff, madeAt: try $0.value("created_at"),
                account: try $0.value("account_id"))
        }
    }
}

extension AppointmentAssignment.Appointment {
    fileprivate init(row: Row) throws {
        let account: AccountID? = try row.value("account_id")
        let cause: AssignmentCause? = try row.value("cause")
        let origin: String = try row.value("origin")
        var bookedBy = AppointmentAssignment.Origin.staff
        if origin != "staff" { bookedBy = .visitor }
        if let account, cause == .loggedIn { bookedBy = .account(account) }
        self.init(
            booking: try row.value("booking_id"), origin: bookedBy, madeAt: try row.value("created_at"), account: account)
    }
}

extension Account {
    /// The accounts that are associated with a client and can be used, oldest first.
    static func associated(with client: ClientID, in practice: PracticeID, _ db: Database) throws -> [Account] {
        try db.rows(
            """
            SELECT account.* FROM account_client CROSS JOIN account
            WHERE account_client.practice_id = ? AND account_client.client_id = ?
                AND account.practice_id = account_client.practice_id AND account.account_id = account_client.account_id
                AND account.disabled_at IS NULL
            ORDER BY account_client.created_at, account.account_id
            """,
            [practice, client]
        ).map(Account.init(row:))
    }

    /// The account with an address, if it can be used: one or none.
    static func at(_ email: EmailAddress?, in practice: PracticeID, _ db: Database) throws -> [Account] {
        guard let email, let account = try find(email: email, in: practice, db), account.disabledAt == nil else { return [] }
        return [account]
    }

    fileprivate var candidate: AppointmentAssignment.Candidate {
        AppointmentAssignment.Candidate(account: id, createdAt: createdAt, proof: proof)
    }

    private var proof: AppointmentAssignment.Proof {
        if verifiedAt == nil { .none } else { verifiedBy == .email ? .email : .staff }
    }
}
