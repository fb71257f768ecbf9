import Foundation

/// What a token says about its own signature (RFC 7515, section 4.1), read before any of it is believed.
struct TokenHeader: Decodable, Equatable {
    /// The longest token that is read, in bytes.
    static let longestToken = 4_096

    let alg: String
    let typ: String
    let kid: String
    /// What whoever reads the token has to know; there is nothing that we do.
    let crit: [String]?

    /// - Returns: `nil` unless the token has three parts, of which the first is such a header, and asks for nothing that we don't know.
    init?(of token: String) {
        guard token.utf8.count <= Self.longestToken else { return nil }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let data = Self.decodeBase64URL(parts[0]),
            let header = try? JSONDecoder().decode(Self.self, from: data), header.crit == nil
        else { return nil }
        self = header
    }

    private static func decodeBase64URL(_ text: Substring) -> Data? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/") + padding)
    }
}
