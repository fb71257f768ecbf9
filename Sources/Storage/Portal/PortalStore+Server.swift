import Foundation
import GRDB
import PortalCore
import SignalingProtocol

/// Who did what, for the practice to look up.
public struct AuditEntry: Equatable, Sendable {
    public var practice: PracticeID
    public var at: Instant
    /// Who: a login's subject, or `operator` on the command line.
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
    /// A secret of the server's own, such as a signing key: the stored one, or else `fresh`, which is stored from now on.
    ///
    /// Two processes that start at once get the same.
    public func secret(named name: String, orStoring fresh: [UInt8], now: Instant) async throws -> [UInt8] {
        try await write { db in
            try db.run(
                "INSERT INTO server_secret (name, value, created_at) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING",
                [name, Data(fresh), now]
            )
            let stored: Data? = try db.row("SELECT value FROM server_secret WHERE name = ?", [name])?.value("value")
            return stored.map { [UInt8]($0) } ?? fresh
        }
    }

    public func appendAudit(_ entry: AuditEntry) async throws {
        try await write {
            try $0.run(
                "INSERT INTO audit (practice_id, happened_at, actor, act, object, address) VALUES (?, ?, ?, ?, ?, ?)",
                [entry.practice, entry.at, entry.actor, entry.act, entry.object, entry.address]
            )
        }
    }

    /// The newest entries of a practice, newest first.
    public func audit(of practice: PracticeID, limit: Int = 200) async throws -> [AuditEntry] {
        try await read {
            try $0.rows("SELECT * FROM audit WHERE practice_id = ? ORDER BY sequence DESC LIMIT ?", [practice, limit]).map { row in
                AuditEntry(
                    practice: try row.value("practice_id"), at: try row.value("happened_at"), actor: try row.value("actor"),
                    act: try row.value("act"), object: try row.value("object"), address: try row.value("address")
                )
            }
        }
    }
}
