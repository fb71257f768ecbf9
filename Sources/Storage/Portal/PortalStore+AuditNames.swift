import GRDB
import PortalCore
import SignalingProtocol

/// What an id in the audit log stands for, as it is called now.
public struct AuditedThing: Equatable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case staff, account, client, session, link, program, service, webhook, practice, receipt
    }

    public let kind: Kind
    /// Of a session: of whom it is for. Of a link: its label, if it has one.
    public let name: String
    /// Of a session.
    public let startsAt: Instant?

    init(_ kind: Kind, name: String, startsAt: Instant? = nil) {
        self.kind = kind
        self.name = name
        self.startsAt = startsAt
    }
}

extension PortalStore {
    /// Looks up what the entries of a page speak of. The log itself holds ids alone.
    ///
    /// - Parameter ids: Of anything, with or without a kind in front (`staff:…`); those that name nothing are missing in the answer.
    public func auditedThings(_ ids: Set<String>, in practice: PracticeID) async throws -> [String: AuditedThing] {
        guard !ids.isEmpty else { return [:] }
        let wanted = ids.map { ($0, $0.split(separator: ":").last.map(String.init) ?? $0) }
        let plain = Set(wanted.map(\.1)).sorted()
        return try await read { db in
            var found: [String: AuditedThing] = [:]
            for (kind, table, column, name) in Self.named {
                let rows = try db.rows(
                    "SELECT \(column) AS id, \(name) AS name FROM \(table) WHERE practice_id = ? AND \(column) IN (\(placeholders(plain.count)))",
                    [practice] + StatementArguments(plain))
                for row in rows { found[try row.value("id")] = AuditedThing(kind, name: try row.value("name")) }
            }
            let sessions = try db.rows(
                "SELECT * FROM booking WHERE practice_id = ? AND booking_id IN (\(placeholders(plain.count)))",
                [practice] + StatementArguments(plain))
            for session in try BookedSession.all(sessions, in: practice, db) {
                let names = session.clients.map(\.name.text).joined(separator: ", ")
                found[session.booking.id.rawValue] = AuditedThing(.session, name: names, startsAt: session.booking.startsAt)
            }
            return Dictionary(wanted.compactMap { id, key in found[key].map { (id, $0) } }) { first, _ in first }
        }
    }

    private static let named: [(AuditedThing.Kind, table: String, column: String, name: String)] = [
        (.staff, "staff", "staff_id", "name"), (.account, "account", "account_id", "name"), (.client, "client", "client_id", "name"),
        (.link, "link", "link_id", "COALESCE(label, '')"), (.program, "api_key", "key_id", "name"),
        (.service, "service", "service_id", "name"), (.webhook, "webhook", "webhook_id", "url"),
        (.practice, "practice", "practice_id", "name"), (.receipt, "receipt", "receipt_id", "printf('%04d-%05d', year, number)"),
    ]
}
