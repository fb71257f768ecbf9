import Foundation
import GRDB
import PortalCore
import SignalingProtocol

/// What checking an audit log found.
public enum AuditVerdict: Equatable, Sendable {
    /// Every entry is as it was written, up to this head.
    case intact(AuditChain.Head)
    case broken(AuditFlaw)
}

/// Why an audit log isn't as it was written.
public enum AuditFlaw: Error, Equatable, Sendable {
    case chain(AuditVerification.Flaw)
    /// The practice has no signed head: it was taken out.
    case headMissing
    /// The head's signature is none of this server's.
    case headForged
    /// The entry isn't the one that was seen before: the log was made anew by somebody who has the key.
    case unlikeSeen(Int64)
}

extension PortalStore {
    /// Checks a practice's audit log from its first entry to its signed head, in one read.
    ///
    /// - Parameter seen: A head that was written down elsewhere: what only somebody with the key could do to the log shows by it.
    public func verifyAudit(of practice: PracticeID, seen: AuditChain.Head? = nil) async throws -> AuditVerdict {
        try await read { db in
            guard let signed = try SignedHead.find(of: practice, db) else { return .broken(.headMissing) }
            guard try AuditKey(db).isSignature(signed.signature, of: signed.head, in: practice) else { return .broken(.headForged) }
            var verification = AuditVerification(of: practice, hash: AuditChain.sha256)
            var isAsSeen = seen == nil
            // One after the other: a log may be far larger than memory should hold.
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM audit WHERE practice_id = ? ORDER BY number", arguments: [practice])
            while let row = try rows.next() {
                let (record, hash) = (try AuditRecord(row: row), try row.value("hash") as Data)
                verification.add(record, hash: [UInt8](hash))
                if record.number == seen?.number { isAsSeen = [UInt8](hash) == seen?.hash }
            }
            if let flaw = verification.firstFlaw(head: signed.head) { return .broken(.chain(flaw)) }
            guard isAsSeen else { return .broken(.unlikeSeen(seen?.number ?? 0)) }
            return .intact(signed.head)
        }
    }
}
