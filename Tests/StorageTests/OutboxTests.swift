import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Outbox")
struct OutboxTests {
    private func due(_ store: PortalStore, at now: Instant = start) async throws -> [Notice] {
        let items = try await store.takeOutbox(dueAt: now, limit: 100)
        for item in items { try await store.endOutboxItem(item.sequence, as: .delivered, now: now) }
        return items.map(\.notice)
    }

    @Test func `a booked session is told to each client, and brought to mind twice`() async throws {
        let house = try await House()
        let partner = try await house.store.createClient(in: house.practice.id, name: .parse("Marc"), email: nil, now: start)
        let booking = try await house.book(2 * 24 * 60, clients: [house.client.id, partner.id])
        #expect(try await due(house.store) == [.sessionBooked(booking.id, house.client.id), .sessionBooked(booking.id, partner.id)])
        let dayBefore = booking.startsAt - .seconds(86_400)
        #expect(try await due(house.store, at: dayBefore - .seconds(1)) == [])
        #expect(
            try await due(house.store, at: dayBefore) == [
                .sessionReminder(booking.id, house.client.id, .dayBefore, startsAt: booking.startsAt),
                .sessionReminder(booking.id, partner.id, .dayBefore, startsAt: booking.startsAt),
            ])
        let hourBefore = try await due(house.store, at: booking.startsAt - .seconds(3_600))
        #expect(hourBefore.contains(.sessionReminder(booking.id, partner.id, .hourBefore, startsAt: booking.startsAt)))
    }

    @Test func `moving and cancelling are told, and a session that is over isn't`() async throws {
        let house = try await House()
        let booking = try await house.book()
        let practice = house.practice.id
        _ = try await due(house.store)
        _ = try await house.store.moveBooking(booking.id, in: practice, to: time(60), now: start)
        #expect(try await due(house.store) == [.sessionMoved(booking.id, house.client.id)])
        _ = try await house.store.cancelBooking(booking.id, in: practice, reason: "ill", now: start)
        #expect(try await due(house.store) == [.sessionCancelled(booking.id, house.client.id)])
        let past = try await house.book(-120)
        _ = try await house.store.cancelBooking(past.id, in: practice, reason: nil, now: start)
        #expect(try await due(house.store) == [])
    }

    @Test func `H4 a session handed over is told to its clients and to who has it now, several at once in one mail`() async throws {
        let house = try await House()
        let practice = house.practice.id
        let marc = try await house.store.createStaff(
            in: practice, role: .clinician, name: .parse("Marc Roy"), email: EmailAddress("marc@example.org"), now: start)
        let (booking, second, past) = (try await house.book(), try await house.book(120), try await house.book(-120))
        _ = try await due(house.store)
        let marcs = house.store.acting(as: Actor(.staff(marc.id), from: nil))
        _ = try await marcs.handOverBooking(booking.id, in: practice, to: marc.id, now: start)
        #expect(try await due(house.store) == [.sessionHandedOver(booking.id, house.client.id)])
        let elise = house.clinician.id
        _ = try await marcs.handOverBooking(booking.id, in: practice, to: elise, now: start)
        #expect(
            try await due(house.store) == [
                .sessionHandedOver(booking.id, house.client.id), .sessionTakenOver(booking.id, for: elise),
            ])
        _ = try await marcs.handOverBooking(booking.id, in: practice, to: elise, now: start)
        #expect(try await due(house.store) == [], "nothing has changed")
        try await house.store.handOverBookings(of: elise, in: practice, to: marc.id, now: start)
        #expect(
            try await due(house.store) == [
                .sessionHandedOver(booking.id, house.client.id), .sessionHandedOver(second.id, house.client.id),
                .sessionTakenOver(booking.id, for: marc.id, with: [second.id]),
            ])
        #expect(try await house.store.session(past.id, in: practice)?.clinician.id == elise)
    }

    @Test func `a change that fails tells nobody`() async throws {
        let house = try await House()
        await #expect(throws: PortalStoreError.notFound) { try await house.book(clients: [house.client.id, "nobody"]) }
        #expect(try await due(house.store) == [])
    }

    @Test func `what is taken is taken by nobody else until its lease is over`() async throws {
        let house = try await House()
        let booking = try await house.book()
        let taken = try await house.store.takeOutbox(dueAt: start, limit: 1, lease: .seconds(60))
        #expect(taken.map(\.notice) == [.sessionBooked(booking.id, house.client.id)])
        #expect(taken.first?.attempts == 1)
        #expect(try await due(house.store, at: start + .seconds(59)) == [])
        let again = try await house.store.takeOutbox(dueAt: start + .seconds(60), limit: 1)
        #expect(again.map(\.sequence) == taken.map(\.sequence))
        #expect(again.first?.attempts == 2)
    }

    @Test(arguments: [OutboxItem.State.delivered, .obsolete, .failed])
    func `what has ended is tried no more`(state: OutboxItem.State) async throws {
        let house = try await House()
        _ = try await house.book()
        let item = try #require(try await house.store.takeOutbox(dueAt: start, limit: 1).first)
        try await house.store.endOutboxItem(item.sequence, as: state, failure: state == .failed ? "refused" : nil, now: start)
        #expect(try await due(house.store, at: start + .seconds(3_600)) == [])
        let ended = try await house.store.outbox(of: house.practice.id, in: state)
        #expect(ended.map(\.sequence) == [item.sequence])
        #expect(ended.first?.failure == (state == .failed ? "refused" : nil))
    }

    @Test func `what is put off comes again at that time`() async throws {
        let house = try await House()
        _ = try await house.book()
        let item = try #require(try await house.store.takeOutbox(dueAt: start, limit: 1).first)
        let later = start + .seconds(300)
        try await house.store.postponeOutboxItem(item.sequence, until: later, failure: "busy")
        #expect(try await house.store.nextOutboxDue() == later)
        #expect(try await due(house.store, at: later - .milliseconds(1)) == [])
        #expect(try await due(house.store, at: later) == [item.notice])
    }

    @Test func `staff send again what was given up, in their own practice alone`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        _ = try await house.book()
        let item = try #require(try await house.store.takeOutbox(dueAt: start, limit: 1).first)
        await #expect(throws: PortalStoreError.notFound) {
            try await house.store.resendOutboxItem(item.sequence, in: house.practice.id, now: start)
        }
        try await house.store.endOutboxItem(item.sequence, as: .failed, failure: "refused", now: start)
        await #expect(throws: PortalStoreError.notFound) {
            try await house.store.resendOutboxItem(item.sequence, in: other.practice.id, now: start)
        }
        try await house.store.resendOutboxItem(item.sequence, in: house.practice.id, now: start)
        let again = try await house.store.takeOutbox(dueAt: start, limit: 1)
        #expect(again.map(\.notice) == [item.notice])
        #expect(again.first?.attempts == 1)
    }

    @Test(arguments: [
        Notice.noAccount(try EmailAddress("who@example.org")), .sessionMoved("b", "c", with: ["d"]), .sessionCancelled("b", "c"),
        .loginChanged(.staff("elise"), .password, to: try EmailAddress("a@b.org")),
        .event("hook", WebhookEvent(kind: .participantWaiting, booking: "b", participant: "account:n", at: start)),
    ])
    func `every kind of notice comes back as it was`(notice: Notice) async throws {
        let house = try await House()
        try await house.store.enqueue(notice, on: .webhook, in: house.practice.id, now: start)
        let item = try #require(try await house.store.takeOutbox(dueAt: start, limit: 1).first)
        #expect(item.notice == notice)
        #expect(item.channel == .webhook)
    }

    @Test func `ended notices are forgotten in time`() async throws {
        let house = try await House()
        _ = try await house.book()
        let item = try #require(try await house.store.takeOutbox(dueAt: start, limit: 1).first)
        try await house.store.endOutboxItem(item.sequence, as: .delivered, now: start)
        try await house.store.forgetOutbox(endedBefore: start)
        #expect(try await house.store.outbox(of: house.practice.id, in: .delivered).count == 1)
        try await house.store.forgetOutbox(endedBefore: start + .milliseconds(1))
        #expect(try await house.store.outbox(of: house.practice.id, in: .delivered) == [])
    }
}
