import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Sets the password of a login.
    ///
    /// - Parameter phc: The hash as a PHC string (`$argon2id$…`); the password itself never gets here.
    public func setPassword(_ phc: String, of login: LoginID, in practice: PracticeID, now: Instant) async throws {
        try await write { db in
            try db.run(
                """
                INSERT INTO password (practice_id, kind, login_id, phc, changed_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (practice_id, kind, login_id) DO UPDATE SET phc = excluded.phc, changed_at = excluded.changed_at
                """,
                [practice, login.kind, login.id, phc, now]
            )
        }
    }

    /// The PHC string of a login's password; `nil` if it has none.
    public func password(of login: LoginID, in practice: PracticeID) async throws -> String? {
        try await read {
            try $0.row(
                "SELECT phc FROM password WHERE practice_id = ? AND kind = ? AND login_id = ?", [practice, login.kind, login.id]
            )?.value("phc")
        }
    }
}

extension LoginID {
    /// In SQL a login is a kind and an id.
    var kind: String {
        switch self {
        case .staff: "staff"
        case .account: "account"
        }
    }

    var id: String {
        switch self {
        case .staff(let id): id.rawValue
        case .account(let id): id.rawValue
        }
    }

    init(kind: String, id: String) throws {
        switch kind {
        case "staff": self = .staff(try Self.read(id))
        case "account": self = .account(try Self.read(id))
        default: throw StoredRowError(what: "no such login")
        }
    }

    private static func read<Kind>(_ text: String) throws -> Identifier<Kind> {
        guard let id = Identifier<Kind>(rawValue: text) else { throw StoredRowError(what: "no such login") }
        return id
    }
}
