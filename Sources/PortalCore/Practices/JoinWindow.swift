import SignalingProtocol

/// When the room of one booking may be entered (W1, W2).
public struct JoinWindow: Equatable, Sendable {
    /// The first moment inside.
    public let opensAt: Instant
    /// The first moment outside again.
    public let closesAt: Instant
    /// Until when somebody on record in the room may come back, and a reopened entry stays open: first moment outside.
    public let hardEnd: Instant

    public init(startsAt: Instant, endsAt: Instant, rule: JoinRule, graceMinutes: Int) {
        opensAt = startsAt - .minutes(rule.minutesBefore)
        closesAt = (rule.countFrom == .start ? startsAt : endsAt) + .minutes(rule.minutesAfter)
        hardEnd = max(endsAt, closesAt) + .minutes(graceMinutes)
    }

    /// Where a moment lies.
    public enum Phase: Equatable, Sendable { case before, open, after }

    public func phase(at now: Instant) -> Phase {
        if now < opensAt { .before } else if now < closesAt { .open } else { .after }
    }
}

extension Duration {
    static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
}
