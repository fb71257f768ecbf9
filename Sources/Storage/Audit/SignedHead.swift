import Foundation
import GRDB
import PortalCore
import SignalingProtocol

/// Where a practice's audit log has got to, as it is stored: with its signature.
struct SignedHead {
    let practice: PracticeID
    let head: AuditChain.Head
    let signature: [UInt8]

    static func find(of practice: PracticeID, _ db: Database) throws -> SignedHead? {
        try db.row("SELECT * FROM audit_head WHERE practice_id = ?", [practice]).map { row in
            let hash: Data = try row.value("hash")
            let signature: Data = try row.value("signature")
            return SignedHead(
                practice: practice, head: AuditChain.Head(number: try row.value("number"), hash: [UInt8](hash)),
                signature: [UInt8](signature))
        }
    }

    /// Signs the first entry's head, or moves the head on by one.
    static func move(to head: AuditChain.Head, of practice: PracticeID, key: AuditKey, _ db: Database) throws {
        let signature = Data(key.signature(of: head, in: practice))
        if head.number == 1 {
            try db.run(
                "INSERT INTO audit_head (practice_id, number, hash, signature) VALUES (?, ?, ?, ?)",
                [practice, head.number, Data(head.hash), signature])
        } else {
            try db.run(
                "UPDATE audit_head SET number = ?, hash = ?, signature = ? WHERE practice_id = ?",
                [head.number, Data(head.hash), signature, practice])
        }
    }
}
