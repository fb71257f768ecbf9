import Foundation
import SignalingProtocol

/// Where a session stands in a calendar's column of one day: by the clock on the wall, in steps of five minutes.
///
/// What begins or ends between two steps takes up both; its words say the minute. Where clocks are put back, two sessions an
/// hour apart may stand in one place (side by side, then); where they are put forward, an hour stays empty.
public struct DayPlace: Equatable, Sendable {
    /// Of the start, 0 to 23; 0 for one that began the day before.
    public let hour: Int
    /// 0 to 55, a multiple of the step.
    public let minute: Int
    /// In minutes, a multiple of the step, not past midnight.
    public let length: Int

    /// In minutes.
    public static let step = 5

    /// - Returns: `nil` if the session isn't on that day.
    public init?(_ session: SessionTime, on day: LocalDate, in zone: TimeZone) {
        guard let moments = day.moments(in: zone), session.startsAt < moments.upperBound, session.endsAt > moments.lowerBound
        else { return nil }
        let start = max(session.startsAt, moments.lowerBound)
        guard let local = LocalDateTime(start, in: zone) else { return nil }
        let end = min(session.endsAt, moments.upperBound)
        self.init(minuteOfDay: local.hour * 60 + local.minute, minutes: Int((end - start).milliseconds / 60_000))
    }

    /// - Parameters:
    ///   - minuteOfDay: Of the start, as clocks show it: 0 to 1439.
    ///   - minutes: How long.
    init(minuteOfDay: Int, minutes: Int) {
        let first = minuteOfDay / Self.step * Self.step
        let end = (minuteOfDay + minutes + Self.step - 1) / Self.step * Self.step
        hour = first / 60
        minute = first % 60
        length = max(Self.step, min(end, 24 * 60) - first)
    }

    /// The minutes of the day that it takes up.
    public var minutes: Range<Int> { (hour * 60 + minute)..<(hour * 60 + minute + length) }
}
