import Crypto
import Foundation
import GRDB
import PortalCore
import SignalingProtocol

/// The key that the heads of audit logs are signed with: HMAC-SHA256 (RFC 2104) under 256 random bits.
///
/// It is made once, by the step of the schema that makes the chain, and never again: a log whose key is gone takes nothing more,
/// rather than being signed anew by whoever took the key away.
struct AuditKey {
    private static let name = "audit-key"

    private let key: SymmetricKey

    /// - Throws: ``StoredRowError`` if the key is gone.
    init(_ db: Database) throws {
        let stored: Data? = try db.row("SELECT value FROM server_secret WHERE name = ?", [Self.name])?.value("value")
        guard let stored, stored.count == 32 else { throw StoredRowError(what: "no key for the audit log") }
        key = SymmetricKey(data: stored)
    }

    static func make(_ db: Database) throws {
        let fresh = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        // A step of the schema has no clock.
        try db.run(
            "INSERT INTO server_secret (name, value, created_at) VALUES (?, ?, ?)", [name, fresh, Instant(milliseconds: 0)])
    }

    func signature(of head: AuditChain.Head, in practice: PracticeID) -> [UInt8] {
        [UInt8](HMAC<SHA256>.authenticationCode(for: AuditChain.bytes(of: head, in: practice), using: key))
    }

    /// Compares without telling, by the time it takes, where two signatures differ.
    func isSignature(_ signature: [UInt8], of head: AuditChain.Head, in practice: PracticeID) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(
            signature, authenticating: AuditChain.bytes(of: head, in: practice), using: key)
    }
}

extension AuditChain {
    static let sha256: Hash = { [UInt8](SHA256.hash(data: $0)) }
}
