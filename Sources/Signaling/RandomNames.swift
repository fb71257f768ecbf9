import Crypto
import SignalingProtocol

/// The random names that a room gets handed, since it makes none itself.
enum RandomNames {
    /// 128 random bits, 22 characters.
    static func id<Kind>() -> Identifier<Kind> {
        while true {
            if let id = Identifier<Kind>(rawValue: bytes(16).base64URL) { return id }
        }
    }

    /// 256 random bits, 43 characters, and what is kept of them.
    static func resumeToken() -> (token: String, hash: ResumeHash) {
        let token = bytes(32).base64URL
        return (token, hash(of: token))
    }

    static func hash(of token: String) -> ResumeHash {
        ResumeHash(rawValue: Array(SHA256.hash(data: Array(token.utf8))).hexadecimal)
    }

    private static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
