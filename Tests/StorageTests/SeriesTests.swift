import Foundation
import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Plans and series")
struct SeriesTests {
    private let week = 7 * 24 * 60

    private func plan(_ house: House, _ minutes: [Int], mayOverlap: Bool = false) throws -> SessionPlan {
        SessionPlan(
            clinician: house.clinician.id, clients: [house.client.id],
            slots: try minutes.map { .init(try time($0), mayOverlap: mayOverlap) })
    }

    @Test func `a series is booked together, keeps what it costs, and is listed in its order`() async throws {
        let house = try await House()
        let service = try await house.store.createService(
            in: house.practice.id, name: .parse("Thérapie"), minutes: 50, fee: 12_000, isTaxed: true, now: start)
        var plan = try plan(house, [60, 60 + week, 60 + 2 * week])
        plan.charge = service.charge
        let made = try await house.store.book(plan, in: house.practice.id, now: start)
        let series = try #require(made.first?.series)
        #expect(Set(made.map(\.series)) == [series])
        #expect(Set(made.map(\.room)).count == 3)
        #expect(made.allSatisfy { $0.charge == service.charge })
        #expect(try await house.store.sessions(of: series, in: house.practice.id).map(\.booking) == made)
        let other = try await House(house.store, slug: "parc")
        #expect(try await house.store.sessions(of: series, in: other.practice.id).isEmpty)
    }

    @Test func `V2 clients are told of a series once, and reminded of each session`() async throws {
        let house = try await House()
        let made = try await house.store.book(
            plan(house, [60 + week, 60 + 2 * week]), in: house.practice.id, now: start)
        let told = try await house.notices()
        let (first, second) = (try #require(made.first), try #require(made.last))
        #expect(told.filter { $0 == .sessionBooked(first.id, house.client.id) }.count == 1)
        #expect(!told.contains(.sessionBooked(second.id, house.client.id)))
        for reminder in SessionReminder.allCases {
            for booking in made {
                #expect(told.contains(.sessionReminder(booking.id, house.client.id, reminder, startsAt: booking.startsAt)))
            }
        }
    }

    @Test func `one session that is in the way stops all of them`() async throws {
        let house = try await House()
        let taken = try await house.book(60 + week)
        await #expect(throws: PortalStoreError.slotTaken) {
            _ = try await house.store.book(plan(house, [60, 60 + week]), in: house.practice.id, now: start)
        }
        let booked = try await house.store.sessions(of: [house.client.id], in: house.practice.id, endingAfter: start)
        #expect(booked.map(\.booking) == [taken])
        let meant = try await house.store.book(plan(house, [60 + week], mayOverlap: true), in: house.practice.id, now: start)
        #expect(meant.count == 1)
    }

    @Test func `of many who book one time at once, one gets it`() async throws {
        try await withDirectory { directory in
            let store = try PortalStore(path: directory.appending(path: "portal.sqlite").path)
            let house = try await House(store)
            let plan = try plan(house, [60])
            let made = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        do { return try await store.book(plan, in: house.practice.id, now: start).count } catch PortalStoreError.slotTaken { return 0 }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(made == 1)
        }
    }

