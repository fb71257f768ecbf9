import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("What happens in rooms")
struct RoomEventTests {
    private func calls(_ house: House, about booking: Booking, _ callee: Call.Callee = .clinician) async throws -> [OutboxItem] {
        try await house.store.outbox(about: booking.id, in: house.practice.id).filter { $0.notice.call?.callee == callee }.reversed()
    }

    private func waiting(_ booking: Booking, _ who: SubjectID = .account("somebody"), since: Instant = start) -> RoomEvent {
        RoomEvent(room: booking.room, kind: .waiting, subject: who, since: since)
    }

    /// Takes what is due as a delivery does, and ends it as delivered.
    private func deliver(_ house: House, at now: Instant) async throws {
        for item in try await house.store.takeOutbox(dueAt: now, limit: 10) where item.notice.call != nil {
            try await house.store.endDelivered(item, asOf: now)
        }
    }

    @Test func `H8 who begins to wait has the clinician called after a minute, once in ten`() async throws {
        let house = try await House()
        let booking = try await house.book()
        for _ in 1...3 { try await house.store.takeUp(waiting(booking), now: start) }
        let called = try await calls(house, about: booking)
        #expect(called.map(\.notice) == [.clientWaiting(booking.id, since: start, for: house.clinician.id, who: .account("somebody"))])
        #expect(called.map(\.dueAt) == [start + .seconds(60)])
        try await deliver(house, at: start + .seconds(60))
        for (seconds, isCalled) in [(659, false), (660, true)] {
            let again = Call(
                callee: .clinician, booking: booking.id, who: .account("somebody"), since: start + .seconds(seconds))
            #expect(try await house.store.isAnswered(again, in: house.practice.id, now: start + .seconds(seconds)) != isCalled)
        }
    }

    @Test func `H8 a clock that ran ahead and was set right keeps nobody from being called`() async throws {
        let house = try await House()
        let booking = try await house.book()
        let ahead = start + .seconds(7_200)
        try await house.store.takeUp(waiting(booking, since: ahead), now: ahead)
        try await deliver(house, at: ahead + .seconds(60))
        let lin = Call(callee: .clinician, booking: booking.id, who: .account("Lin"), since: start)
        #expect(try await !house.store.isAnswered(lin, in: house.practice.id, now: start + .seconds(60)))
        let other = try await house.book(120)
        try await house.store.takeUp(waiting(other, since: ahead), now: start)
        #expect(try await calls(house, about: other).map(\.dueAt) == [start + .seconds(60)])
    }

    @Test func `H8 the practice is called later, counted from the session's start, and by its own setting`() async throws {
        let house = try await House()
        let booking = try await house.book(10)
        try await house.store.takeUp(waiting(booking), now: start)
        try await house.store.takeUp(waiting(booking, since: booking.startsAt + .seconds(60)), now: booking.startsAt + .seconds(60))
        let called = try await calls(house, about: booking, .practice)
        #expect(
            called.map(\.notice)
                == [start, booking.startsAt + .seconds(60)].map {
                    .clientStillWaiting(booking.id, since: $0, who: .account("somebody"))
                })
        #expect(called.map(\.dueAt) == [booking.startsAt + .seconds(300), booking.startsAt + .seconds(360)])
        for (setting, count) in [("off", 0), ("60", 1)] {
            _ = try await house.store.updatePractice(house.practice.id, now: start) { try $0.set("practice-alert-minutes", to: setting) }
            let other = try await house.book(120)
            try await house.store.takeUp(waiting(other, since: other.startsAt), now: other.startsAt)
            #expect(try await calls(house, about: other, .practice).map(\.dueAt) == Array(repeating: other.startsAt + .seconds(3_600), count: count))
            _ = try await house.store.cancelBooking(other.id, in: house.practice.id, reason: nil, now: start)
        }
    }

    @Test func `the mail about one of two who come together is looked at when the other's was handed over, and told of both`() async throws {
        let house = try await House()
        let booking = try await house.book()
        let (ann, ben, cat) = (start, start + .seconds(10), start + .seconds(61))
        try await house.store.takeUp(waiting(booking, .account("Ann"), since: ann), now: ann)
        try await house.store.takeUp(waiting(booking, .account("Ben"), since: ben), now: ben)
        try await house.store.takeUp(waiting(booking, .account("Cat"), since: cat), now: cat)
        #expect(try await calls(house, about: booking).map { $0.dueAt - start } == [.seconds(60), .seconds(80), .seconds(121)])
        try await deliver(house, at: start + .seconds(60))
        func isAnswered(_ who: SubjectID, since: Instant, _ callee: Call.Callee = .clinician) async throws -> Bool {
            try await house.store.isAnswered(
                Call(callee: callee, booking: booking.id, who: who, since: since), in: house.practice.id, now: start + .seconds(90))
        }
        #expect(try await isAnswered(.account("Ben"), since: ben))
        #expect(try await !isAnswered(.account("Cat"), since: cat), "who came after it")
        #expect(try await !isAnswered(.account("Ben"), since: ben, .practice), "the practice knows nothing yet")
    }

    @Test func `what was handed over is told to the room as of then; what the practice got isn't`() async throws {
        let house = try await House()
        let booking = try await house.book()
        try await house.store.takeUp(waiting(booking), now: start)
        #expect(try await house.commands() == [])
        let now = start + .seconds(60)
        try await deliver(house, at: now)
        #expect(try await house.store.commands(after: 0).map(\.room) == [booking.room])
        #expect(try await house.commands() == [.clinicianAlerted(at: now)])
        try await deliver(house, at: start + .seconds(300))
        #expect(try await calls(house, about: booking, .practice).map(\.state) == [.delivered])
        #expect(try await house.commands().count == 1)
    }

    @Test func `a call that was written by an older version still says what it is about`() async throws {
        let house = try await House()
        let booking = try await house.book()
        let old = #"{"clientWaiting":{"_0":"\#(booking.id)","for":"\#(house.clinician.id)","since":\#(start.milliseconds)}}"#
        try await house.store.enqueue(.clientWaiting(booking.id, since: start, for: house.clinician.id), in: house.practice.id, now: start)
        try await house.store.database.write { try $0.execute(sql: "UPDATE outbox SET notice = ?", arguments: [old]) }
        let item = try #require(try await house.store.takeOutbox(dueAt: start, limit: 1).first)
        #expect(item.notice == .clientWaiting(booking.id, since: start, for: house.clinician.id))
    }

    @Test func `nobody is called about a cancelled session, a room of nobody's, or somebody who is in`() async throws {
        let house = try await House()
        let booking = try await house.book()
        for kind in [RoomEvent.Kind.admitted, .left, .ended] {
            try await house.store.takeUp(RoomEvent(room: booking.room, kind: kind, subject: nil, since: start), now: start)
        }
        try await house.store.takeUp(RoomEvent(room: "no-room", kind: .waiting, subject: nil, since: start), now: start)
        _ = try await house.store.cancelBooking(booking.id, in: house.practice.id, reason: nil, now: start)
        try await house.store.takeUp(waiting(booking), now: start)
        for callee in [Call.Callee.clinician, .practice] { #expect(try await calls(house, about: booking, callee).isEmpty) }
    }
}
