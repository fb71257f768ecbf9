import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Bookings")
struct BookingTests {
    @Test func `a booking reads back with its people, by id and by room`() async throws {
        let house = try await House()
        let second = try await house.store.createClient(in: house.practice.id, name: .parse("Alix"), email: nil, now: start)
        let booking = try await house.book(clients: [house.client.id, second.id])
        let session = try #require(try await house.store.session(booking.id, in: house.practice.id))
        #expect(session == BookedSession(booking: booking, clients: [house.client, second], clinician: house.clinician))
        #expect(try await house.store.session(room: booking.room) == session)
        #expect(try await house.store.sessionAnywhere(booking.id) == session)
        #expect(booking.revision == 1)
        #expect(try await house.commands() == [])
    }

    @Test func `A18 a booking is found in its own practice alone`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        let booking = try await house.book()
        #expect(try await house.store.session(booking.id, in: other.practice.id) == nil)
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await house.store.cancelBooking(booking.id, in: other.practice.id, reason: nil, now: start)
        }
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await house.store.moveBooking(booking.id, in: other.practice.id, to: time(60), now: start)
        }
    }

    @Test func `A18 nobody of another practice can be booked`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        await #expect(throws: PortalStoreError.notFound) { _ = try await house.book(clients: [other.client.id]) }
        await #expect(throws: PortalStoreError.notFound) { _ = try await house.book(clinician: other.clinician.id) }
        #expect(try await house.store.sessions(of: [house.client.id], in: house.practice.id, endingAfter: start).isEmpty)
    }

    @Test func `a booking is for one to seven clients, each of them once`() async throws {
        let house = try await House()
        await #expect(throws: PortalStoreError.badClients) { _ = try await house.book(clients: []) }
        await #expect(throws: PortalStoreError.badClients) {
            _ = try await house.book(clients: [house.client.id, house.client.id])
        }
        var clients: [ClientID] = []
        for index in 0..<8 {
            clients.append(
                try await house.store.createClient(in: house.practice.id, name: .parse("Client \(index)"), email: nil, now: start)
                    .id)
        }
        #expect(try await house.book(clients: Array(clients.prefix(7))).clients.count == 7)
        await #expect(throws: PortalStoreError.badClients) { _ = try await house.book(clients: clients) }
    }

    @Test func `a client's sessions are listed, the next on top, the past ones latest first`() async throws {
        let house = try await House()
        let later = try await house.book(120)
        let next = try await house.book(10)
        let past = try await house.book(-120)
        let longPast = try await house.book(-240)
        let client = [house.client.id]
        #expect(
            try await house.store.sessions(of: client, in: house.practice.id, endingAfter: start).map(\.booking) == [next, later])
        #expect(
            try await house.store.sessions(of: client, in: house.practice.id, endedBy: start).map(\.booking) == [past, longPast])
        #expect(try await house.store.sessions(of: client, in: house.practice.id, endedBy: next.endsAt).first?.booking == next)
        #expect(
            try await house.store.sessions(of: client, in: house.practice.id, endingAfter: next.endsAt).map(\.booking) == [later])
        #expect(
            try await house.store.sessions(of: client, in: house.practice.id, endingAfter: start, limit: 1).map(\.booking) == [next]
        )
        #expect(try await house.store.sessions(of: [], in: house.practice.id, endingAfter: start).isEmpty)
    }

    @Test func `A16 M8 a list holds the clients' own sessions alone, and each once`() async throws {
        let house = try await House()
        let other = try await house.store.createClient(in: house.practice.id, name: .parse("Other"), email: nil, now: start)
        let own = try await house.book(10)
        let both = try await house.book(20, clients: [other.id, house.client.id])
        _ = try await house.book(30, clients: [other.id])
        let found = try await house.store.sessions(of: [house.client.id], in: house.practice.id, endingAfter: start)
        #expect(found.map(\.booking) == [own, both])
        let ofBoth = try await house.store.sessions(of: [house.client.id, other.id], in: house.practice.id, endingAfter: start)
        #expect(ofBoth.count == 3)
    }

    @Test func `a day is listed for the practice and for one clinician`() async throws {
        let house = try await House()
        let colleague = try await house.store.createStaff(
            in: house.practice.id, role: .clinician, name: .parse("Marc Roy"), email: EmailAddress("marc@example.org"), now: start)
        let own = try await house.book(10)
        let theirs = try await house.book(0, clinician: colleague.id)
        _ = try await house.book(60)
        let time = start..<(start + .seconds(3_600))
        #expect(try await house.store.sessions(startingIn: time, in: house.practice.id).map(\.booking) == [theirs, own])
        let ofOne = try await house.store.sessions(startingIn: time, in: house.practice.id, clinician: house.clinician.id)
        #expect(ofOne.map(\.booking) == [own])
    }

    @Test func `sessions in the way of another are found, to the millisecond`() async throws {
        let house = try await House()
        let booking = try await house.book(0)
        func inTheWay(_ minutes: Int) async throws -> [Booking] {
            try await house.store.sessions(overlapping: time(minutes), of: house.clinician.id, in: house.practice.id).map(\.booking)
        }
        #expect(try await inTheWay(50) == [])
        #expect(try await inTheWay(49) == [booking])
        #expect(try await inTheWay(-50) == [])
        #expect(try await inTheWay(-49) == [booking])
        _ = try await house.store.cancelBooking(booking.id, in: house.practice.id, reason: nil, now: start)
        #expect(try await inTheWay(0) == [])
    }

    @Test func `W5 moving a booking tells its room the new window, in the same transaction`() async throws {
        let house = try await House()
        let booking = try await house.book()
        let moved = try await house.store.moveBooking(booking.id, in: house.practice.id, to: time(90), now: start)
        #expect(moved.revision == 2)
        #expect(moved.room == booking.room)
        #expect(try await house.store.session(booking.id, in: house.practice.id)?.booking == moved)
        let command = try #require(try await house.store.commands(after: 0).first)
        #expect(command.command == .changed(house.practice.terms(of: moved, hostName: house.clinician.name)))
        #expect(command.room == booking.room)
        #expect(command.practice == house.practice.id)
        #expect(command.writtenAt == start)
    }

    @Test func `moving to the same time changes nothing`() async throws {
        let house = try await House()
        let booking = try await house.book()
        #expect(try await house.store.moveBooking(booking.id, in: house.practice.id, to: booking.time, now: start) == booking)
        #expect(try await house.commands() == [])
    }

    @Test func `H4 a booking handed over has another host`() async throws {
        let house = try await House()
        let colleague = try await house.store.createStaff(
            in: house.practice.id, role: .clinician, name: .parse("Marc Roy"), email: EmailAddress("marc@example.org"), now: start)
        let booking = try await house.book()
        let given = try await house.store.handOverBooking(booking.id, in: house.practice.id, to: colleague.id, now: start)
        #expect(given.clinician == colleague.id)
        #expect(try await house.commands() == [.changed(house.practice.terms(of: given, hostName: colleague.name))])
        #expect(house.practice.terms(of: given, hostName: nil).hosts == [.staff(colleague.id)])
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await house.store.handOverBooking(booking.id, in: house.practice.id, to: "nobody", now: start)
        }
    }

    @Test func `W5 a cancelled booking tells its room why, once, and can't be moved`() async throws {
        let house = try await House()
        let booking = try await house.book()
        let cancelled = try await house.store.cancelBooking(booking.id, in: house.practice.id, reason: "ill", now: start)
        #expect(cancelled.status == .cancelled(reason: "ill"))
        #expect(try await house.store.session(booking.id, in: house.practice.id)?.booking == cancelled)
        #expect(try await house.store.cancelBooking(booking.id, in: house.practice.id, reason: "other", now: start) == cancelled)
        #expect(try await house.commands() == [.cancelled(reason: "ill")])
        await #expect(throws: PortalStoreError.bookingCancelled) {
            _ = try await house.store.moveBooking(booking.id, in: house.practice.id, to: time(60), now: start)
        }
    }

    @Test func `a changed join window is told to the rooms of the day alone`() async throws {
        let house = try await House()
        let today = try await house.book(60)
        _ = try await house.book(60 * 24 * 7)
        let cancelled = try await house.book(30)
        _ = try await house.store.cancelBooking(cancelled.id, in: house.practice.id, reason: nil, now: start)
        let before = try await house.store.commands(after: 0).count
        let practice = try await house.store.updatePractice(house.practice.id, now: start) {
            try $0.set("join-minutes-before", to: "5")
        }
        #expect(try await house.commands().dropFirst(before) == [.changed(practice.terms(of: today, hostName: house.clinician.name))])
        #expect(practice.terms(of: today, hostName: nil).revision > house.practice.terms(of: today, hostName: nil).revision)
    }

    @Test func `the schema itself refuses what makes no sense`() async throws {
        let house = try await House()
        let booking = try await house.book()
        for sql in [
            "UPDATE booking SET minutes = 4", "UPDATE booking SET ends_at = ends_at + 1", "UPDATE booking SET is_cancelled = 2",
            "UPDATE booking SET cancel_reason = 'why'", "UPDATE booking SET starts_at = 'soon'", "DELETE FROM client",
            "UPDATE practice SET language = 'de'",
        ] {
            await #expect(throws: DatabaseError.self, "\(sql)") {
                try await house.store.database.write { try $0.execute(sql: sql) }
            }
        }
        #expect(try await house.store.session(booking.id, in: house.practice.id)?.booking == booking)
    }
}