    @Test func `moving some at once, two can't end up at one time either`() async throws {
        try await withDirectory { directory in
            let store = try PortalStore(path: directory.appending(path: "portal.sqlite").path)
            let house = try await House(store)
            let bookings = [try await house.book(60), try await house.book(120), try await house.book(180)]
            let wanted = try time(300)
            let moved = try await withThrowingTaskGroup(of: Int.self) { group in
                for booking in bookings {
                    group.addTask {
                        do {
                            _ = try await store.moveBooking(
                                booking.id, in: house.practice.id, to: wanted, mayOverlap: false, now: start)
                            return 1
                        } catch PortalStoreError.slotTaken { return 0 }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(moved == 1)
        }
    }

    @Test func `W5 this session and the following ones move alike, those before stay`() async throws {
        let house = try await House()
        let made = try await house.store.book(
            plan(house, [60, 60 + week, 60 + 2 * week]), in: house.practice.id, now: start)
        let second = try #require(made.dropFirst().first)
        let moved = try await house.store.moveSeries(
            from: second.id, in: house.practice.id, to: time(60 + week + 24 * 60, minutes: 30), mayOverlap: false, now: start)
        #expect(moved.map(\.id) == made.dropFirst().map(\.id))
        #expect(moved.map(\.startsAt) == made.dropFirst().map { $0.startsAt + .seconds(86_400) })
        #expect(moved.allSatisfy { $0.time.minutes == 30 && $0.revision == 2 })
        let first = try #require(made.first)
        #expect(try await house.store.session(first.id, in: house.practice.id)?.booking == first)
        let rooms = try await house.store.commands(after: 0).compactMap(\.room)
        #expect(rooms == moved.map(\.room))
        let told = try await house.notices()
        let together = Notice.sessionMoved(second.id, house.client.id, with: made.suffix(1).map(\.id))
        #expect(told.filter { if case .sessionMoved = $0 { true } else { false } } == [together])
    }

    @Test func `C0 a session that moves there and back is reminded of once, and a cancelled one never`() async throws {
        let house = try await House()
        let booking = try await house.book(3 * 24 * 60)
        for minutes in [4 * 24 * 60, 3 * 24 * 60] {
            _ = try await house.store.moveBooking(booking.id, in: house.practice.id, to: time(minutes), now: start)
        }
        func reminders() async throws -> [Notice] {
            try await house.notices().filter { if case .sessionReminder = $0 { true } else { false } }
        }
        let wanted = SessionReminder.allCases.map {
            Notice.sessionReminder(booking.id, house.client.id, $0, startsAt: booking.startsAt)
        }
        #expect(try await reminders() == wanted)
        _ = try await house.store.cancelBooking(booking.id, in: house.practice.id, reason: nil, now: start)
        #expect(try await reminders() == [])
    }

    @Test func `a series moves over itself, and a stranger in the way stops it whole`() async throws {
        let house = try await House()
        let made = try await house.store.book(plan(house, [0, week]), in: house.practice.id, now: start)
        let first = try #require(made.first)
        let over = try await house.store.moveSeries(
            from: first.id, in: house.practice.id, to: time(week), mayOverlap: false, now: start)
        #expect(over.map(\.startsAt) == made.map { $0.startsAt + .seconds(7 * 86_400) })
        _ = try await house.book(30 + 2 * week)
        await #expect(throws: PortalStoreError.slotTaken) {
            _ = try await house.store.moveSeries(
                from: first.id, in: house.practice.id, to: time(week + 10), mayOverlap: false, now: start)
        }
        #expect(try await house.store.session(first.id, in: house.practice.id)?.booking.startsAt == over.first?.startsAt)
    }

    @Test func `cancelling this one and the following leaves the earlier ones and what is over`() async throws {
        let house = try await House()
        let made = try await house.store.book(
            plan(house, [60, 60 + week, 60 + 2 * week]), in: house.practice.id, now: start)
        let second = try #require(made.dropFirst().first)
        let gone = try await house.store.cancelSeries(from: second.id, in: house.practice.id, reason: "ill", now: start)
        #expect(gone.map(\.id) == made.dropFirst().map(\.id))
        #expect(gone.allSatisfy { $0.status == .cancelled(reason: "ill") })
        #expect(try await house.commands() == [.cancelled(reason: "ill"), .cancelled(reason: "ill")])
        let left = try await house.store.sessions(of: [house.client.id], in: house.practice.id, endingAfter: start)
        #expect(left.filter { !$0.booking.isCancelled }.map(\.booking) == Array(made.prefix(1)))
        let told = try await house.notices()
        #expect(told.contains(.sessionCancelled(second.id, house.client.id, with: made.suffix(1).map(\.id))))
        await #expect(throws: PortalStoreError.bookingCancelled) {
            _ = try await house.store.cancelSeries(from: second.id, in: house.practice.id, reason: nil, now: start)
        }
    }

    @Test func `the following sessions are those still to be held`() async throws {
        let house = try await House()
        let made = try await house.store.book(
            plan(house, [60, 60 + week, 60 + 2 * week]), in: house.practice.id, now: start)
        let (first, second) = (try #require(made.first), try #require(made.dropFirst().first))
        _ = try await house.store.cancelBooking(second.id, in: house.practice.id, reason: nil, now: start)
        #expect(try await house.store.followers(of: first, now: start).map(\.booking.id) == [first.id, made[2].id])
        let alone = try await house.book(600)
        #expect(try await house.store.followers(of: alone, now: start).map(\.booking) == [alone])
    }

    @Test func `whether somebody came is said once it has begun, and can be taken back`() async throws {
        let house = try await House()
        let booking = try await house.book(10)
        await #expect(throws: PortalStoreError.notBegun) {
            _ = try await house.store.recordAttendance(.attended, at: booking.id, in: house.practice.id, now: start)
        }
        let begun = booking.startsAt
        let noted = try await house.store.recordAttendance(.noShow, at: booking.id, in: house.practice.id, now: begun)
        #expect(noted.attendance == .noShow && noted.revision == booking.revision)
        #expect(try await house.store.session(booking.id, in: house.practice.id)?.booking == noted)
        #expect(try await house.store.recordAttendance(nil, at: booking.id, in: house.practice.id, now: begun) == booking)
        #expect(try await house.commands().isEmpty)
    }

    @Test func `a fee is agreed on without telling anybody`() async throws {
        let house = try await House()
        let booking = try await house.book(10)
        let before = try await house.notices()
        let charge = SessionCharge(fee: 0, isTaxed: true)
        let charged = try await house.store.charge(charge, for: booking.id, in: house.practice.id, now: start)
        #expect(charged.charge == charge)
        #expect(try await house.store.session(booking.id, in: house.practice.id)?.booking == charged)
        #expect(try await house.notices() == before)
        await #expect(throws: DatabaseError.self) {
            _ = try await house.store.charge(SessionCharge(fee: -1), for: booking.id, in: house.practice.id, now: start)
        }
    }

