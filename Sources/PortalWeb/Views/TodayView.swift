import Foundation
import PortalCore
import SignalingProtocol

/// Today: the day's sessions, and (by a script) who waits where.
struct TodayView: Sendable {
    /// What was just done with a session that is no longer theirs.
    let notice: String?
    let summary: String
    let dayTitle: String
    let clock: String
    let newUrl: String
    /// Where staff ask why somebody can't join.
    let whyUrl: String
    let socketTokenUrl: String
    let timeZone: String
    let notes: [String]
    let hasSessions: Bool
    let sessions: [Row]
    /// Where owners and admins say how to reach the practice, as long as nothing says it.
    let contactUrl: String?
    /// What couldn't be delivered, where there is something: for owners and admins.
    let undelivered: Undelivered?
    let hasComing: Bool
    let coming: [ComingRow]
    /// Where the others are, if there are more to come than are shown.
    let calendarUrl: String?

    /// How many of the sessions of the next days are shown: more is what the calendar is for.
    static let mostComing = 20

    struct Row: Sendable {
        let room: String
        let names: String
        let of: String
        let hour: String
        let url: String
        /// `nil` when there is nothing to enter any more.
        let joinUrl: String?
        /// `now`, `done` or nothing.
        let state: String?
        let isNow: Bool
        let start: String
        let startIso: String
        let end: String
        let endIso: String
        let badge: String?
        let detail: String
    }

    struct Undelivered: Sendable {
        let text: String
        let url: String

        init?(_ count: Int, places: Places, words: Words) {
            guard count > 0 else { return nil }
            text = words(count == 1 ? "outbox.todayOne" : "outbox.todaySome", ["count": "\(count)"])
            url = places.outbox
        }
    }

    struct ComingRow: Sendable {
        let url: String
        let names: String
        let day: String
        let hours: String
        let startIso: String
        let detail: String
    }

    /// A booking with the names its row says.
    struct Entry: Sendable {
        let booking: Booking
        let clients: String
        /// `nil`: it is the reader's own.
        let clinician: String?
        let hardEnd: Instant
        let hasEnded: Bool
    }

    /// - Parameter coming: One more than ``mostComing`` where there are more.
    init(
        today: [Entry], coming: [Entry], notice: String? = nil, overseesPractice: Bool, isReachable: Bool = true, undelivered: Int = 0, places: Places,
        speech: Speech, now: Instant
    ) {
        let words = speech.words
        self.notice = notice
        let values = ["date": speech.fullDate(now, now: now), "count": "\(today.count)"]
        summary = words(
            today.isEmpty ? "today.summaryNone" : today.count == 1 ? "today.summaryOne" : "today.summary", values
        )
        dayTitle = words(overseesPractice ? "today.practiceDay" : "today.day")
        clock = words("today.clock", ["time": speech.time(now)])
        newUrl = places.newSession
        whyUrl = places.whyFinder
        socketTokenUrl = places.socketToken
        timeZone = speech.zone.identifier
        notes = ["noteSoon", "note5", "note10"].map { words("today.\($0)") }
        sessions = today.map { Row($0, places: places, speech: speech, now: now) }
        hasSessions = !today.isEmpty
        contactUrl = overseesPractice && !isReachable ? places.practiceSettings : nil
        self.undelivered = Undelivered(undelivered, places: places, words: words)
        self.coming = coming.prefix(Self.mostComing).map { ComingRow($0, places: places, speech: speech, now: now) }
        hasComing = !coming.isEmpty
        calendarUrl = coming.count > Self.mostComing ? places.calendar : nil
    }
}

extension TodayView.Entry {
    fileprivate func detail(_ words: Words) -> String {
        let minutes = "\(booking.time.minutes)"
        guard let clinician else { return words("today.video", ["minutes": minutes]) }
        return words("today.withClinician", ["minutes": minutes, "clinician": clinician])
    }
}

extension TodayView.Row {
    fileprivate init(_ entry: TodayView.Entry, places: Places, speech: Speech, now: Instant) {
        let words = speech.words
        let booking = entry.booking
        let isOver = booking.isCancelled || entry.hasEnded || now >= entry.hardEnd
        let isNow = !isOver && now >= booking.startsAt && now < booking.endsAt
        self.init(
            room: booking.room.rawValue, names: entry.clients, of: words("today.of", ["name": entry.clients]),
            hour: speech.hours(booking.startsAt, booking.endsAt), url: places.staffSession(booking.id),
            joinUrl: isOver ? nil : places.staffJoin(booking.id), state: isOver ? "done" : isNow ? "now" : nil, isNow: isNow,
            start: speech.clock(booking.startsAt), startIso: speech.iso(booking.startsAt), end: speech.clock(booking.endsAt),
            endIso: speech.iso(booking.endsAt), badge: isNow ? words("today.now") : nil,
            detail: booking.isCancelled ? words("today.cancelled") : isOver ? words("today.done") : entry.detail(words)
        )
    }
}

extension TodayView.ComingRow {
    fileprivate init(_ entry: TodayView.Entry, places: Places, speech: Speech, now: Instant) {
        let booking = entry.booking
        self.init(
            url: places.staffSession(booking.id), names: entry.clients, day: speech.shortDay(booking.startsAt, now: now),
            hours: speech.hours(booking.startsAt, booking.endsAt), startIso: speech.iso(booking.startsAt),
            detail: booking.isCancelled ? speech.words("today.cancelled") : entry.detail(speech.words)
        )
    }
}
