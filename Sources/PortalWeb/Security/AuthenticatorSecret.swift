import Crypto
import Foundation
import PortalCore
import SignalingProtocol
import Storage

/// What stands behind the second step of a login: the secret of the authenticator app, derived from who it is for and its
/// version, so that none is stored; and recovery codes, of which keyed hashes are.
struct AuthenticatorSecret: Sendable {
    let key: ServerKey

    /// The app of a member of staff, with the secret of one version.
    func app(of staff: StaffID, version: Int) -> TOTP? {
        TOTP(secret: Array(key.code(for: "\(staff):\(version)", purpose: .authenticator).prefix(TOTP.secretBytes)))
    }

    /// What a typed code proves; `nil` if nothing. A code of the app that was used before proves nothing either.
    func proof(_ typed: String, of staff: StaffID, step: SecondStep, now: Instant) -> SecondStepProof? {
        if let code = OneTimeCode(typed: typed) {
            return app(of: staff, version: step.version)?.match(code, now: now, after: step.lastStep, hmac: Self.hmac)
                .map(SecondStepProof.app)
        }
        return RecoveryCode(typed: typed).flatMap { hash(of: $0, for: staff) }.map(SecondStepProof.recoveryCode)
    }

    /// What is stored of a recovery code.
    func hash(of code: RecoveryCode, for staff: StaffID) -> SecretHash? {
        SecretHash(bytes: Array(key.code(for: "\(staff):\(code.characters)", purpose: .recoveryCode)))
    }

    /// Recovery codes that nobody has seen yet.
    static func freshCodes() -> [RecoveryCode] {
        RecoveryCode.codes(from: (0..<RecoveryCode.byteCount).map { _ in UInt8.random(in: .min ... .max) }) ?? []
    }

    /// HMAC-SHA-1, which RFC 6238's apps all speak; nothing else here uses it.
    static func hmac(_ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        Array(HMAC<Insecure.SHA1>.authenticationCode(for: Data(message), using: SymmetricKey(data: key)))
    }
}
