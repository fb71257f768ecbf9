import Foundation
import PortalCore
import SignalingProtocol
import Testing

@Suite("Sessions of a series")
struct SeriesTests {
    private let now = Instant(milliseconds: 1_790_000_000_000)  // 2026-09-21

    private func session(_ local: String, _ minutes: Int = 50) throws -> SessionTime {
        let start = try #require(LocalDateTime(local))
        return try SessionTime(localStart: start, in: zone("America/Montreal"), minutes: minutes, now: now)
    }

    @Test func `the others move as many days, to the same time of the clock, across a change of clocks`() throws {
        let old = try session("2026-10-26T14:00")
        let new = try session("2026-10-28T09:30", 80)
        let other = try session("2026-11-02T14:00").moved(as: old, to: new, now: now)
        #expect(other.localStart.description == "2026-11-04T09:30")
        #expect(other.minutes == 80)
        #expect(other.startsAt - new.startsAt == .seconds(7 * 86_400 + 3600))
    }

    @Test func `one that was moved by itself keeps its own day`() throws {
        let old = try session("2026-10-05T14:00")
        let other = try session("2026-10-13T16:00").moved(as: old, to: session("2026-10-04T10:00"), now: now)
        #expect(other.localStart.description == "2026-10-12T10:00")
    }

    @Test func `where only the length changes, every session keeps its moment`() throws {
        let old = try session("2026-10-05T14:00")
        let later = try session("2026-10-13T16:00").moved(as: old, to: old.lasting(minutes: 80, now: now), now: now)
        #expect(try later == session("2026-10-13T16:00", 80))
    }

    @Test func `where the practice's zone has changed, the others move as many days on its clocks`() throws {
        // 22:30 in Montreal is 19:30 in Vancouver, on the same day; 01:00 is 22:00, the day before.
        let vancouver = try zone("America/Vancouver")
        let start = try #require(LocalDateTime("2026-10-06T20:00"))
        let new = try SessionTime(localStart: start, in: vancouver, minutes: 50, now: now)
        #expect(try session("2026-10-12T22:30").moved(as: session("2026-10-05T22:30"), to: new, now: now).localStart.description == "2026-10-13T20:00")
        #expect(try session("2026-10-14T01:00").moved(as: session("2026-10-06T22:30"), to: new, now: now).localStart.description == "2026-10-13T20:00")
        let moved = try SessionTime(localStart: try #require(LocalDateTime("2026-10-13T19:30")), in: vancouver, minutes: 50, now: now)
        #expect(try moved.moved(as: session("2026-10-05T22:30"), to: new, now: now).localStart.description == "2026-10-14T20:00")
    }

    @Test func `an hour that clocks skip is refused`() throws {
        let old = try session("2027-03-07T01:30")
        #expect(throws: SessionTimeRefusal.skippedByClockChange) {
            try session("2027-03-14T01:30").moved(as: old, to: session("2027-03-07T02:30"), now: now)
        }
    }

    @Test func `sessions that touch don't overlap`() throws {
        let first = try session("2026-10-05T14:00")
        #expect(!first.overlaps(try session("2026-10-05T14:50")))
        #expect(first.overlaps(try session("2026-10-05T14:49")))
        #expect(try session("2026-10-05T14:49").overlaps(first))
    }
}
