import GRDB
import PortalCore
import SignalingProtocol

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

    /// Who may log in with an address at a door; `nil` if nobody may.
    static func find(
        _ email: EmailAddress, at form: LoginAttempt.Form, in practice: PracticeID, _ db: Database
    ) throws -> LoginID? {
        switch form {
        case .account:
            try Account.find(email: email, in: practice, db).flatMap { $0.disabledAt == nil ? .account($0.id) : nil }
        case .staff:
            try Staff.find(email: email, in: practice, db).flatMap { $0.isActive ? .staff($0.id) : nil }
        }
    }

    /// The e-mail address of somebody who may log in; `nil` for who was disabled, left, or never was.
    func address(in practice: PracticeID, _ db: Database) throws -> EmailAddress? {
        switch self {
        case .account(let id): try Account.find(id, in: practice, db).flatMap { $0.disabledAt == nil ? $0.email : nil }
        case .staff(let id): try Staff.find(id, in: practice, db).flatMap { $0.isActive ? $0.email : nil }
        }
    }

    func phc(in practice: PracticeID, _ db: Database) throws -> String? {
        try db.row("SELECT phc FROM password WHERE practice_id = ? AND kind = ? AND login_id = ?", [practice, kind, id])?
            .value("phc")
    }

    private static func read<Kind>(_ text: String) throws -> Identifier<Kind> {
        guard let id = Identifier<Kind>(rawValue: text) else { throw StoredRowError(what: "no such login") }
        return id
    }
}
