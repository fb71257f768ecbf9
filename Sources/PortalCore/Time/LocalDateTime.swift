import Foundation
import SignalingProtocol

/// What a clock on the wall shows: a day, an hour and a minute, in no zone in particular.
public struct LocalDateTime: Hashable, Sendable, CustomStringConvertible {
    public let date: LocalDate
    public let hour: Int
    public let minute: Int

    /// - Returns: `nil` if no clock shows that.
    public init?(date: LocalDate, hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        self.date = date
        self.hour = hour
        self.minute = minute
    }

    /// Reads `2026-11-22T14:00`, the form that `<input type="datetime-local">` sends (ISO 8601).
    public init?(_ text: String) {
        let halves = text.split(separator: "T", omittingEmptySubsequences: false)
        guard halves.count == 2, let day = halves.first, let time = halves.last else { return nil }
        self.init(date: String(day), time: String(time))
    }

    /// Reads a day such as `2026-11-22` and a time of day such as `14:00`.
    public init?(date: String, time: String) {
        var reader = DigitReader(time)
        guard let date = LocalDate(date), let hour = reader.number(of: 2), reader.take(":"), let minute = reader.number(of: 2),
            reader.isAtEnd
        else { return nil }
        self.init(date: date, hour: hour, minute: minute)
    }

    /// What clocks in `zone` show at a moment, seconds dropped.
    public init?(_ moment: Instant, in zone: TimeZone) {
        let seconds = Int(moment.seconds) + zone.secondsFromGMT(at: moment)
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        guard let date = LocalDate(daysSinceEpoch: day) else { return nil }
        self.init(date: date, minuteOfDay: (seconds - day * 86_400) / 60)
    }

    init(date: LocalDate, minuteOfDay: Int) {
        self.date = date
        hour = minuteOfDay / 60
        minute = minuteOfDay % 60
    }

    public var description: String { "\(date)T\(timeOfDay)" }

    /// `14:00`
    public var timeOfDay: String { "\(twoDigits(hour)):\(twoDigits(minute))" }
}

extension LocalDateTime {
    /// What a local time means in a zone whose clocks may be put forward or back.
    public enum Resolution: Equatable, Sendable {
        case unique(Instant)
        /// Clocks were put back: it happens twice, first in summer time.
        case ambiguous(earlier: Instant, later: Instant)
        /// Clocks were put forward over it: it doesn't happen. The moment is that of the time moved by the length of the gap.
        case skipped(moved: Instant)

        /// The first moment it can stand for (RFC 5545, section 3.3.5).
        public var first: Instant {
            switch self {
            case .unique(let moment), .ambiguous(let moment, later: _), .skipped(let moment): moment
            }
        }
    }

    public func resolve(in zone: TimeZone) -> Resolution {
        let asUTC = Instant(seconds: Int64(date.daysSinceEpoch * 86_400 + hour * 3_600 + minute * 60))
        // No zone is changed twice within two days: the offsets of the day before and after are all there are.
        let before = zone.secondsFromGMT(at: asUTC - .seconds(86_400))
        let after = zone.secondsFromGMT(at: asUTC + .seconds(86_400))
        let moments = Set([before, after])
            .map { (offset: $0, moment: asUTC - .seconds($0)) }
            .filter { zone.secondsFromGMT(at: $0.moment) == $0.offset }
            .map(\.moment)
            .sorted()
        guard let first = moments.first, let last = moments.last else { return .skipped(moved: asUTC - .seconds(before)) }
        return first == last ? .unique(first) : .ambiguous(earlier: first, later: last)
    }
}

extension TimeZone {
    /// Seconds east of Greenwich at a moment.
    func secondsFromGMT(at moment: Instant) -> Int {
        secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000))
    }
}
