import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// - Throws: ``PortalStoreError/notFound`` (the practice).
    public func createClient(
        in practice: PracticeID, name: DisplayName, email: EmailAddress?, language: Language? = nil, now: Instant
    ) async throws -> Client {
        let client = Client(id: .random(), practice: practice, name: name, email: email, language: language)
        try await addClient(client, now: now)
        return client
    }

    /// Adds a client record.
    ///
    /// - Parameters:
    ///   - clinician: Whose own client it becomes; `nil`: nobody's yet.
    ///   - account: The sign-up that the record is made for: it is associated with it at once (A14).
    /// - Throws: ``PortalStoreError/notFound`` (the practice, the clinician, the account).
    public func addClient(
        _ client: Client, of clinician: StaffID? = nil, for account: AccountID? = nil, now: Instant
    ) async throws {
        try await write { db in
            try client.insert(now: now, db)
            if let clinician {
                try db.run(
                    "INSERT INTO client_clinician (practice_id, staff_id, client_id) VALUES (?, ?, ?)",
                    [client.practice, clinician, client.id])
            }
            try note("client.created", on: client.id.rawValue, in: client.practice, now: now, db)
            if let account { try associate(account, with: client.id, in: client.practice, now: now, db) }
        }
    }

    /// - Parameter clinician: Finds their own clients alone; `nil`: any of the practice.
    public func client(_ id: ClientID, in practice: PracticeID, of clinician: StaffID? = nil) async throws -> Client? {
        try await read { db in
            if let clinician {
                let row = try db.row(
                    "SELECT 1 FROM client_clinician WHERE practice_id = ? AND staff_id = ? AND client_id = ?",
                    [practice, clinician, id])
                guard row != nil else { return nil }
            }
            return try Client.find(id, in: practice, db)
        }
    }

    /// Changes what a record says.
    ///
    /// - Parameter change: Works on the record as it is now; its id and practice stay.
    /// - Throws: ``PortalStoreError/notFound``.
    public func updateClient(
        _ id: ClientID, in practice: PracticeID, now: Instant, _ change: @escaping @Sendable (inout Client) -> Void
    ) async throws -> Client {
        try await changeClient(id, in: practice, as: "client.changed", now: now, change)
    }

    /// Keeps a record for its history alone: no new session is booked for it. What is booked stays, and its accounts too.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func archiveClient(_ id: ClientID, in practice: PracticeID, now: Instant) async throws -> Client {
        try await changeClient(id, in: practice, as: "client.archived", now: now) { $0.archivedAt = $0.archivedAt ?? now }
    }

    /// - Throws: ``PortalStoreError/notFound``.
    public func restoreClient(_ id: ClientID, in practice: PracticeID, now: Instant) async throws -> Client {
        try await changeClient(id, in: practice, as: "client.restored", now: now) { $0.archivedAt = nil }
    }

    private func changeClient(
        _ id: ClientID, in practice: PracticeID, as act: String, now: Instant, _ change: @escaping @Sendable (inout Client) -> Void
    ) async throws -> Client {
        try await write { db in
            guard var client = try Client.find(id, in: practice, db) else { throw PortalStoreError.notFound }
            let before = client
            change(&client)
            guard client != before else { return client }
            try client.update(db)
            try note(act, on: id.rawValue, in: practice, now: now, db)
            return client
        }
    }

    /// Those whose own client somebody is, by name.
    public func clinicians(of client: ClientID, in practice: PracticeID) async throws -> [Staff] {
        try await read { db in
            try db.rows(
                """
                SELECT staff.* FROM client_clinician CROSS JOIN staff
                WHERE client_clinician.practice_id = ? AND client_clinician.client_id = ?
                    AND staff.practice_id = client_clinician.practice_id AND staff.staff_id = client_clinician.staff_id
                    AND staff.is_active = 1
                ORDER BY staff.name, staff.staff_id
                """,
                [practice, client]
            ).map(Staff.init(row:))
        }
    }

    /// The clients that an account is associated with, by name.
    public func clients(of account: AccountID, in practice: PracticeID) async throws -> [Client] {
        try await read { try Client.associated(with: account, in: practice, $0) }
    }
}

extension Client {
    init(row: Row) throws {
        self.init(
            id: try row.value("client_id"), practice: try row.value("practice_id"), name: try row.value("name"),
            email: try row.value("email"), language: try row.value("language"), telephone: try row.value("telephone"),
            birthDate: try row.value("birth_date"), address: try row.value("address"), archivedAt: try row.value("archived_at")
        )
    }

    static func find(_ id: ClientID, in practice: PracticeID, _ db: Database) throws -> Client? {
        try db.row("SELECT * FROM client WHERE practice_id = ? AND client_id = ?", [practice, id]).map(Client.init(row:))
    }

    static func associated(with account: AccountID, in practice: PracticeID, _ db: Database) throws -> [Client] {
        // CROSS JOIN: from the few associations to their clients, never through the practice's client list.
        try db.rows(
            """
            SELECT client.* FROM account_client CROSS JOIN client
            WHERE account_client.practice_id = ? AND account_client.account_id = ?
                AND client.practice_id = account_client.practice_id AND client.client_id = account_client.client_id
            ORDER BY client.search_key, client.client_id
            """,
            [practice, account]
        ).map(Client.init(row:))
    }

    fileprivate func insert(now: Instant, _ db: Database) throws {
        try db.run(
            """
            INSERT INTO client (
                practice_id, client_id, name, search_key, email, language, telephone, birth_date, address, archived_at, created_at
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                practice, id, name, SearchKey(name.text), email, language, telephone, birthDate, address, archivedAt, now,
            ]
        )
    }

    fileprivate func update(_ db: Database) throws {
        try db.run(
            """
            UPDATE client SET name = ?, search_key = ?, email = ?, language = ?, telephone = ?, birth_date = ?, address = ?,
                archived_at = ?
            WHERE practice_id = ? AND client_id = ?
            """,
            [name, SearchKey(name.text), email, language, telephone, birthDate, address, archivedAt, practice, id]
        )
    }
}
