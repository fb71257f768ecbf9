import SignalingProtocol

/// A session that is held again and again: every week or every two weeks, on the same day at the same time of the clock.
public struct Recurrence: Equatable, Sendable {
    /// How far apart. The raw value is stable: forms and the API send it.
    public enum Interval: String, Codable, Sendable, CaseIterable {
        case weekly
        case everyTwoWeeks = "every_two_weeks"

        var days: Int {
            switch self {
            case .weekly: 7
            case .everyTwoWeeks: 14
            }
        }
    }

    public let interval: Interval
    /// How many sessions in all, the first included.
    public let times: Int

    /// Two are the fewest that repeat; 52 weeks are a year, twice that is as far ahead as sessions can be booked.
    public static let allowedTimes = 2...52

    /// - Returns: `nil` if there are too few or too many.
    public init?(_ interval: Interval, times: Int) {
        guard Self.allowedTimes.contains(times) else { return nil }
        self.interval = interval
        self.times = times
    }

    /// One session of the row.
    public struct Occurrence: Equatable, Sendable {
        /// 1 for the first.
        public let number: Int
        /// What the clock would say, also where that time doesn't exist.
        public let localStart: LocalDateTime
        /// When it is, or why it can't be then.
        public let time: Result<SessionTime, SessionTimeRefusal>
    }

    /// Every session of the row that begins with `first`, which is taken as it is.
    ///
    /// Counted in local time: a session at 14:00 stays at 14:00 when clocks change. One that falls into the hour that clocks skip
    /// is refused by itself, so that a page can say which, and ask what to do.
    public func occurrences(from first: SessionTime, now: Instant) -> [Occurrence] {
        (1...times).compactMap { number in
            guard number > 1 else { return Occurrence(number: 1, localStart: first.localStart, time: .success(first)) }
            // Nothing but the end of the calendar, the year 9999, has no day a week later.
            guard let date = first.localStart.date.adding(days: (number - 1) * interval.days),
                let start = LocalDateTime(date: date, hour: first.localStart.hour, minute: first.localStart.minute)
            else { return nil }
            let time = Result { () throws(SessionTimeRefusal) in
                try SessionTime(localStart: start, in: first.timeZone, minutes: first.minutes, now: now)
            }
            return Occurrence(number: number, localStart: start, time: time)
        }
    }
}
