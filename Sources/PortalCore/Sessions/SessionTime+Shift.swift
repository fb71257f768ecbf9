import Foundation
import SignalingProtocol

extension SessionTime {
    /// The same moment for another length: what the clock said when it was agreed on stays, wherever the practice is now.
    ///
    /// - Throws: ``SessionTimeRefusal``.
    public func lasting(minutes: Int, now: Instant) throws(SessionTimeRefusal) -> SessionTime {
        let time = SessionTime(startsAt: startsAt, timeZone: timeZone, localStart: localStart, minutes: minutes)
        try time.check(now: now)
        return time
    }

    /// This time, moved as another session of its series is: as many days, to the same time of the clock, and as long. Where
    /// only the other one's length changes, this one's does.
    ///
    /// - Parameters:
    ///   - old: When the other one was.
    ///   - new: When it is to be.
    /// - Throws: ``SessionTimeRefusal``.
    public func moved(as old: SessionTime, to new: SessionTime, now: Instant) throws(SessionTimeRefusal) -> SessionTime {
        guard new.startsAt != old.startsAt else { return try lasting(minutes: new.minutes, now: now) }
        let zone = new.timeZone
        let days = new.localStart.date.daysSinceEpoch - old.localStart(in: zone).date.daysSinceEpoch
        guard let date = localStart(in: zone).date.adding(days: days),
            let start = LocalDateTime(date: date, hour: new.localStart.hour, minute: new.localStart.minute)
        else { throw .tooFarAhead }
        return try SessionTime(localStart: start, in: zone, minutes: new.minutes, now: now)
    }

    /// What the clocks of a zone say when it starts: that of the practice may have changed since it was agreed on.
    public func localStart(in zone: TimeZone) -> LocalDateTime {
        zone == timeZone ? localStart : LocalDateTime(startsAt, in: zone) ?? localStart
    }

    /// Whether both take up some of the same time.
    public func overlaps(_ other: SessionTime) -> Bool { startsAt < other.endsAt && other.startsAt < endsAt }
}