    @Test func `H6 a guest gets a link to each session, sent a week ahead but for the first`() async throws {
        let house = try await House()
        var plan = try plan(house, [60, 60 + 4 * week])
        plan.guests = [
            .init(name: try .parse("Grace"), email: try EmailAddress("grace@example.org")),
            .init(name: try .parse("Sam"), email: nil),
        ]
        let made = try await house.store.book(plan, in: house.practice.id, now: start)
        for booking in made { #expect(try await house.store.links(to: booking.id, in: house.practice.id).count == 2) }
        let due = try await house.links()
        #expect(due == [start, start + .seconds(3600 + 3 * 7 * 86_400)])
        func sent(_ booking: Booking) async throws -> [Instant?] {
            try await house.store.links(to: booking.id, in: house.practice.id).map(\.sentAt)
        }
        #expect(try await Set(sent(made[1])) == [due[1], nil])
        // A session that is moved up takes its link along; what left, or leaves now, stays as it is.
        for (booking, minutes) in [(made[0], 120), (made[1], 60 + 2 * week)] {
            _ = try await house.store.moveBooking(booking.id, in: house.practice.id, to: time(minutes), now: start)
        }
        let moved = start + .seconds(3600 + 7 * 86_400)
        #expect(try await house.links() == [start, moved])
        #expect(try await Set(sent(made[1])) == [moved, nil])
        #expect(try await Set(sent(made[0])) == [start, nil])
        _ = try await house.store.updatePractice(house.practice.id, now: start) { $0.isSharingEnabled = false }
        plan.slots = [.init(try time(600), mayOverlap: false)]
        let refused = plan
        await #expect(throws: PortalStoreError.sharingDisabled) {
            _ = try await house.store.book(refused, in: house.practice.id, now: start)
        }
    }

    @Test func `a clinician who takes over is free, unless it is meant`() async throws {
        let house = try await House()
        let colleague = try await house.store.createStaff(
            in: house.practice.id, role: .clinician, name: .parse("Marc Roy"), email: EmailAddress("marc@example.org"), now: start)
        let booking = try await house.book(0)
        _ = try await house.book(20, clinician: colleague.id)
        await #expect(throws: PortalStoreError.slotTaken) {
            _ = try await house.store.handOverBooking(
                booking.id, in: house.practice.id, to: colleague.id, mayOverlap: false, now: start)
        }
        let given = try await house.store.handOverBooking(
            booking.id, in: house.practice.id, to: colleague.id, mayOverlap: true, now: start)
        #expect(given.clinician == colleague.id)
    }

    @Test func `a week's list holds what reaches into it`() async throws {
        let house = try await House()
        let before = try await house.book(-30)
        let over = try await house.book(-50)
        let inside = try await house.book(60)
        let after = try await house.book(600)
        let range = start..<(start + .seconds(36_000))
        let found = try await house.store.sessions(during: range, in: house.practice.id).map(\.booking)
        #expect(found == [before, inside])
        #expect(!found.contains(over) && !found.contains(after))
        let own = try await house.store.sessions(during: range, in: house.practice.id, clinician: house.clinician.id)
        #expect(own.map(\.booking) == found)
    }
}

extension House {
    /// What lies in the outbox, in its order.
    fileprivate func notices() async throws -> [Notice] {
        try await store.outbox(of: practice.id, in: .due, limit: 200).reversed().map(\.notice)
    }

    /// When the links in the outbox are due.
    fileprivate func links() async throws -> [Instant] {
        try await store.outbox(of: practice.id, in: .due, limit: 200).reversed()
            .filter { if case .directLink = $0.notice { true } else { false } }.map(\.dueAt)
    }
}
