import GRDB
import PortalCore
import SignalingProtocol

/// Who changes something, and from where.
public struct Actor: Equatable, Sendable {
    public let name: String
    /// Their network address, where there is one.
    public let address: String?

    public init(_ subject: SubjectID, from address: String?) {
        name = subject.rawValue
        self.address = address
    }

    private init(name: String, address: String? = nil) {
        self.name = name
        self.address = address
    }

    /// The server by itself: reminders, what follows from something else.
    public static let system = Actor(name: "system")
    /// Whoever may use the command line of the installation.
    public static let `operator` = Actor(name: "operator")
    /// Somebody whom no login or key stands for (yet): who signs up, or comes by a link.
    public static func stranger(from address: String?) -> Actor { Actor(name: "stranger", address: address) }
}

/// Who did what, for the practice to look up.
public struct AuditEntry: Equatable, Sendable {
    public var practice: PracticeID
    public var at: Instant
    /// Who: a login's subject, `operator` on the command line, `key:…` a program, `system` the server by itself.
    public var actor: String
    /// What, as a stable word: `booking.cancelled`.
    public var act: String
    /// On what: an id.
    public var object: String
    /// From which network address, where there is one.
    public var address: String?

    public init(practice: PracticeID, at: Instant, actor: String, act: String, object: String, address: String? = nil) {
        self.practice = practice
        self.at = at
        self.actor = actor
        self.act = act
        self.object = object
        self.address = address
    }
}

extension PortalStore {
    /// Writes down an act that changes nothing else, such as a login.
    public func appendAudit(_ act: String, on object: String, in practice: PracticeID, now: Instant) async throws {
        try await write { try note(act, on: object, in: practice, now: now, $0) }
    }

    /// Writes down what the change of this transaction does, in the name of the store's actor.
    ///
    /// - Parameters:
    ///   - act: A stable word: `booking.cancelled`.
    ///   - object: The id of what it is done to.
    func note(_ act: String, on object: String, in practice: PracticeID, now: Instant, _ db: Database) throws {
        try db.run(
            "INSERT INTO audit (practice_id, happened_at, actor, act, object, address) VALUES (?, ?, ?, ?, ?, ?)",
            [practice, now, actor.name, act, object, actor.address]
        )
    }

    /// The newest entries of a practice, newest first.
    public func audit(of practice: PracticeID, limit: Int = 200) async throws -> [AuditEntry] {
        try await read {
            try $0.rows("SELECT * FROM audit WHERE practice_id = ? ORDER BY sequence DESC LIMIT ?", [practice, limit])
                .map(AuditEntry.init(row:))
        }
    }
}

extension AuditEntry {
    init(row: Row) throws {
        self.init(
            practice: try row.value("practice_id"), at: try row.value("happened_at"), actor: try row.value("actor"),
            act: try row.value("act"), object: try row.value("object"), address: try row.value("address")
        )
    }
}
