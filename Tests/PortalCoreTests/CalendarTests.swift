import Foundation
import PortalCore
import SignalingProtocol
import Testing

@Suite("Calendar")
struct CalendarTests {
    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

    private func session(_ local: String, _ minutes: Int, in name: String) throws -> SessionTime {
        let start = try #require(LocalDateTime(local))
        let now = start.resolve(in: try zone(name)).first
        return try SessionTime(localStart: start, in: zone(name), minutes: minutes, now: now)
    }

    private func range(_ view: CalendarRange.View, _ date: String) throws -> CalendarRange {
        let day = try day(date)
        return try #require(CalendarRange(view, around: day))
    }

    /// Where a session stands on the day on which it starts.
    private func place(_ start: String, _ minutes: Int, in name: String = "Europe/Paris") throws -> DayPlace {
        let session = try session(start, minutes, in: name)
        let zone = try zone(name)
        return try #require(DayPlace(session, on: session.localStart.date, in: zone))
    }

    @Test(arguments: ["2026-11-23", "2026-11-26", "2026-11-29"])
    func `a week goes from Monday to Sunday, whatever day of it is looked at`(date: String) throws {
        let week = try range(.week, date)
        #expect(week.days.map(\.description).first == "2026-11-23")
        #expect(week.days.map(\.description).last == "2026-11-29")
        #expect(week.days.map(\.isWeekend) == [false, false, false, false, false, true, true])
        #expect(week.previous == week.date.adding(days: -7))
        #expect(week.next == week.date.adding(days: 7))
    }

    @Test func `weeks before 1970 begin on Monday too`() throws {
        #expect(try range(.week, "1969-07-20").days.first == day("1969-07-14"))
    }

    @Test(arguments: [
        ("America/Montreal", "2026-03-08", 23, 167), ("America/Montreal", "2026-11-01", 25, 169),
        ("Europe/Paris", "2026-03-29", 23, 167), ("Europe/Paris", "2026-10-25", 25, 169), ("Europe/Paris", "2026-11-24", 24, 168),
    ])
    func `days and weeks in which clocks change have their own length`(place: (String, String, Int, Int)) throws {
        let (name, date, hours, weekHours) = place
        let zone = try zone(name)
        let moments = try #require(try range(.day, date).moments(in: zone))
        #expect(moments.upperBound - moments.lowerBound == .seconds(hours * 3600))
        let week = try #require(try range(.week, date).moments(in: zone))
        #expect(week.upperBound - week.lowerBound == .seconds(weekHours * 3600))
    }

    @Test func `weeks follow one another without a gap and without an overlap`() throws {
        for name in ["America/Montreal", "Europe/Paris"] {
            let zone = try zone(name)
            var week = try range(.week, "2026-01-01")
            for _ in 0..<60 {
                let monday = try #require(week.next)
                let next = try #require(CalendarRange(.week, around: monday))
                #expect(week.moments(in: zone)?.upperBound == next.moments(in: zone)?.lowerBound)
                week = next
            }
        }
    }

    @Test func `a session stands where the clock on the wall says`() throws {
        let place = try place("2026-11-24T14:15", 50)
        #expect((place.hour, place.minute, place.length) == (14, 15, 50))
        #expect(place.minutes == 855..<905)
    }

    @Test func `odd starts and lengths take up every step that they touch`() throws {
        let place = try place("2026-11-24T06:58", 37)
        #expect((place.hour, place.minute, place.length) == (6, 55, 40))
    }

    @Test func `a session over midnight stands in both days, cut at midnight`() throws {
        let late = try session("2026-11-24T23:30", 90, in: "America/Montreal")
        let zone = try zone("America/Montreal")
        let (today, tomorrow) = (try day("2026-11-24"), try day("2026-11-25"))
        let evening = try #require(DayPlace(late, on: today, in: zone))
        let night = try #require(DayPlace(late, on: tomorrow, in: zone))
        #expect((evening.hour, evening.minute, evening.length) == (23, 30, 30))
        #expect((night.hour, night.minute, night.length) == (0, 0, 60))
        #expect(try DayPlace(late, on: day("2026-11-26"), in: zone) == nil)
        #expect(try DayPlace(late, on: day("2026-11-23"), in: zone) == nil)
    }

    @Test(arguments: [("America/Montreal", "2026-11-01"), ("Europe/Paris", "2026-10-25")])
    func `where clocks are put back a session keeps its length`(place: (String, String)) throws {
        let stands = try self.place("\(place.1)T00:30", 240, in: place.0)
        #expect((stands.hour, stands.minute, stands.length) == (0, 30, 240))
    }

    @Test func `every place of a day has a row, a start and a length that the calendar knows`() throws {
        for minuteOfDay in stride(from: 0, to: 24 * 60, by: 7) {
            for minutes in [5, 7, 37, 50, 480] {
                let hour = minuteOfDay / 60
                let start = "2026-11-24T\(hour < 10 ? "0" : "")\(hour):\(minuteOfDay % 60 < 10 ? "0" : "")\(minuteOfDay % 60)"
                let place = try place(start, minutes)
                #expect(place.minute.isMultiple(of: 5) && place.length.isMultiple(of: 5) && (5...485).contains(place.length))
                #expect(place.minutes.upperBound <= 24 * 60)
            }
        }
    }

    @Test func `what overlaps stands side by side, what doesn't has the whole width`() {
        func lanes(_ ranges: Range<Int>...) -> [[Int]] { SideBySide.lanes(of: ranges).map { [$0.number, $0.count] } }
        #expect(lanes() == [])
        #expect(lanes(0..<50, 50..<100) == [[0, 1], [0, 1]])
        #expect(lanes(0..<50, 30..<100, 60..<90, 100..<120) == [[0, 2], [1, 2], [0, 2], [0, 1]])
        #expect(lanes(0..<60, 0..<60, 0..<60) == [[0, 3], [1, 3], [2, 3]])
    }

    @Test func `no two in one lane ever overlap`() {
        var state: UInt64 = 7
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        for _ in 0..<200 {
            let ranges = (0..<20).map { _ in random(1000) }.sorted().map { $0..<($0 + 5 + random(120)) }
            let lanes = SideBySide.lanes(of: ranges)
            #expect(lanes.count == ranges.count)
            for (index, lane) in lanes.enumerated() {
                #expect(lane.number < lane.count)
                for other in 0..<index where ranges[other].overlaps(ranges[index]) {
                    #expect(lanes[other].number != lane.number && lanes[other].count == lane.count)
                }
            }
        }
    }
}
