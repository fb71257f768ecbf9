import PortalCore
import SignalingProtocol

/// When sessions can be joined (W1): the numbers, and what they mean for a session at 14:00.
struct JoinSettingsView: Sendable {
    let head: SettingsHead
    let action: String
    let backUrl: String
    let before: FieldView
    let after: FieldView
    let countFrom: ChoicesView
    let absence: ChoicesView
    let example: String
    /// The same as a short story, in its order.
    let moments: [Moment]

    struct Moment: Sendable {
        let time: String
        let text: String
    }

    init(_ shown: PracticeFormRoutes<JoinRuleForm>.Shown) {
        let (form, errors, words) = (shown.form, shown.errors, shown.words)
        func label(_ key: String) -> String { words("settings.join.\(key)") }
        head = SettingsHead("settings.join", notice: shown.notice, errors: errors, places: shown.places, words: words)
        action = shown.places.joinSettings
        backUrl = shown.places.settings
        before = FieldView("before", label: label("before"), value: form.before, errors: errors, type: "number")
        after = FieldView("after", label: label("after"), value: form.after, errors: errors, type: "number")
        countFrom = ChoicesView(
            "countFrom", label: label("countFrom"),
            oneOf: JoinRule.CountFrom.allCases.map { ($0.rawValue, label("counts.\($0.rawValue)"), nil) }, chosen: form.countFrom,
            errors: errors)
        absence = ChoicesView(
            "absence", label: label("absence"),
            oneOf: HostAbsencePolicy.allCases.map { ($0.rawValue, label("absences.\($0.rawValue)"), nil) }, chosen: form.absence,
            errors: errors)
        (example, moments) = Self.story(of: shown.practice, shown.speech)
    }

    /// A session of 50 minutes on a winter's day without a change of clocks.
    private static func story(of practice: Practice, _ speech: Speech) -> (String, [Moment]) {
        let words = speech.words
        guard let start = LocalDateTime("2026-01-15T14:00")?.resolve(in: practice.timeZone).first else { return ("", []) }
        let end = start + .seconds(50 * 60)
        let window = JoinWindow(startsAt: start, endsAt: end, rule: practice.joinRule, graceMinutes: practice.graceMinutes)
        func time(_ moment: Instant) -> String {
            let day = LocalDate(moment, in: practice.timeZone), today = LocalDate(start, in: practice.timeZone)
            guard let day, let today, day != today else { return speech.time(moment) }
            return words(day < today ? "settings.join.dayBefore" : "settings.join.dayAfter", ["time": speech.time(moment)])
        }
        let text = words("settings.join.example", ["start": time(start), "opens": time(window.opensAt), "closes": time(window.closesAt)])
        let moments = [(window.opensAt, "opens"), (start, "starts"), (window.closesAt, "closes"), (end, "ends")].enumerated()
            .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
            .map { Moment(time: time($0.element.0), text: words("settings.join.moments.\($0.element.1)")) }
        return (text, moments)
    }
}
