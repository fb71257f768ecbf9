import Crypto
import Foundation
import JWTKit
import SignalingProtocol

/// Signs this installation's tokens with its Ed25519 key (RFC 8037).
struct TokenSigner: Sendable {
    /// The issuer that stands in this installation's own tokens.
    static let issuer = "vestibule"

    let keyID: String
    let publicKey: Curve25519.Signing.PublicKey
    private let keys: JWTKeyCollection

    init(_ key: Curve25519.Signing.PrivateKey) async {
        publicKey = key.publicKey
        keyID = Self.thumbprint(of: key.publicKey)
        keys = JWTKeyCollection()
        await keys.add(eddsa: EdDSA.PrivateKey(backing: key), kid: JWKIdentifier(string: keyID))
        await keys.clearDefault()
    }

    func sign(_ grant: RoomGrant) async throws -> String {
        try await keys.sign(RoomTokenClaims(grant), kid: JWKIdentifier(string: keyID), header: ["typ": "room+jwt"])
    }

    func sign(_ grant: StaffGrant, issuedAt: Instant) async throws -> String {
        let claims = StaffTokenClaims(grant, issuer: Self.issuer, issuedAt: issuedAt)
        return try await keys.sign(claims, kid: JWKIdentifier(string: keyID), header: ["typ": "staff+jwt"])
    }

    /// The public key as a JWK set (RFC 7517), for `/.well-known/jwks.json`.
    var keySet: JWKSet { JWKSet(keys: [.init(kid: keyID, x: Self.base64URL(publicKey.rawRepresentation))]) }

    struct JWKSet: Codable, Sendable {
        struct Key: Codable, Sendable {
            var kty = "OKP"
            var crv = "Ed25519"
            var use = "sig"
            var alg = "EdDSA"
            var kid: String
            var x: String

            init(kid: String, x: String) {
                self.kid = kid
                self.x = x
            }
        }
        var keys: [Key]
    }

    /// The JWK thumbprint (RFC 7638) names the key, so that a new key has a new name.
    private static func thumbprint(of key: Curve25519.Signing.PublicKey) -> String {
        let members = #"{"crv":"Ed25519","kty":"OKP","x":"\#(base64URL(key.rawRepresentation))"}"#
        return base64URL(Data(SHA256.hash(data: Data(members.utf8))))
    }

    private static func base64URL(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
