import Foundation
import GRDB
import PortalCore
import SignalingProtocol

/// Which entries of an audit log are wanted; without any wish, all.
public struct AuditFilter: Equatable, Sendable {
    /// Who did it, as the entry has it: `staff:…`, `operator`.
    public var actor: String?
    public var act: String?
    /// To what: an id.
    public var object: String?
    /// When it was done.
    public var time: Range<Instant>?

    public init(actor: String? = nil, act: String? = nil, object: String? = nil, time: Range<Instant>? = nil) {
        self.actor = actor
        self.act = act
        self.object = object
        self.time = time
    }
}

/// An entry with its hash, for who wants to check it elsewhere.
public struct HashedAuditRecord: Equatable, Sendable {
    public let record: AuditRecord
    public let hash: [UInt8]
}

extension PortalStore {
    /// The entries of a practice, newest first.
    public func audit(
        of practice: PracticeID, matching filter: AuditFilter = AuditFilter(), skipping offset: Int = 0, limit: Int = 200
    ) async throws -> [AuditRecord] {
        let (condition, arguments) = filter.condition(in: practice)
        return try await read {
            try $0.rows("SELECT * FROM audit WHERE \(condition) ORDER BY number DESC LIMIT ? OFFSET ?", arguments + [limit, offset])
                .map(AuditRecord.init(row:))
        }
    }

    /// How many entries of a practice match.
    public func auditCount(of practice: PracticeID, matching filter: AuditFilter = AuditFilter()) async throws -> Int {
        let (condition, arguments) = filter.condition(in: practice)
        return try await read {
            try $0.row("SELECT COUNT(*) AS entries FROM audit WHERE \(condition)", arguments)?.value("entries") ?? 0
        }
    }

    /// The next entries of a practice after a number, oldest first: an export takes them piece by piece.
    public func audit(
        of practice: PracticeID, matching filter: AuditFilter, after number: Int64, limit: Int = 500
    ) async throws -> [HashedAuditRecord] {
        let (condition, arguments) = filter.condition(in: practice)
        return try await read {
            try $0.rows("SELECT * FROM audit WHERE \(condition) AND number > ? ORDER BY number LIMIT ?", arguments + [number, limit])
                .map { row in
                    let hash: Data = try row.value("hash")
                    return HashedAuditRecord(record: try AuditRecord(row: row), hash: [UInt8](hash))
                }
        }
    }
}

extension AuditFilter {
    fileprivate func condition(in practice: PracticeID) -> (sql: String, arguments: StatementArguments) {
        var sql = ["practice_id = ?"]
        var arguments: StatementArguments = [practice]
        for (column, value) in [("actor", actor), ("act", act), ("object", object)] {
            guard let value else { continue }
            sql.append("\(column) = ?")
            arguments += [value]
        }
        if let time {
            sql.append("happened_at >= ? AND happened_at < ?")
            arguments += [time.lowerBound, time.upperBound]
        }
        return (sql.joined(separator: " AND "), arguments)
    }
}
