import PortalCore
import SignalingProtocol

// How days are said that are no moments: those of a calendar.
extension Speech {
    /// "Tuesday 24 November"; "Mardi 24 novembre". Begins a line.
    func fullDate(_ day: LocalDate, now: Instant) -> String { noon(of: day).map { fullDate($0, now: now) } ?? "" }

    /// Within a sentence: "24 November"; "24 novembre", with the year where it isn't this one.
    func date(_ day: LocalDate, now: Instant) -> String { date(day, hasMonth: true, hasYear: !isThisYear(day, now)) }

    /// From the first to the last of some days: "23 – 27 November", "Du 23 au 27 novembre".
    func range(_ days: [LocalDate], now: Instant) -> String {
        guard let first = days.first, let last = days.last else { return "" }
        let isOneYear = first.year == last.year
        let isOneMonth = isOneYear && first.month == last.month
        return words(
            "calendar.range",
            [
                "first": date(first, hasMonth: !isOneMonth, hasYear: !isOneYear),
                "last": date(last, hasMonth: true, hasYear: !isOneYear || !isThisYear(last, now)),
            ])
    }

    /// On which of some days clocks change; `nil` if on none. No two days of a week do.
    func clockChange(among days: [LocalDate], now: Instant) -> String? {
        for day in days {
            guard let moments = day.moments(in: zone) else { continue }
            let length = moments.upperBound - moments.lowerBound
            guard length != .seconds(86_400) else { continue }
            let path = length < .seconds(86_400) ? "calendar.clocksForward" : "calendar.clocksBack"
            return words(path, ["day": date(day, now: now)])
        }
        return nil
    }

    private func date(_ day: LocalDate, hasMonth: Bool, hasYear: Bool) -> String {
        let number = day.day == 1 ? words("dates.first") : "\(day.day)"
        guard hasMonth else { return number }
        let values = ["day": number, "month": words.item("dates.months", day.month - 1), "year": "\(day.year)"]
        return words(hasYear ? "calendar.dayOfYear" : "calendar.dayOf", values)
    }

    private func isThisYear(_ day: LocalDate, _ now: Instant) -> Bool { day.year == LocalDate(now, in: zone)?.year }

    /// A moment of the day that every clock shows.
    private func noon(of day: LocalDate) -> Instant? { LocalDateTime(date: day, hour: 12, minute: 0)?.resolve(in: zone).first }
}
