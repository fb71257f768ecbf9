import Crypto
import Foundation
import Storage

enum Secrets {
    /// 256 random bits, hashed as the store keeps them.
    static func hashOfRandomToken() throws -> SecretHash {
        let token = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        guard let hash = SecretHash(bytes: [UInt8](SHA256.hash(data: token))) else {
            throw CommandFailure("internal", "a hash of the wrong length")
        }
        return hash
    }
}
