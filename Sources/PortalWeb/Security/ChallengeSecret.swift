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

    /// The code beside the link. There always is one: the key's codes are longer than what one is made of.
    func code(of challenge: ChallengeID) -> OneTimeCode? {
        OneTimeCode(bytes: Array(key.code(for: challenge.rawValue, purpose: .challengeCode).prefix(OneTimeCode.byteCount)))
    }

    /// Whether that is the code, however it is spaced.
    func isCode(_ typed: String, of challenge: ChallengeID) -> Bool {
        guard let code = code(of: challenge), let typed = OneTimeCode(typed: typed) else { return false }
        return isSame(code.digits, typed.digits)
    }
}
