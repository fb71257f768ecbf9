import Crypto
import Foundation
import SignalingProtocol
import Testing

/// A token taken apart, to be changed and signed as no signer of ours would.
struct Forgery {
    /// As text, so that it may be no JSON at all.
    var header: String
    var claims: [String: JSONValue]
    private let signature: String

    init(of token: String) throws {
        let parts = token.split(separator: ".").map(String.init)
        try #require(parts.count == 3)
        header = String(decoding: try Self.decode(parts[0]), as: UTF8.self)
        claims = try JSONDecoder().decode([String: JSONValue].self, from: Self.decode(parts[1]))
        signature = parts[2]
    }

    /// The same with one claim changed, which has to be there.
    func with(_ claim: String, _ value: JSONValue) throws -> Forgery {
        try #require(claims[claim] != nil)
        var forgery = self
        forgery.claims[claim] = value
        return forgery
    }

    func with(header: String) -> Forgery {
        var forgery = self
        forgery.header = header
        return forgery
    }

    func signed(by key: Curve25519.Signing.PrivateKey) throws -> String { try signed { try key.signature(for: $0) } }
    func signed(by key: P256.Signing.PrivateKey) throws -> String { try signed { try key.signature(for: $0).rawRepresentation } }

    /// HMAC with a secret that anybody knows.
    func signed(with publicKey: Curve25519.Signing.PublicKey) throws -> String {
        let secret = SymmetricKey(data: publicKey.rawRepresentation)
        return try signed { Data(HMAC<SHA256>.authenticationCode(for: $0, using: secret)) }
    }

    func unsigned() throws -> String { try signed { _ in Data() } }

    /// With the signature of what it was before.
    func notSignedAgain() throws -> String { try input() + "." + signature }

    private func signed(_ sign: (Data) throws -> Data) throws -> String {
        let input = try input()
        return input + "." + Self.base64URL(try sign(Data(input.utf8)))
    }

    private func input() throws -> String { Self.base64URL(Data(header.utf8)) + "." + Self.base64URL(try JSONEncoder().encode(claims)) }

    private static func base64URL(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func decode(_ text: String) throws -> Data {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return try #require(Data(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/") + padding))
    }
}
