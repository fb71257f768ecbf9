import PortalCore
import SignalingProtocol

/// What meets a challenge: the secret of the link in a mail, or the short code beside it. Both can be made by this server alone,
/// from the challenge's id, so neither is stored.
struct ChallengeSecret: Sendable {
    let key: ServerKey

    /// 128 bits, as 22 characters of base64url.
    func link(of challenge: ChallengeID) -> String {
        key.code(for: challenge.rawValue, purpose: .challengeLink).prefix(16).base64URL
    }

    func opens(_ challenge: ChallengeID, with secret: String) -> Bool { isSame(link(of: challenge), secret) }

    /// Six digits. From 64 bits, so that none is likelier than another by more than one in 10¹³.
    func code(of challenge: ChallengeID) -> String {
        let number = key.code(for: challenge.rawValue, purpose: .challengeCode).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// Whether that is the code, however it is spaced.
    func isCode(_ typed: String, of challenge: ChallengeID) -> Bool {
        isSame(code(of: challenge), typed.filter { !$0.isWhitespace && $0 != "-" })
    }
}
