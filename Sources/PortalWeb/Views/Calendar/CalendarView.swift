import Foundation
import PortalCore
import SignalingProtocol
import Storage

/// The calendar: a week or a day of sessions, on the practice's clocks.
struct CalendarView: Sendable {
    let title: String
    /// Whose sessions, and in which zone.
    let lead: String
    /// On which of the days clocks change, and what that means.
    let clockChange: String?
    let isWeek: Bool
    let viewName: String
    /// The day that is looked at.
    let date: String
    let previousUrl: String
    let previousText: String
    let nextUrl: String
    let nextText: String
    let todayUrl: String
    let weekUrl: String
    let dayUrl: String
    let newUrl: String
    let filterUrl: String
    /// Whose sessions; `nil` where there is nobody to choose.
    let clinician: SelectView?
    /// Said when there are more sessions than are shown.
    let truncated: String?
    /// Of the first row, 0 to 8.
    let firstHour: Int
    /// How many hours are shown, 10 to 24.
    let hourCount: Int
    /// What stands beside the rows: "8:00".
    let hours: [String]
    let dayCount: Int
    let days: [Day]

    /// What a calendar is made from.
    struct Content: Sendable {
        let range: CalendarRange
        let sessions: [BookedSession]
        /// More sessions than were asked for.
        let isTruncated: Bool
        /// Who looks.
        let staff: Staff
        /// Whose sessions; `nil`: everybody's.
        let chosen: Staff?
        /// Whom one may choose; empty for a clinician, who sees their own.
        let colleagues: [Staff]
    }

    init(_ content: Content, places: Places, speech: Speech, now: Instant) {
        let words = speech.words
        let range = content.range
        let clinician = content.chosen?.id
        let columns = CalendarColumns(range: range, sessions: content.sessions, zone: speech.zone, now: now)
        let choosable = content.staff.role.overseesPractice ? clinician : nil
        func url(_ view: CalendarRange.View, _ date: LocalDate?) -> String { places.calendar(view, date, of: choosable) }

        isWeek = range.view == .week
        title = isWeek ? speech.range(columns.days, now: now) : speech.fullDate(range.date, now: now)
        let values = ["zone": speech.zone.city, "clinician": content.chosen?.name.text ?? ""]
        let isOwn = content.chosen?.id == content.staff.id
        lead = words(isOwn ? "calendar.leadOwn" : content.chosen == nil ? "calendar.leadAll" : "calendar.leadOne", values)
        clockChange = speech.clockChange(among: columns.days, now: now)
        viewName = range.view.rawValue
        date = range.date.description
        previousUrl = url(range.view, range.previous)
        nextUrl = url(range.view, range.next)
        previousText = words(isWeek ? "calendar.previousWeek" : "calendar.previousDay")
        nextText = words(isWeek ? "calendar.nextWeek" : "calendar.nextDay")
        todayUrl = url(range.view, nil)
        weekUrl = url(.week, range.date)
        dayUrl = url(.day, range.date)
        newUrl = places.newSession(on: isWeek ? nil : range.date, with: choosable)
        filterUrl = places.calendar
        self.clinician =
            content.colleagues.count < 2
            ? nil
            : SelectView(
                "clinician", label: words("calendar.clinician"),
                options: [.init(value: "", text: words("calendar.everybody"), isChosen: clinician == nil)]
                    + content.colleagues.map { .init(value: $0.id.rawValue, text: $0.name.text, isChosen: $0.id == clinician) },
                errors: []
            )
        truncated = content.isTruncated ? words("calendar.truncated", ["count": "\(content.sessions.count)"]) : nil
        firstHour = columns.hours.lowerBound
        hourCount = columns.hours.count
        hours = columns.hours.map { "\($0):00" }
        dayCount = columns.days.count
        let isSeveral = content.chosen == nil
        days = columns.days.map { day in
            Day(
                day, of: columns, isChosen: day == range.date, clinician: choosable, namesClinician: isSeveral, places: places,
                speech: speech, now: now)
        }
    }
}
