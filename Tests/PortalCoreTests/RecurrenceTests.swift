import Foundation
import PortalCore
import SignalingProtocol
import Testing

@Suite("Sessions that repeat")
struct RecurrenceTests {
    func first(_ local: String, in name: String, now: Instant) throws -> SessionTime {
        try SessionTime(localStart: #require(LocalDateTime(local)), in: zone(name), minutes: 50, now: now)
    }

    func moment(_ local: String, in name: String) throws -> Instant { try #require(LocalDateTime(local)).resolve(in: zone(name)).first }

    @Test(arguments: [
        ("America/Montreal", "2026-10-20T14:00", 2), ("America/Montreal", "2027-02-28T14:00", 2), ("Europe/Paris", "2026-10-13T14:00", 2),
        ("Europe/Paris", "2027-03-16T14:00", 2),
    ])
    func `the clock says the same in summer and in winter`(name: String, start: String, changeAfter: Int) throws {
        let now = try moment("2026-10-01T00:00", in: name)
        let times = try #require(Recurrence(.weekly, times: 4)).occurrences(from: first(start, in: name, now: now), now: now)
        let sessions = try times.map { try $0.time.get() }
        #expect(times.map(\.number) == [1, 2, 3, 4])
        #expect(sessions.allSatisfy { $0.localStart.timeOfDay == "14:00" && $0.minutes == 50 && $0.timeZone.identifier == name })
        let gaps = zip(sessions, sessions.dropFirst()).map { ($1.startsAt - $0.startsAt).milliseconds / 3_600_000 }
        #expect(Set(gaps).isSubset(of: [167, 168, 169]))
        #expect(gaps.filter { $0 != 168 }.count == 1)
        #expect(gaps[changeAfter - 1] != 168)
    }

    @Test func `every two weeks is every two weeks`() throws {
        let now = try moment("2026-11-22T00:00", in: "America/Montreal")
        let first = try first("2026-12-25T09:15", in: "America/Montreal", now: now)
        let row = try #require(Recurrence(.everyTwoWeeks, times: 3)).occurrences(from: first, now: now)
        #expect(row.map(\.localStart.description) == ["2026-12-25T09:15", "2027-01-08T09:15", "2027-01-22T09:15"])
    }

    @Test(arguments: [
        ("America/Montreal", "2027-02-28T02:30", "2027-03-14T02:30"), ("Europe/Paris", "2027-03-14T02:30", "2027-03-28T02:30"),
    ])
    func `one in the hour that clocks skip is refused, and it alone`(name: String, start: String, skipped: String) throws {
        let now = try moment("2027-01-01T00:00", in: name)
        let row = try #require(Recurrence(.weekly, times: 4)).occurrences(from: first(start, in: name, now: now), now: now)
        let refused = row.filter { $0.time == .failure(.skippedByClockChange) }
        #expect(refused.map(\.number) == [3])
        #expect(refused.map(\.localStart.description) == [skipped])
        #expect(row.count { (try? $0.time.get()) != nil } == 3)
    }

    @Test(arguments: ["America/Montreal", "Europe/Paris"])
    func `one in the hour that happens twice is in the first`(name: String) throws {
        let (start, twice) = name == "Europe/Paris" ? ("2026-10-18T02:30", "2026-10-25T02:30") : ("2026-10-25T01:30", "2026-11-01T01:30")
        let now = try moment("2026-10-01T00:00", in: name)
        let row = try #require(Recurrence(.weekly, times: 2)).occurrences(from: first(start, in: name, now: now), now: now)
        #expect(try row.last?.time.get().startsAt == moment(twice, in: name))
        #expect(row.last?.localStart.description == twice)
    }

    @Test func `the first is taken as it is, though it is the second of two hours`() throws {
        let montreal = try zone("America/Montreal")
        let twice = try #require(LocalDateTime("2026-11-01T01:30"))
        guard case .ambiguous(_, let later) = twice.resolve(in: montreal) else { throw NoSuchZone() }
        let first = try SessionTime(startsAt: later, in: montreal, minutes: 50, now: later)
        let row = try #require(Recurrence(.weekly, times: 2)).occurrences(from: first, now: later)
        #expect(row.first?.time == .success(first))
        #expect(row.first?.localStart == twice)
    }

    @Test func `one further ahead than sessions can be booked is refused`() throws {
        let now = try moment("2026-11-22T00:00", in: "UTC")
        let first = try first("2027-12-20T10:00", in: "UTC", now: now)
        let row = try #require(Recurrence(.weekly, times: 52)).occurrences(from: first, now: now)
        #expect(row.count == 52)
        #expect(row[50].time == .failure(.tooFarAhead))
        #expect((try? row[40].time.get()) != nil)
    }

    @Test func `a row is of 2 to 52 sessions`() {
        #expect([1, 2, 52, 53].map { Recurrence(.weekly, times: $0) != nil } == [false, true, true, false])
    }

    @Test func `a year of fortnights twice over fits`() throws {
        let now = try moment("2026-11-22T00:00", in: "UTC")
        let row = try #require(Recurrence(.everyTwoWeeks, times: 52)).occurrences(from: first("2026-11-23T10:00", in: "UTC", now: now), now: now)
        #expect(row.count { (try? $0.time.get()) != nil } == 52)
    }
}
