import Foundation
import SignalingProtocol

/// Two-step login by an authenticator app: a code that changes every half minute (RFC 6238 over RFC 4226, HMAC-SHA-1, six
/// digits: what every app can do).
public struct TOTP: Equatable, Sendable {
    /// HMAC-SHA-1 (RFC 2104): 20 bytes from a key and a message. Handed in, since nothing here may import cryptography.
    public typealias HMAC = (_ key: [UInt8], _ message: [UInt8]) -> [UInt8]

    /// How long one code is shown, in seconds.
    public static let period: Int64 = 30
    /// How many steps a clock may be off, either way (RFC 6238, section 5.2).
    public static let tolerance: Int64 = 1
    /// How many random bytes make a secret: as many as HMAC-SHA-1 has (RFC 4226, section 4, R6).
    public static let secretBytes = 20

    public let secret: [UInt8]

    /// - Returns: `nil` unless the secret has ``secretBytes``.
    public init?(secret: [UInt8]) {
        guard secret.count == Self.secretBytes else { return nil }
        self.secret = secret
    }

    /// How many periods have passed since 1970: which code an app shows.
    public static func step(at moment: Instant) -> Int64 {
        let seconds = moment.seconds
        return seconds >= 0 ? seconds / period : (seconds - period + 1) / period
    }

    /// The code of a step.
    ///
    /// - Returns: `nil` if `hmac` gave anything but 20 bytes.
    public func code(at step: Int64, hmac: HMAC) -> OneTimeCode? {
        let message = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * Int64($0))) }
        let digest = hmac(secret, message)
        guard digest.count == 20, let last = digest.last else { return nil }
        // Dynamic truncation (RFC 4226, section 5.3): 31 bits from where the last four say.
        let number = digest.dropFirst(Int(last & 0x0F)).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return OneTimeCode(number: UInt64(number & 0x7FFF_FFFF))
    }

    /// The step that a typed code belongs to, one off at most.
    ///
    /// - Parameter lastStep: The step of the last code that was accepted: it and those before it are no longer good, so that
    ///   nobody can use a code that they watched being typed (RFC 6238, section 5.2). Keep the returned one from now on.
    /// - Returns: `nil` if the code isn't right.
    public func match(_ typed: OneTimeCode, now: Instant, after lastStep: Int64?, hmac: HMAC) -> Int64? {
        let current = Self.step(at: now)
        return (current - Self.tolerance...current + Self.tolerance)
            .filter { step in lastStep.map { step > $0 } ?? true }
            .first { code(at: $0, hmac: hmac) == typed }
    }
}

extension TOTP {
    /// The secret as an app takes it when it is typed: base32 in groups of four.
    public var typedSecret: String {
        let letters = Array(Base32.encode(secret))
        return stride(from: 0, to: letters.count, by: 4)
            .map { String(letters[$0..<min($0 + 4, letters.count)]) }
            .joined(separator: " ")
    }

    /// Reads a secret in base32; blanks, hyphens and case make no difference.
    public init?(base32 text: String) {
        guard text.utf8.count <= 128, let secret = Base32.decode(text) else { return nil }
        self.init(secret: secret)
    }

    /// What the QR code says: `otpauth://totp/{issuer}:{account}?secret=…`, as authenticator apps read it.
    ///
    /// A colon parts issuer and account, so neither may hold one: it becomes a blank.
    public func uri(issuer: String, account: String) -> String {
        let (issuer, account) = (Self.encoded(issuer), Self.encoded(account))
        return "otpauth://totp/\(issuer):\(account)?secret=\(Base32.encode(secret))&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=\(OneTimeCode.length)&period=\(Self.period)"
    }

    /// Everything but RFC 3986's unreserved characters percent-encoded.
    private static func encoded(_ text: String) -> String {
        let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.replacing(":", with: " ").addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}
