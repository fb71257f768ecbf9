import Foundation
import PortalCore
import SignalingProtocol
import Testing

@Suite("Local time")
struct LocalTimeTests {
    func local(_ text: String) throws -> LocalDateTime { try #require(LocalDateTime(text)) }

    @Test(arguments: ["2026-11-22T14:00", "2024-02-29T00:00", "1970-01-01T23:59", "2000-12-31T12:30"])
    func `a local time reads back as it was written`(text: String) throws {
        #expect(try local(text).description == text)
    }

    @Test(arguments: [
        "", "2026-11-22", "2026-11-22 14:00", "2026-02-29T10:00", "2026-13-01T10:00", "2026-00-10T10:00", "2026-11-31T10:00",
        "2026-11-22T24:00", "2026-11-22T14:60", "2026-11-22T14:00:00", "26-11-22T14:00", "2026-11-22T1:00", "2026-11-22T+1:00",
        "２０２６-11-22T14:00", "2026-11-22T14:00T", "-026-11-22T14:00",
    ])
    func `what isn't a local time is refused`(text: String) {
        #expect(LocalDateTime(text) == nil)
    }

    @Test func `summer and winter have their offsets`() throws {
        let montreal = try zone("America/Montreal")
        #expect(try local("2026-07-01T14:00").resolve(in: montreal) == .unique(Instant(seconds: 1_782_928_800)))
        #expect(try local("2026-12-01T14:00").resolve(in: montreal) == .unique(Instant(seconds: 1_796_151_600)))
    }

    @Test func `a time that clocks skip is told apart`() throws {
        let skipped = try local("2026-03-08T02:30").resolve(in: zone("America/Montreal"))
        #expect(skipped == .skipped(moved: Instant(seconds: 1_772_955_000)))
        #expect(LocalDateTime(skipped.first, in: try zone("America/Montreal"))?.timeOfDay == "03:30")
    }

    @Test func `a time that happens twice is told apart, the first being in summer time`() throws {
        let twice = try local("2026-11-01T01:30").resolve(in: zone("America/Montreal"))
        #expect(twice == .ambiguous(earlier: Instant(seconds: 1_793_511_000), later: Instant(seconds: 1_793_514_600)))
    }

    @Test(arguments: ["America/Montreal", "Europe/Paris", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC"])
    func `a moment's local time means that moment`(name: String) throws {
        let zone = try zone(name)
        var moment = Instant(seconds: 1_767_225_600)
        for _ in 0..<2_000 {
            let local = try #require(LocalDateTime(moment, in: zone))
            switch local.resolve(in: zone) {
            case .unique(let same): #expect(same == moment)
            case .ambiguous(let earlier, let later): #expect(earlier == moment || later == moment)
            case .skipped: Issue.record("\(local) was on a clock in \(name)")
            }
            moment = moment + .seconds(17_100)
        }
    }

    @Test func `moments before 1970 have a local time`() throws {
        #expect(LocalDateTime(Instant(milliseconds: -1), in: try zone("UTC"))?.description == "1969-12-31T23:59")
    }

    @Test func `days have 23, 24 and 25 hours`() throws {
        let montreal = try zone("America/Montreal")
        let hours = try ["2026-03-08", "2026-07-01", "2026-11-01"].map { text in
            let day = try #require(LocalDate(text)?.moments(in: montreal))
            return (day.upperBound - day.lowerBound).milliseconds / 3_600_000
        }
        #expect(hours == [23, 24, 25])
    }

    @Test func `a day that starts in a gap starts when the gap is over`() throws {
        let beirut = try zone("Asia/Beirut")
        let day = try #require(LocalDate("2026-03-29")?.moments(in: beirut))
        #expect(LocalDateTime(day.lowerBound, in: beirut)?.description == "2026-03-29T01:00")
        #expect((day.upperBound - day.lowerBound).milliseconds == 23 * 3_600_000)
    }

    @Test func `days are added over months, years and leap days`() throws {
        #expect(try #require(LocalDate("2028-02-28")).adding(days: 1)?.description == "2028-02-29")
        #expect(try #require(LocalDate("2026-12-31")).adding(days: 1)?.description == "2027-01-01")
        #expect(try #require(LocalDate("2026-03-01")).adding(days: -1)?.description == "2026-02-28")
        #expect(try #require(LocalDate("9999-12-31")).adding(days: 1) == nil)
    }

    @Test(arguments: ["America/Montreal", "Europe/Paris", "UTC"]) func `zones go by their names`(name: String) {
        #expect(TimeZone.named(name)?.identifier != nil)
    }

    @Test(arguments: ["", "EST", "GMT+5", "Nowhere/Atlantis", "../../etc/passwd"]) func `what isn't a zone is refused`(name: String) {
        #expect(TimeZone.named(name) == nil)
    }
}
