import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Writes down an act that changes nothing else, such as a login.
    public func appendAudit(
        _ act: String, on object: String, detail: AuditDetail? = nil, in practice: PracticeID, now: Instant
    ) async throws {
        try await writeQuietly { try note(act, on: object, detail: detail, in: practice, now: now, $0) }
    }

    /// Writes down what the change of this transaction does, in the name of the store's actor: the one place where the audit log
    /// grows. What can't be written down isn't done.
    ///
    /// - Parameters:
    ///   - act: A stable word: `booking.cancelled`. Audit.md lists them all, and audit.json says each in both languages.
    ///   - object: The id of what it is done to.
    ///   - detail: Words and ids; see ``AuditDetail``.
    func note(
        _ act: String, on object: String, detail: AuditDetail? = nil, in practice: PracticeID, now: Instant, _ db: Database
    ) throws {
        let last = try SignedHead.find(of: practice, db)?.head ?? .beginning
        let record = AuditRecord(
            // Past the last number there is none: the table refuses what comes before 1.
            practice: practice, number: last.number &+ 1, at: now, actor: actor.name, act: act, object: object, detail: detail,
            address: actor.address)
        try record.append(after: last, key: AuditKey(db), db)
    }
}
