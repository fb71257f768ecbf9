import Foundation
import SignalingProtocol

/// A day of the (proleptic) Gregorian calendar, on no clock in particular.
public struct LocalDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    /// - Returns: `nil` if there is no such day, or the year isn't of four digits.
    public init?(year: Int, month: Int, day: Int) {
        guard (1000...9999).contains(year), (1...12).contains(month),
            (1...Self.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `2026-11-22`, the form that `<input type="date">` sends (ISO 8601).
    public init?(_ text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(of: 4), reader.take("-"), let month = reader.number(of: 2), reader.take("-"),
            let day = reader.number(of: 2), reader.isAtEnd
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day that it is somewhere at a moment.
    public init?(_ moment: Instant, in zone: TimeZone) {
        guard let local = LocalDateTime(moment, in: zone) else { return nil }
        self = local.date
    }

    public var description: String { "\(year)-\(twoDigits(month))-\(twoDigits(day))" }

    public static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// The day that many days later (or earlier).
    public func adding(days: Int) -> LocalDate? { LocalDate(daysSinceEpoch: daysSinceEpoch + days) }

    /// The moments that make up this day in a zone: 23 or 25 hours when clocks change.
    ///
    /// A day that starts in a gap starts when the gap is over.
    public func moments(in zone: TimeZone) -> Range<Instant>? {
        guard let tomorrow = adding(days: 1) else { return nil }
        let start = LocalDateTime(date: self, minuteOfDay: 0).resolve(in: zone).first
        let end = LocalDateTime(date: tomorrow, minuteOfDay: 0).resolve(in: zone).first
        return start < end ? start..<end : nil
    }

    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
