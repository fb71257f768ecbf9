import Crypto
import Foundation

/// The key that a server derives its own secrets from. Each purpose gets a key of its own (HKDF, RFC 5869), so that a value
/// made for one can never stand for another.
public struct ServerKey: Sendable {
    /// The fewest bytes of key material that are taken.
    public static let minimumBytes = 32

    private let key: SymmetricKey

    /// - Returns: `nil` if there are fewer than ``minimumBytes``.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count >= Self.minimumBytes else { return nil }
        key = SymmetricKey(data: Data(bytes))
    }

    enum Purpose: String {
        case directLink = "vestibule direct link"
        case form = "vestibule form"
        case challengeLink = "vestibule challenge link"
        case challengeCode = "vestibule challenge code"
        case authenticator = "vestibule authenticator"
        case recoveryCode = "vestibule recovery code"
        case webhook = "vestibule webhook"
    }

    /// HMAC-SHA256 over `text` under the key of a purpose.
    func code(for text: String, purpose: Purpose) -> Data {
        let derived = HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Data(purpose.rawValue.utf8), outputByteCount: 32)
        return Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: derived))
    }
}

/// Compares without telling, by the time it takes, where two texts differ.
func isSame(_ left: String, _ right: String) -> Bool {
    let left = Array(left.utf8), right = Array(right.utf8)
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
}
