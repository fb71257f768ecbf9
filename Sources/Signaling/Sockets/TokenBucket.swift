import SignalingProtocol

/// How much one side may do: so many at once, and so many a second after that. Time is passed in.
struct TokenBucket: Equatable, Sendable {
    private let rate: Limits.Rate
    /// In thousandths of a permission, so that whole milliseconds add up exactly.
    private var permits: Int64
    private var filledAt: Instant

    init(_ rate: Limits.Rate, at now: Instant) {
        self.rate = rate
        permits = Int64(rate.burst) * 1000
        filledAt = now
    }

    /// Takes one permission.
    ///
    /// - Returns: `nil` if it was there; otherwise after how long it will be.
    mutating func take(at now: Instant) -> Duration? {
        let elapsed = min(max((now - filledAt).milliseconds, 0), 86_400_000)
        permits = min(permits + elapsed * Int64(rate.perSecond), Int64(rate.burst) * 1000)
        filledAt = max(filledAt, now)
        guard permits < 1000 else {
            permits -= 1000
            return nil
        }
        return .milliseconds((1000 - permits + Int64(rate.perSecond) - 1) / Int64(max(rate.perSecond, 1)))
    }
}
