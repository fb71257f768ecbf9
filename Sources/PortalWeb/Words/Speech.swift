import Foundation
import PortalCore
import SignalingProtocol

/// How times are said in one language, on the clocks of one zone.
///
/// French: "de 14 h à 14 h 30", "mardi 24 novembre"; English: "14:00 – 14:30", "Tuesday 24 November". The names come from
/// the locale files, so that what is shown doesn't depend on the machine's.
struct Speech: Sendable {
    let words: Words
    let language: Language
    let zone: TimeZone

    /// A time of day: "14 h 30", "14:30".
    func time(_ moment: Instant) -> String {
        guard let local = LocalDateTime(moment, in: zone) else { return "" }
        let minute = local.timeOfDay.suffix(2)
        let values = ["hour": "\(local.hour)", "minute": String(minute)]
        return words(local.minute == 0 ? "dates.timeSharp" : "dates.time", values)
    }

    /// A time of day for a column: "9:05" in both languages.
    func clock(_ moment: Instant) -> String {
        guard let local = LocalDateTime(moment, in: zone) else { return "" }
        return "\(local.hour):\(local.timeOfDay.suffix(2))"
    }

    /// From when to when: "de 14 h à 14 h 50", "14:00 – 14:50".
    func hours(_ start: Instant, _ end: Instant) -> String {
        words(changesClocks(from: start, to: end) ? "dates.spanOfChange" : "dates.span", ["start": time(start), "end": time(end)])
    }

    /// Whether clocks are put forward or back in between: 1:30 to 1:20 is no mistake then.
    private func changesClocks(from start: Instant, to end: Instant) -> Bool {
        let offsets = [start, end].map { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0.milliseconds) / 1_000)) }
        return offsets.first != offsets.last
    }

    /// "Today", "Tomorrow", "Yesterday", else "Tuesday 24 November", with the year where it isn't this one. Begins a line.
    func day(_ moment: Instant, now: Instant) -> String {
        capitalized(relative(moment, now: now) ?? date(moment, now: now, form: "long"))
    }

    /// The same, short: "Fri 4 Dec", "Ven. 4 déc.".
    func shortDay(_ moment: Instant, now: Instant) -> String {
        capitalized(relative(moment, now: now) ?? date(moment, now: now, form: "short"))
    }

    /// Within a sentence: "today", "on Fri 4 Dec"; "aujourd’hui", "le ven. 4 déc.".
    func onDay(_ moment: Instant, now: Instant) -> String {
        if let near = relative(moment, now: now) { return near.lowercased() }
        return words("dates.onDay", ["day": date(moment, now: now, form: "short")])
    }

    /// The date in full, never "today": "Tuesday 24 November".
    func fullDate(_ moment: Instant, now: Instant) -> String { capitalized(date(moment, now: now, form: "long")) }

    /// The date in full within a sentence: "Tuesday 24 November", "mardi 24 novembre".
    func dayInSentence(_ moment: Instant, now: Instant) -> String { date(moment, now: now, form: "long") }

    /// For `<time datetime>`: the moment in UTC (HTML, 2.3.5.4).
    func iso(_ moment: Instant) -> String {
        Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000).ISO8601Format()
    }

    private func relative(_ moment: Instant, now: Instant) -> String? {
        guard let day = LocalDate(moment, in: zone), let today = LocalDate(now, in: zone) else { return nil }
        if day == today { return words("dates.today") }
        if day == today.adding(days: 1) { return words("dates.tomorrow") }
        return day == today.adding(days: -1) ? words("dates.yesterday") : nil
    }

    private func date(_ moment: Instant, now: Instant, form: String) -> String {
        guard let local = LocalDateTime(moment, in: zone) else { return "" }
        let isThisYear = local.date.year == LocalDate(now, in: zone)?.year
        let suffix = form == "short" ? "Short" : ""
        let values = [
            "weekday": words.item("dates.weekdays\(suffix)", local.date.weekday),
            "day": local.date.day == 1 ? words("dates.first") : "\(local.date.day)",
            "month": words.item("dates.months\(suffix)", local.date.month - 1), "year": "\(local.date.year)",
        ]
        return words(isThisYear ? "dates.\(form)" : "dates.\(form)Year", values)
    }

    private func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

extension LocalDate {
    /// 0 for Sunday to 6 for Saturday.
    ///
    /// - SeeAlso: T. Sakamoto's method: month offsets, January and February counted to the year before.
    var weekday: Int {
        let offsets = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
        let year = month < 3 ? year - 1 : year
        return (year + year / 4 - year / 100 + year / 400 + offsets[month - 1] + day) % 7
    }
}
