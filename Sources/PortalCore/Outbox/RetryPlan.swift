import SignalingProtocol

/// When something that wasn't taken is tried again, and when that ends.
public struct RetryPlan: Equatable, Sendable {
    /// How long after the first, the second … failure the next attempt is. After the last it is given up.
    public var waits: [Duration]
    /// Up to which part of a wait is added to it, so that what failed together doesn't come back together. Default a tenth.
    public var spread: Double

    /// After 1, 5 and 15 minutes, 1, 3 and 6 hours, then three times after 12 hours: two days in all, by when a server that is
    /// down has been noticed and most mail about sessions is out of date.
    public static let standard = RetryPlan(
        waits: [60, 300, 900, 3_600, 10_800, 21_600, 43_200, 43_200, 43_200].map { .seconds($0) })

    public init(waits: [Duration], spread: Double = 0.1) {
        self.waits = waits
        self.spread = spread
    }

    /// The moment of the next attempt; `nil`: there is none.
    ///
    /// - Parameters:
    ///   - failures: How often it failed so far, this time included.
    ///   - chance: From 0 to 1, where in the ``spread`` the attempt falls. Comes from outside: this is a plain function.
    public func nextAttempt(after kind: DeliveryFailure.Kind, failures: Int, now: Instant, chance: Double) -> Instant? {
        guard kind != .permanent, failures >= 1, failures <= waits.count else { return nil }
        let wait = waits[failures - 1]
        return now + wait + wait * (spread * min(max(chance, 0), 1))
    }
}
