import Foundation
import PortalCore
import SignalingProtocol
import Testing

@Suite("Session time")
struct SessionTimeTests {
    let now = Clinic.start

    func time(_ startsAt: Instant, minutes: Int = 50) throws -> SessionTime {
        try SessionTime(startsAt: startsAt, in: zone("America/Montreal"), minutes: minutes, now: now)
    }

    @Test(arguments: [5, 480]) func `a session may have any length within the bounds`(minutes: Int) throws {
        #expect(try time(now, minutes: minutes).endsAt == now + .seconds(minutes * 60))
    }

    @Test(arguments: [4, 481, 0, -5]) func `a session that is too short or too long is refused`(minutes: Int) {
        #expect(throws: SessionTimeRefusal.lengthOutOfRange) { try time(now, minutes: minutes) }
    }

    @Test func `a session may start a day ago at the earliest`() throws {
        let earliest = now - .seconds(86_400)
        #expect(try time(earliest).startsAt == earliest)
        #expect(throws: SessionTimeRefusal.tooLongAgo) { try time(earliest - .milliseconds(1)) }
        #expect(throws: SessionTimeRefusal.tooLongAgo) { try time(Instant(milliseconds: .min)) }
    }

    @Test func `a session may start in two years at the latest`() throws {
        let latest = now + SessionTime.furthestAhead
        #expect(try time(latest).startsAt == latest)
        #expect(throws: SessionTimeRefusal.tooFarAhead) { try time(latest + .milliseconds(1)) }
        #expect(throws: SessionTimeRefusal.tooFarAhead) { try time(Instant(milliseconds: .max)) }
    }

    @Test func `a time that clocks skip can't be booked`() throws {
        let skipped = try #require(LocalDateTime("2027-03-14T02:30"))
        #expect(throws: SessionTimeRefusal.skippedByClockChange) {
            try SessionTime(localStart: skipped, in: zone("America/Montreal"), minutes: 50, now: now)
        }
    }

    @Test func `a time that happens twice is the first`() throws {
        let twice = try #require(LocalDateTime("2027-11-07T01:30"))
        let time = try SessionTime(localStart: twice, in: zone("America/Montreal"), minutes: 50, now: now)
        #expect(twice.resolve(in: time.timeZone) == .ambiguous(earlier: time.startsAt, later: time.startsAt + .seconds(3_600)))
        #expect(time.localStart == twice)
    }

    @Test func `a moment brings its local time along`() throws {
        #expect(try time(now).localStart.description == "2027-01-15T03:00")
    }
}
