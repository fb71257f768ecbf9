import Foundation
import SignalingProtocol

/// The days that a calendar shows at a time.
public struct CalendarRange: Equatable, Sendable {
    /// The raw value is stable: addresses hold it.
    public enum View: String, Sendable, CaseIterable {
        case week, day
    }

    public let view: View
    /// The day that is looked at.
    public let date: LocalDate
    /// One day, or Monday to Sunday around it.
    public let days: [LocalDate]

    /// - Returns: `nil` at the ends of the calendar (years 1000 and 9999).
    public init?(_ view: View, around date: LocalDate) {
        self.view = view
        self.date = date
        switch view {
        case .day: days = [date]
        case .week:
            let days = (0..<7).compactMap { date.monday?.adding(days: $0) }
            guard days.count == 7 else { return nil }
            self.days = days
        }
    }

    /// The moments from the first day's start to the last day's end: days have 23 or 25 hours when clocks change.
    public func moments(in zone: TimeZone) -> Range<Instant>? {
        guard let first = days.first?.moments(in: zone), let last = days.last?.moments(in: zone),
            first.lowerBound < last.upperBound
        else { return nil }
        return first.lowerBound..<last.upperBound
    }

    /// The same day a week, or the day, before.
    public var previous: LocalDate? { date.adding(days: view == .week ? -7 : -1) }
    public var next: LocalDate? { date.adding(days: view == .week ? 7 : 1) }
}

extension LocalDate {
    /// The Monday of its week: weeks begin with it (ISO 8601).
    var monday: LocalDate? {
        // Day 0, 1970-01-01, was a Thursday.
        let weekday = ((daysSinceEpoch + 3) % 7 + 7) % 7
        return adding(days: -weekday)
    }

    /// Whether it is a Saturday or a Sunday.
    public var isWeekend: Bool { monday.map { daysSinceEpoch - $0.daysSinceEpoch >= 5 } ?? false }
}
