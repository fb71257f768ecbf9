import Crypto
import Foundation
import SignalingProtocol

/// The keys of other platforms that may issue room tokens, as the file of `VESTIBULE_TOKEN_ISSUERS` lists them.
enum TrustedIssuers {
    private struct Entry: Decodable {
        var issuer: String
        var practice: PracticeID
        var kid: String
        var publicKey: String
    }

    /// - Throws: ``SettingsError`` if the file isn't what ``SettingKey/tokenIssuers`` expects, names this installation as an
    ///   issuer, or uses one `kid` twice.
    static func read(_ file: URL) throws -> [TrustedKey] {
        let wrong = SettingsError(
            key: SettingKey.tokenIssuers.environmentName, value: file.plainPath, expected: SettingKey.tokenIssuers.expected)
        guard let data = try? Data(contentsOf: file), let entries = try? JSONDecoder().decode([Entry].self, from: data),
            Set(entries.map(\.kid)).count == entries.count, entries.allSatisfy({ $0.issuer != TokenSigner.issuer })
        else { throw wrong }
        return try entries.map { entry in
            guard let material = material(entry.publicKey) else { throw wrong }
            return TrustedKey(id: entry.kid, issuer: entry.issuer, practice: entry.practice, material: material)
        }
    }

    private static func material(_ pem: String) -> TrustedKey.Material? {
        if let key = try? P256.Signing.PublicKey(pemRepresentation: pem) { return .p256(key) }
        // SubjectPublicKeyInfo of Ed25519 (RFC 8410, section 4): 12 bytes of algorithm, then the key.
        let prefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        let body = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
        guard let der = Data(base64Encoded: body), der.starts(with: prefix), der.count == prefix.count + 32,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: der.dropFirst(prefix.count))
        else { return nil }
        return .ed25519(key)
    }
}
