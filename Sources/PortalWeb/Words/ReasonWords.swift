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
    /// Those reasons that are said, with the moments of the session they speak of.
    func reasons(_ reasons: [RefusalReason], window: JoinWindow?, now: Instant) -> [ReasonWords] {
        let values = window.map { moments(of: $0, now: now) } ?? [:]
        return reasons.said.map { ReasonWords($0, words: words, values: values) }
    }

    /// When a window opens and closes, for the places that reasons leave open.
    func moments(of window: JoinWindow, now: Instant) -> [String: String] {
        [
            "opensDay": onDay(window.opensAt, now: now), "opensAt": time(window.opensAt),
            "closesDay": onDay(window.closesAt, now: now), "closesAt": time(window.closesAt),
        ]
    }
}
