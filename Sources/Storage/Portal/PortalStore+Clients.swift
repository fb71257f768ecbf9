import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// - Throws: ``PortalStoreError/notFound`` (the practice).
    public func createClient(
        in practice: PracticeID, name: DisplayName, email: EmailAddress?, language: Language? = nil, now: Instant
    ) async throws -> Client {
        try await write { db in
            let client = Client(id: .random(), practice: practice, name: name, email: email, language: language)
            try db.run(
                """
                INSERT INTO client (practice_id, client_id, name, search_key, email, language, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [practice, client.id, name, SearchKey(name.text), email, language, now]
            )
            try note("client.created", on: client.id.rawValue, in: practice, now: now, db)
            return client
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
            return try db.row("SELECT * FROM client WHERE practice_id = ? AND client_id = ?", [practice, id]).map(Client.init(row:))
        }
    }

    /// The clients of a practice by name, those alone of whose names a word starts with `text`; case and accents don't matter.
    ///
    /// - Parameters:
    ///   - text: As it was typed; without a letter in it, everybody matches.
    ///   - clinician: Finds their own clients alone; `nil`: all of the practice.
    ///   - limit: At most that many. Default 50, more than anybody reads.
    public func clients(
        in practice: PracticeID, matching text: String = "", of clinician: StaffID? = nil, limit: Int = 50
    ) async throws -> [Client] {
        let key = SearchKey(text).text
        let pattern = key.isEmpty ? "%" : "% \(key)%"
        return try await read { db in
            guard let clinician else {
                return try db.rows(
                    """
                    SELECT * FROM client WHERE practice_id = ? AND ' ' || search_key LIKE ?
                    ORDER BY search_key, client_id LIMIT ?
                    """,
                    [practice, pattern, limit]
                ).map(Client.init(row:))
            }
            return try db.rows(
                """
                SELECT client.* FROM client_clinician CROSS JOIN client
                WHERE client_clinician.practice_id = ? AND client_clinician.staff_id = ?
                    AND client.practice_id = client_clinician.practice_id AND client.client_id = client_clinician.client_id
                    AND ' ' || client.search_key LIKE ?
                ORDER BY client.search_key, client.client_id LIMIT ?
                """,
                [practice, clinician, pattern, limit]
            ).map(Client.init(row:))
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
            email: try row.value("email"), language: try row.value("language")
        )
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
}
