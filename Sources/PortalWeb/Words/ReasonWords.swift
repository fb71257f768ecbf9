import PortalCore
import SignalingProtocol

/// A reason why somebody can't enter, in words.
struct ReasonWords: Encodable, Equatable, Sendable {
    let code: String
    let title: String
    let detail: String
    /// What to do now.
    let next: String

    init(_ reason: RefusalReason, words: Words, values: [String: String] = [:]) {
        code = reason.rawValue
        title = words("reasons.\(code).title", values)
        detail = words("reasons.\(code).detail", values)
        next = words("reasons.\(code).next", values)
    }
}

extension Speech {
    /// Reasons in order, with the moments of the session they speak of.
    func reasons(_ reasons: [RefusalReason], window: JoinWindow?, now: Instant) -> [ReasonWords] {
        var values: [String: String] = [:]
        if let window {
            values = [
                "opensDay": onDay(window.opensAt, now: now), "opensAt": time(window.opensAt),
                "closesDay": onDay(window.closesAt, now: now), "closesAt": time(window.closesAt),
            ]
        }
        return reasons.map { ReasonWords($0, words: words, values: values) }
    }
}
