/// A practice's setting of when sessions may be joined (W1).
public struct JoinRule: Equatable, Sendable {
    /// What the minutes after are counted from.
    public enum CountFrom: String, Codable, Sendable, CaseIterable { case start, end }

    /// Minutes before the start, 0 to ``longestMinutes``. Default 30.
    public let minutesBefore: Int
    /// Minutes after the start or the end, 0 to ``longestMinutes``. Default 30.
    public let minutesAfter: Int
    public let countFrom: CountFrom

    /// A day: more would let sessions of different days run into each other.
    public static let longestMinutes = 1_440

    /// The default: from 30 minutes before the start to 30 minutes after it.
    public init() {
        minutesBefore = 30
        minutesAfter = 30
        countFrom = .start
    }

    /// - Returns: `nil` if a number is out of bounds, or the window would be empty.
    public init?(minutesBefore: Int, minutesAfter: Int, countFrom: CountFrom) {
        let allowed = 0...Self.longestMinutes
        guard allowed.contains(minutesBefore), allowed.contains(minutesAfter) else { return nil }
        guard minutesBefore + minutesAfter > 0 || countFrom == .end else { return nil }
        self.minutesBefore = minutesBefore
        self.minutesAfter = minutesAfter
        self.countFrom = countFrom
    }
}
