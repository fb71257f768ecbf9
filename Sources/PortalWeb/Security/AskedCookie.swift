import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// What a browser keeps that asked for a code: which challenge it was asked, and a key that shows it was this browser (C4, A8).
struct AskedCookie: Equatable, Sendable {
    let challenge: ChallengeID
    let key: String

    /// Of a browser that is asking now. The challenge gets ``browser`` before it has an id.
    struct Key: Sendable {
        let text = RandomToken.make()
        let browser: SecretHash

        /// - Throws: never, unless random bytes stop being random bytes.
        init() throws {
            guard let hash = SecretHash(of: text) else { throw Problem.internalError }
            browser = hash
        }
    }

    init(challenge: ChallengeID, key: String) {
        self.challenge = challenge
        self.key = key
    }

    /// Reads what ``text`` writes.
    init?(_ text: String) {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let id = parts.first.flatMap({ ChallengeID(rawValue: String($0)) }), let key = parts.last else {
            return nil
        }
        self.init(challenge: id, key: String(key))
    }

    var text: String { "\(challenge).\(key)" }
}

extension Portal {
    /// The challenge that this browser was asked at a door and can still meet.
    func asked(_ request: Request, at door: Door, in practice: Practice) async throws -> Challenge? {
        guard let text = request.cookies[cookies.asked(door, slug: practice.slug)]?.value, let cookie = AskedCookie(text),
            let browser = SecretHash(of: cookie.key)
        else { return nil }
        return try await store.challenge(cookie.challenge, boundTo: browser, in: practice.id, now: now())
    }

    /// Leads a browser to the page of the challenge that it was just asked.
    func ask(_ challenge: Challenge, _ key: AskedCookie.Key, at door: Door, in practice: Practice, page: String) -> Response {
        var response = Response.redirect(to: page, type: .normal)
        let seconds = Int(challenge.purpose.lifetime.milliseconds / 1000)
        let cookie = AskedCookie(challenge: challenge.id, key: key.text)
        response.setCookie(cookies.make(cookies.asked(door, slug: practice.slug), value: cookie.text, seconds: seconds))
        return response
    }
}
