import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

extension Portal {
    /// The challenge in the path of a link from a mail, if it can still be met and is for that door.
    ///
    /// Nobody's is like any other at the clients' door: who signed up knows its id by their cookie, and isn't to learn whether the
    /// address had an account. No secret and no code of it was ever sent.
    func linkedChallenge(_ purposes: Set<Challenge.Purpose>, at door: Door, _ context: PortalContext) async throws -> Challenge? {
        let practice = try context.requirePractice()
        guard let challenge = try await store.challenge(context.id("challenge"), in: practice.id, now: now()),
            purposes.contains(challenge.purpose), (challenge.login?.door ?? .client) == door
        else { return nil }
        return challenge
    }

    /// What is wrong with what came for a challenge: the secret behind the link's `#`, or, where no script could bring that, the
    /// code that was typed. A wrong code is counted.
    ///
    /// Many wrong secrets aren't counted: there are 2¹²⁸.
    func flaw(of form: FormFields, for challenge: Challenge, _ words: Words) async throws -> ErrorLine? {
        let (secret, code) = (form["secret"], form["code"])
        if challenges.opens(challenge.id, with: secret) { return nil }
        guard !code.isEmpty else {
            return ErrorLine(field: "code", text: words(secret.isEmpty ? "confirm.codeMissing" : "confirm.secretWrong"))
        }
        if challenges.isCode(code, of: challenge.id) { return nil }
        try await store.countFailedTry(at: challenge.id, in: challenge.practice)
        return ErrorLine(field: "code", text: words("confirm.codeWrong"))
    }
}
