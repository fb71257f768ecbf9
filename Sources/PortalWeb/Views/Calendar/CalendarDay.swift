import PortalCore
import SignalingProtocol
import Storage

extension CalendarView {
    /// One column, or on a phone one list.
    struct Day: Sendable {
        /// "Tuesday 24 November".
        let name: String
        let weekday: String
        let weekdayShort: String
        let number: Int
        let isToday: Bool
        let isChosen: Bool
        /// This day alone.
        let url: String
        /// The same week, with this day chosen.
        let stripUrl: String
        /// `nil` for a day that is over.
        let bookUrl: String?
        let bookText: String
        let slots: [Slot]
        let now: Now?
        let isEmpty: Bool
        let blocks: [Block]
    }

    /// Half an hour that can be clicked to book it.
    struct Slot: Sendable {
        let hour: Int
        let minute: Int
        let time: String
        let url: String
    }

    /// The line that says what time it is.
    struct Now: Sendable {
        let hour: Int
        let minute: Int
        let text: String
    }

    /// One session.
    struct Block: Sendable {
        let hour: Int
        let minute: Int
        let length: Int
        /// How many stand side by side; `nil`: it stands alone.
        let lanes: Int?
        let lane: Int
        /// `done` or `cancelled`; `unverified` and `unassociated` are for what clients book online (B8, B9).
        let state: String?
        let isShort: Bool
        let banner: Banner?
        let who: String
        /// Cancelled, attended, or not.
        let said: String?
        let time: String
        /// With whom, where sessions of several are shown.
        let more: String?
        let url: String
    }

    struct Banner: Sendable {
        let icon: String
        let text: String
    }
}

extension CalendarView.Day {
    init(
        _ day: LocalDate, of columns: CalendarColumns, isChosen: Bool, clinician: StaffID?, namesClinician: Bool, places: Places,
        speech: Speech, now: Instant
    ) {
        let words = speech.words
        let moments = day.moments(in: columns.zone)
        let isOver = moments.map { $0.upperBound <= now } ?? true
        let sessions = columns.sessions(on: day)
        self.isChosen = isChosen
        name = speech.fullDate(day, now: now)
        weekday = words.item("dates.weekdays", day.weekday)
        weekdayShort = words.item("dates.weekdaysShort", day.weekday)
        number = day.day
        isToday = moments?.contains(now) ?? false
        url = places.calendar(.day, day, of: clinician)
        stripUrl = places.calendar(.week, day, of: clinician)
        bookUrl = isOver ? nil : places.newSession(on: day, with: clinician)
        bookText = words("calendar.newOn", ["day": speech.date(day, now: now)])
        slots = CalendarView.Slot.all(on: day, columns, with: clinician, places, now: now)
        self.now = isToday ? CalendarView.Now(now, in: columns, speech) : nil
        isEmpty = sessions.isEmpty
        blocks = sessions.map {
            CalendarView.Block($0, namesClinician: namesClinician, places: places, speech: speech, now: now)
        }
    }
}

extension CalendarView.Slot {
    /// The half hours of a day that are still to come and exist on its clocks.
    fileprivate static func all(
        on day: LocalDate, _ columns: CalendarColumns, with clinician: StaffID?, _ places: Places, now: Instant
    ) -> [CalendarView.Slot] {
        columns.hours.flatMap { hour in
            [0, 30].compactMap { minute in
                guard let start = LocalDateTime(date: day, hour: hour, minute: minute) else { return nil }
                let moment = start.resolve(in: columns.zone)
                if case .skipped = moment { return nil }
                guard moment.first >= now else { return nil }
                return CalendarView.Slot(
                    hour: hour, minute: minute, time: "\(hour):\(minute == 0 ? "00" : "30")",
                    url: places.newSession(on: day, at: start.timeOfDay, with: clinician))
            }
        }
    }
}

extension CalendarView.Now {
    /// - Returns: `nil` outside the hours that are shown.
    fileprivate init?(_ now: Instant, in columns: CalendarColumns, _ speech: Speech) {
        guard let local = LocalDateTime(now, in: columns.zone), columns.hours.contains(local.hour) else { return nil }
        self.init(
            hour: local.hour, minute: local.minute / DayPlace.step * DayPlace.step,
            text: speech.words("calendar.now", ["time": speech.time(now)]))
    }
}

extension CalendarView.Block {
    /// Below this many minutes, name and time stand in one line.
    private static let shortBelow = 30

    fileprivate init(
        _ placed: CalendarColumns.Placed, namesClinician: Bool, places: Places, speech: Speech, now: Instant
    ) {
        let booking = placed.session.booking
        let place = placed.place
        let isAlone = placed.lane.count == 1
        self.init(
            hour: place.hour, minute: place.minute, length: place.length, lanes: isAlone ? nil : placed.lane.count,
            lane: placed.lane.number, state: booking.isCancelled ? "cancelled" : booking.endsAt <= now ? "done" : nil,
            isShort: place.length < Self.shortBelow,
            banner: booking.origin == .portal && !booking.isCancelled
                ? CalendarView.Banner(icon: "globe", text: speech.words("calendar.fromPortal")) : nil,
            who: placed.session.clientNames, said: Self.said(of: booking, speech.words),
            time: "\(speech.clock(booking.startsAt)) – \(speech.clock(booking.endsAt))",
            more: namesClinician ? placed.session.clinician.name.text : nil, url: places.staffSession(booking.id))
    }

    private static func said(of booking: Booking, _ words: Words) -> String? {
        if booking.isCancelled { return words("calendar.cancelled") }
        return booking.attendance.map { words($0 == .attended ? "calendar.attended" : "calendar.noShow") }
    }
}
