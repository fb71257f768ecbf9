import Crypto
import JWTKit
import SignalingProtocol

/// A public key whose tokens are believed, bound to the one issuer it may speak for.
struct TrustedKey: Sendable {
    enum Material: Sendable {
        case ed25519(Curve25519.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)

        /// The only `alg` that is read with this key (RFC 8725, section 3.1).
        var algorithm: String {
            switch self {
            case .ed25519: "EdDSA"
            case .p256: "ES256"
            }
        }
    }

    var id: String
    var issuer: String
    /// Another platform's key speaks for one practice alone; `nil` for this installation's own.
    var practice: PracticeID?
    var material: Material

    func collection() async throws -> JWTKeyCollection {
        let keys = JWTKeyCollection()
        switch material {
        case .ed25519(let key): await keys.add(eddsa: EdDSA.PublicKey(backing: key), kid: JWKIdentifier(string: id))
        case .p256(let key): await keys.add(ecdsa: try ES256PublicKey(backing: key), kid: JWKIdentifier(string: id))
        }
        await keys.clearDefault()
        return keys
    }
}
