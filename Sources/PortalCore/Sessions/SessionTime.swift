import Foundation
import SignalingProtocol

/// When a session is: its moment, and what the clock on the wall says where it was agreed on. Moves and repetitions are
/// computed in local time, everything else with the moment.
public struct SessionTime: Equatable, Sendable {
    public let startsAt: Instant
    public let timeZone: TimeZone
    public let localStart: LocalDateTime
    public let minutes: Int

    /// Takes over what was checked before, from storage.
    public init(startsAt: Instant, timeZone: TimeZone, localStart: LocalDateTime, minutes: Int) {
        self.startsAt = startsAt
        self.timeZone = timeZone
        self.localStart = localStart
        self.minutes = minutes
    }

    public var endsAt: Instant { startsAt + .minutes(minutes) }
}

/// Why a session can't be at that time. The raw value is stable: pages have words for it.
public enum SessionTimeRefusal: String, Error, Equatable, Sendable, CaseIterable {
    /// Clocks are put forward over it: that time doesn't exist on that day.
    case skippedByClockChange = "skipped_by_clock_change"
    case tooLongAgo = "too_long_ago"
    case tooFarAhead = "too_far_ahead"
    case lengthOutOfRange = "length_out_of_range"
}

extension SessionTime {
    /// How long a session may be, in minutes.
    public static let lengths = 5...480
    /// The longest session, as a time.
    public static let longest = Duration.minutes(lengths.upperBound)
    /// How far back a new session may start: a day, since one may be written down after it has begun.
    public static let furthestBack = Duration.seconds(86_400)
    /// How far ahead a new session may start: two years.
    public static let furthestAhead = Duration.seconds(2 * 366 * 86_400)

    /// A new session at a local time, as a form has it. A time that happens twice (clocks put back) is the first one.
    ///
    /// - Throws: ``SessionTimeRefusal``.
    public init(localStart: LocalDateTime, in zone: TimeZone, minutes: Int, now: Instant) throws(SessionTimeRefusal) {
        let resolution = localStart.resolve(in: zone)
        if case .skipped = resolution { throw .skippedByClockChange }
        self.init(startsAt: resolution.first, timeZone: zone, localStart: localStart, minutes: minutes)
        try check(now: now)
    }

    /// A new session at a moment, as the command line has it.
    ///
    /// - Throws: ``SessionTimeRefusal``.
    public init(startsAt: Instant, in zone: TimeZone, minutes: Int, now: Instant) throws(SessionTimeRefusal) {
        guard let localStart = LocalDateTime(startsAt, in: zone) else {
            throw startsAt < now ? .tooLongAgo : .tooFarAhead
        }
        self.init(startsAt: startsAt, timeZone: zone, localStart: localStart, minutes: minutes)
        try check(now: now)
    }

    func check(now: Instant) throws(SessionTimeRefusal) {
        guard Self.lengths.contains(minutes) else { throw .lengthOutOfRange }
        guard startsAt >= now - Self.furthestBack else { throw .tooLongAgo }
        guard startsAt <= now + Self.furthestAhead else { throw .tooFarAhead }
    }
}
