import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("What happens in rooms")
struct RoomEventTests {
    private func calls(_ house: House, about booking: Booking) async throws -> [OutboxItem] {
        try await house.store.outbox(about: booking.id, in: house.practice.id).filter {
            if case .clientWaiting = $0.notice { true } else { false }
        }
    }

    private func waiting(_ booking: Booking, since: Instant = start) -> RoomEvent {
        RoomEvent(room: booking.room, kind: .waiting, subject: .account("somebody"), since: since)
    }

    @Test func `H8 who begins to wait has the clinician called after a minute, once in ten`() async throws {
        let house = try await House()
        let booking = try await house.book()
        for _ in 1...3 { try await house.store.takeUp(waiting(booking), now: start) }
        let called = try await calls(house, about: booking)
        #expect(called.map(\.notice) == [.clientWaiting(booking.id, since: start, for: house.clinician.id)])
        #expect(called.map(\.dueAt) == [start + .seconds(60)])
        try await house.store.takeUp(waiting(booking, since: start + .seconds(599)), now: start + .seconds(599))
        #expect(try await calls(house, about: booking).count == 1)
        try await house.store.takeUp(waiting(booking, since: start + .seconds(600)), now: start + .seconds(600))
        #expect(try await calls(house, about: booking).count == 2)
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
        #expect(try await calls(house, about: booking).isEmpty)
    }
}
