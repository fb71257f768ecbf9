import Foundation
import PortalCore
import SignalingProtocol
import Storage

/// Which days and hours a calendar shows, so that each of its sessions has a place.
struct CalendarColumns: Sendable {
    /// A week shows Saturday and Sunday only where there is something to see on them.
    let days: [LocalDate]
    /// The hours from the first row to the last: 8 to 18, or more.
    let hours: Range<Int>
    let zone: TimeZone
    private let placed: [LocalDate: [Placed]]

    struct Placed: Sendable {
        let session: BookedSession
        let place: DayPlace
        let lane: SideBySide.Lane
    }

    /// What is shown where nothing is outside of it.
    static let usualHours = 8..<18
    /// The most that stand side by side; what is beyond shares the last lane.
    static let mostLanes = 12

    init(range: CalendarRange, sessions: [BookedSession], zone: TimeZone, now: Instant) {
        var placed: [LocalDate: [Placed]] = [:]
        for day in range.days {
            guard let moments = day.moments(in: zone) else { continue }
            let found = sessions.filter { $0.booking.startsAt < moments.upperBound && $0.booking.endsAt > moments.lowerBound }
                .compactMap { session in
                    DayPlace(session.booking.time, on: day, in: zone).map { (session: session, place: $0) }
                }.sorted { $0.place.minutes.lowerBound < $1.place.minutes.lowerBound }
            let lanes = SideBySide.lanes(of: found.map(\.place.minutes))
            placed[day] = zip(found, lanes).map { Placed(session: $0.session, place: $0.place, lane: $1.bounded) }
        }
        let today = LocalDate(now, in: zone)
        let weekend = range.days.filter(\.isWeekend)
        let showsWeekend = weekend.contains { $0 == range.date || $0 == today || placed[$0]?.isEmpty == false }
        days = showsWeekend ? range.days : range.days.filter { !$0.isWeekend }
        let minutes = placed.values.joined().map(\.place.minutes)
        let first = minutes.map { $0.lowerBound / 60 }.min() ?? Self.usualHours.lowerBound
        let last = minutes.map { ($0.upperBound + 59) / 60 }.max() ?? Self.usualHours.upperBound
        hours = min(first, Self.usualHours.lowerBound)..<max(last, Self.usualHours.upperBound)
        self.zone = zone
        self.placed = placed
    }

    func sessions(on day: LocalDate) -> [Placed] { placed[day] ?? [] }
}

extension SideBySide.Lane {
    /// What the page has places for.
    fileprivate var bounded: SideBySide.Lane {
        let most = CalendarColumns.mostLanes
        return SideBySide.Lane(number: min(number, most - 1), count: min(count, most))
    }
}
