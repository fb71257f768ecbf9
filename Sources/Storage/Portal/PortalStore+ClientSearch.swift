import GRDB
import PortalCore
import SignalingProtocol

/// Which clients a list is of.
public struct ClientFilter: Equatable, Sendable {
    /// As it was typed; without a letter in it, everybody matches. Case, accents, blanks and apostrophes don't matter, and each
    /// word may be one that a name merely begins with.
    public var text: String
    public var isArchived: Bool
    /// Their own clients alone; `nil`: the practice's.
    public var clinician: StaffID?

    public init(text: String = "", isArchived: Bool = false, clinician: StaffID? = nil) {
        self.text = text
        self.isArchived = isArchived
        self.clinician = clinician
    }
}

extension PortalStore {
    /// Clients in use, by name: for a new session, or to say whose an account is.
    ///
    /// - Parameter limit: At most that many. Default 50, more than anybody reads.
    public func clients(
        in practice: PracticeID, matching text: String = "", of clinician: StaffID? = nil, limit: Int = 50
    ) async throws -> [Client] {
        try await clients(ClientFilter(text: text, clinician: clinician), in: practice, limit: limit)
    }

    /// A part of a list of clients, by name.
    public func clients(_ filter: ClientFilter, in practice: PracticeID, limit: Int, offset: Int = 0) async throws -> [Client] {
        let (from, arguments) = filter.statement(in: practice)
        return try await read {
            try $0.rows(
                "SELECT client.* \(from) ORDER BY client.search_key, client.client_id LIMIT ? OFFSET ?", arguments + [limit, offset]
            ).map(Client.init(row:))
        }
    }

    public func countClients(_ filter: ClientFilter, in practice: PracticeID) async throws -> Int {
        let (from, arguments) = filter.statement(in: practice)
        return try await read { try $0.row("SELECT COUNT(*) AS clients \(from)", arguments)?.value("clients") ?? 0 }
    }

    /// Clients who may well be the person who signed up: first those of the same address, then those whose name begins and ends
    /// with the same words.
    ///
    /// - Parameter limit: At most that many. Default 3.
    public func clients(like account: Account, limit: Int = 3) async throws -> [Client] {
        let words = SearchKey(account.name.text).text.split(separator: " ").map(String.init)
        return try await read { db in
            var found = try db.rows(
                """
                SELECT * FROM client WHERE practice_id = ? AND email = ? AND archived_at IS NULL
                ORDER BY search_key, client_id LIMIT ?
                """,
                [account.practice, account.email, limit]
            ).map(Client.init(row:))
            guard let first = words.first, let last = words.last else { return found }
            // From the first word to the character after the blank that follows it.
            let rows = try db.rows(
                """
                SELECT * FROM client WHERE practice_id = ? AND archived_at IS NULL AND search_key >= ? AND search_key < ?
                    AND ' ' || search_key LIKE ?
                ORDER BY search_key, client_id LIMIT ?
                """,
                [account.practice, first, first + "!", "% \(last)", limit]
            )
            let known = Set(found.map(\.id))
            found += try rows.map(Client.init(row:)).filter { !known.contains($0.id) }
            return Array(found.prefix(limit))
        }
    }

    /// Clients in use of a name, however it is spelt: somebody may be about to add one twice.
    public func clients(named name: DisplayName, of clinician: StaffID?, in practice: PracticeID) async throws -> [Client] {
        let key = SearchKey(name.text)
        return try await clients(ClientFilter(text: name.text, clinician: clinician), in: practice, limit: 20)
            .filter { SearchKey($0.name.text) == key }
    }
}

extension ClientFilter {
    /// Everything of a statement between its columns and its order. For a clinician it goes from their clients to the records,
    /// for a practice through its records in the order of their names.
    fileprivate func statement(in practice: PracticeID) -> (from: String, arguments: StatementArguments) {
        let key = SearchKey(text)
        let isFound = """
            client.archived_at IS \(isArchived ? "NOT NULL" : "NULL")
            AND (' ' || client.search_key LIKE ? OR \(Self.joinedKey) LIKE ?)
            """
        let patterns: StatementArguments = key.text.isEmpty ? ["%", "%"] : ["% \(key.text)%", "% \(key.joined)%"]
        guard let clinician else {
            return ("FROM client WHERE client.practice_id = ? AND \(isFound)", [practice] + patterns)
        }
        return (
            """
            FROM client_clinician CROSS JOIN client
            WHERE client_clinician.practice_id = ? AND client_clinician.staff_id = ?
                AND client.practice_id = client_clinician.practice_id AND client.client_id = client_clinician.client_id
                AND \(isFound)
            """,
            [practice, clinician] + patterns
        )
    }

    /// ``SearchKey/joined`` in SQL.
    private static let joinedKey = SearchKey.elisions.reduce("' ' || client.search_key") { "REPLACE(\($0), ' \($1) ', ' \($1)')" }
}
