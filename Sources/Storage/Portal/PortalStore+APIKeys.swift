import Crypto
import Foundation
import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// How many keys of a practice may be in use at a time: 50, more than any clinic has programs.
    public static let keysPerPractice = 50
    /// How exactly it is known when a key was last used: to the minute, so that a busy program costs no write each time.
    public static let keyUseResolution = Duration.seconds(60)

    /// Makes a key for a program.
    ///
    /// - Returns: The key, and its secret, which can't be had again: its hash alone is kept.
    /// - Throws: ``PortalStoreError/tooManyKeys``, ``PortalStoreError/notFound`` (the practice).
    public func createAPIKey(
        name: DisplayName, scopes: Set<APIScope>, in practice: PracticeID, now: Instant
    ) async throws -> (key: APIKey, secret: String) {
        let key = APIKey(id: .random(), practice: practice, name: name, scopes: scopes, createdAt: now, maker: actor.staff)
        let secret = APIKey.freshSecret()
        let hash = Data(SHA256.hash(data: Data(secret.utf8)))
        try await writeQuietly { db in
            let count: Int? = try db.row(
                "SELECT COUNT(*) AS keys FROM api_key WHERE practice_id = ? AND revoked_at IS NULL", [practice])?.value("keys")
            guard let count, count < Self.keysPerPractice else { throw PortalStoreError.tooManyKeys }
            try db.run(
                """
                INSERT INTO api_key (practice_id, key_id, name, key_hash, scopes, created_at, made_by) VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [practice, key.id, name, hash, scopes.list, now, key.maker])
            try note("key.created", on: key.id.rawValue, detail: ["scopes": scopes.auditList], in: practice, now: now, db)
        }
        return (key, secret)
    }

    /// The key that a program shows the secret of; `nil` if it is nobody's, or revoked. That it was used is written down.
    ///
    /// Whatever is shown costs one hash and one look into one index, and the hash says nothing about how near a guess was.
    public func apiKey(secret: String, now: Instant) async throws -> APIKey? {
        let hash = Data(SHA256.hash(data: Data(secret.utf8)))
        let found = try await read { db in
            try db.row("SELECT * FROM api_key WHERE key_hash = ?", [hash]).map(APIKey.init(row:))
        }
        guard let key = found, key.revokedAt == nil else { return nil }
        if let used = key.lastUsedAt, used + Self.keyUseResolution > now { return key }
        return try await writeQuietly { db in
            // A revocation in between wins.
            try db.row(
                "UPDATE api_key SET last_used_at = ? WHERE practice_id = ? AND key_id = ? AND revoked_at IS NULL RETURNING *",
                [now, key.practice, key.id]
            ).map(APIKey.init(row:))
        }
    }

    /// A key of a practice, revoked ones too.
    public func apiKey(_ id: APIKeyID, in practice: PracticeID) async throws -> APIKey? {
        try await read { db in
            try db.row("SELECT * FROM api_key WHERE practice_id = ? AND key_id = ?", [practice, id]).map(APIKey.init(row:))
        }
    }

    /// The keys of a practice that open something, newest first.
    public func apiKeys(of practice: PracticeID) async throws -> [APIKey] {
        try await read { db in
            try db.rows(
                "SELECT * FROM api_key WHERE practice_id = ? AND revoked_at IS NULL ORDER BY created_at DESC, key_id LIMIT ?",
                [practice, Self.keysPerPractice]
            ).map(APIKey.init(row:))
        }
    }

    /// Ends a key at once and for good. Revoking it again changes nothing.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func revokeAPIKey(_ id: APIKeyID, in practice: PracticeID, now: Instant) async throws {
        try await writeQuietly { db in
            guard let row = try db.row("SELECT * FROM api_key WHERE practice_id = ? AND key_id = ?", [practice, id]) else {
                throw PortalStoreError.notFound
            }
            guard try APIKey(row: row).revokedAt == nil else { return }
            try revokeAPIKey(id, in: practice, now: now, db)
        }
    }

    /// Ends the keys that somebody made and couldn't make any more, who has left or sees less of the practice now: their secrets
    /// are known to them.
    func revokeAPIKeys(beyond maker: Staff, now: Instant, _ db: Database) throws {
        let rows = try db.rows(
            "SELECT * FROM api_key WHERE practice_id = ? AND made_by = ? AND revoked_at IS NULL", [maker.practice, maker.id])
        for key in try rows.map(APIKey.init(row:)) where !key.scopes.isSubset(of: maker.scopesToGive) {
            try revokeAPIKey(key.id, in: maker.practice, now: now, db)
        }
    }

    private func revokeAPIKey(_ id: APIKeyID, in practice: PracticeID, now: Instant, _ db: Database) throws {
        try db.run("UPDATE api_key SET revoked_at = ? WHERE practice_id = ? AND key_id = ?", [now, practice, id])
        try note("key.revoked", on: id.rawValue, in: practice, now: now, db)
    }
}

extension APIKey {
    /// `vestibule_` and 256 random bits as base64url. What it begins with lets scanners find keys that lie in public places.
    fileprivate static func freshSecret() -> String {
        let bits = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let text = bits.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        return "vestibule_\(text)"
    }

    init(row: Row) throws {
        let list: String = try row.value("scopes")
        guard let scopes = Set<APIScope>(list: list) else { throw StoredRowError(what: "no scopes of a key") }
        self.init(
            id: try row.value("key_id"), practice: try row.value("practice_id"), name: try row.value("name"), scopes: scopes,
            createdAt: try row.value("created_at"), maker: try row.value("made_by"), lastUsedAt: try row.value("last_used_at"),
            revokedAt: try row.value("revoked_at"))
    }
}

extension Set<APIScope> {
    /// As the audit log has values.
    fileprivate var auditList: String { list.replacing(" ", with: ",") }
}
