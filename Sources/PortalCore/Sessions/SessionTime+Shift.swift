import SignalingProtocol

extension SessionTime {
    /// This time, moved as another session of its series is: as many days, to the same time of the clock, and as long.
    ///
    /// - Parameters:
    ///   - old: When the other one was.
    ///   - new: When it is to be.
    /// - Throws: ``SessionTimeRefusal``.
    public func moved(as old: SessionTime, to new: SessionTime, now: Instant) throws(SessionTimeRefusal) -> SessionTime {
        let days = new.localStart.date.daysSinceEpoch - old.localStart.date.daysSinceEpoch
        guard let date = localStart.date.adding(days: days),
            let start = LocalDateTime(date: date, hour: new.localStart.hour, minute: new.localStart.minute)
        else { throw .tooFarAhead }
        return try SessionTime(localStart: start, in: new.timeZone, minutes: new.minutes, now: now)
    }

    /// Whether both take up some of the same time.
    public func overlaps(_ other: SessionTime) -> Bool { startsAt < other.endsAt && other.startsAt < endsAt }
}
