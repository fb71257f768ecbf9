import Foundation
import GRDB
import PortalCore
import SignalingProtocol

extension AuditRecord {
    init(row: Row) throws {
        let detail: String? = try row.value("detail")
        self.init(
            practice: try row.value("practice_id"), number: try row.value("number"), at: try row.value("happened_at"),
            actor: try row.value("actor"), act: try row.value("act"), object: try row.value("object"),
            detail: detail.map(AuditDetail.init(stored:)), address: try row.value("address")
        )
    }

    /// Adds an entry to its practice's chain, and signs the new head: in the transaction of what it tells of.
    ///
    /// - Throws: A failure of the database, also if the entry doesn't follow the newest one.
    func append(after last: AuditChain.Head, key: AuditKey, _ db: Database) throws {
        let hash = AuditChain.sha256(AuditChain.bytes(of: self, after: last.hash))
        try db.run(
            """
            INSERT INTO audit (practice_id, number, happened_at, actor, act, object, detail, address, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [practice, number, at, actor, act, object, detail?.text, address, Data(hash)]
        )
        try SignedHead.move(to: AuditChain.Head(number: number, hash: hash), of: practice, key: key, db)
    }
}
