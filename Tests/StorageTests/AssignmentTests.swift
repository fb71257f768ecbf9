import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Sessions assigned to accounts (Q7–Q11)")
struct AssignmentTests {
    private func owner(of booking: Booking, _ house: House, _ client: ClientID? = nil) async throws -> AccountID? {
        try await house.store.assignments(of: client ?? house.client.id, in: house.practice.id)[booking.id]?.id
    }

    private func account(_ house: House, _ email: String, isVerified: Bool = true) async throws -> Account {
        try await house.store.createAccount(
            in: house.practice.id, email: EmailAddress(email), name: .parse("Sam"), isVerified: isVerified, now: start)
    }

    private func client(_ house: House, _ name: String, _ email: String) async throws -> Client {
        try await house.store.createClient(in: house.practice.id, name: .parse(name), email: EmailAddress(email), now: start)
    }

    @Test func `Q8 a session booked by staff is assigned to the client's account`() async throws {
        let house = try await House()
        #expect(try await owner(of: house.book(), house) == house.account.id)
    }

    @Test func `Q8 without association, the one account of the same address is the one`() async throws {
        let house = try await House()
        let samuel = try await client(house, "Samuel Okafor", "samuel@example.org")
        let account = try await account(house, "samuel@example.org")
        let booking = try await house.book(clients: [house.client.id, samuel.id])
        #expect(try await owner(of: booking, house, samuel.id) == account.id)
        #expect(try await owner(of: booking, house) == house.account.id)
    }

    @Test func `Q8 an address that nobody confirmed is assigned nothing until somebody does`() async throws {
        let house = try await House()
        let samuel = try await client(house, "Samuel Okafor", "samuel@example.org")
        let account = try await account(house, "samuel@example.org", isVerified: false)
        let booking = try await house.book(clients: [samuel.id])
        #expect(try await owner(of: booking, house, samuel.id) == nil)
        let verified = try await house.store.verifyAccount(account.id, in: house.practice.id, by: .email, now: start)
        #expect(verified.verifiedBy == .email)
        #expect(try await owner(of: booking, house, samuel.id) == account.id)
    }

    @Test func `Q8 what was booked before the account existed is assigned when it is verified`() async throws {
        let house = try await House()
        let samuel = try await client(house, "Samuel Okafor", "samuel@example.org")
        let booking = try await house.book(clients: [samuel.id])
        let account = try await account(house, "samuel@example.org", isVerified: false)
        _ = try await house.store.verifyAccount(account.id, in: house.practice.id, now: start)
        #expect(try await owner(of: booking, house, samuel.id) == account.id)
    }

    @Test func `Q9 booked in the portal by nobody's login: staff's word is not enough, and later than the account is too late`() async throws {
        let house = try await House()
        let samuel = try await client(house, "Samuel Okafor", "samuel@example.org")
        let early = try await house.bookOnline(0, samuel.id, at: start)
        let account = try await house.store.createAccount(
            in: house.practice.id, email: EmailAddress("samuel@example.org"), name: .parse("Samuel"), isVerified: false,
            now: start + .seconds(60))
        let late = try await house.bookOnline(600, samuel.id, at: start + .seconds(120))
        let practice = house.practice.id
        _ = try await house.store.verifyAccount(account.id, in: practice, by: .staff, now: start + .seconds(180))
        #expect(try await owner(of: early, house, samuel.id) == nil)
        _ = try await house.store.verifyAccount(account.id, in: practice, by: .email, now: start + .seconds(240))
        #expect(try await owner(of: early, house, samuel.id) == account.id)
        #expect(try await owner(of: late, house, samuel.id) == nil)
    }

    @Test func `Q9 where several accounts are possible, none is chosen`() async throws {
        let house = try await House()
        let father = try await account(house, "father@example.org")
        try await house.store.associate(father.id, with: house.client.id, in: house.practice.id, now: start)
        #expect(try await owner(of: house.book(), house) == nil)
    }

    @Test func `Q9 an address whose sessions belong to another account is left alone`() async throws {
        let house = try await House()
        let samuel = try await client(house, "Samuel Okafor", "samuel@example.org")
        let other = try await account(house, "other@example.org")
        let first = try await house.book(clients: [samuel.id])
        try await house.store.assign(first.id, of: samuel.id, to: other.id, in: house.practice.id, now: start)
        _ = try await account(house, "samuel@example.org")
        #expect(try await owner(of: house.book(600, clients: [samuel.id]), house, samuel.id) == nil)
    }

    @Test func `association assigns what was booked before, a disabled account gets nothing`() async throws {
        let house = try await House()
        let samuel = try await client(house, "Samuel Okafor", "samuel@example.org")
        let booking = try await house.book(clients: [samuel.id])
        let disabled = try await account(house, "samuel@example.org")
        try await house.store.disableAccount(disabled.id, in: house.practice.id, now: start)
        #expect(try await owner(of: house.book(600, clients: [samuel.id]), house, samuel.id) == nil)
        let mother = try await account(house, "mother@example.org")
        try await house.store.associate(mother.id, with: samuel.id, in: house.practice.id, now: start)
        #expect(try await owner(of: booking, house, samuel.id) == mother.id)
    }

    @Test func `Q10 staff assign one session by hand, and take it back`() async throws {
        let house = try await House()
        let other = try await account(house, "other@example.org")
        let booking = try await house.book()
        let practice = house.practice.id
        try await house.store.assign(booking.id, of: house.client.id, to: other.id, in: practice, now: start)
        #expect(try await owner(of: booking, house) == other.id)
        #expect(try await house.store.clients(of: booking.id, assignedTo: other.id, in: practice) == [house.client])
        try await house.store.assign(booking.id, of: house.client.id, to: nil, in: practice, now: start)
        #expect(try await owner(of: booking, house) == nil)
        #expect(try await house.acts().suffix(3) == ["booking.assigned", "booking.unassigned", "booking.unassigned"])
        await #expect(throws: PortalStoreError.notFound) {
            try await house.store.assign(booking.id, of: "nobody", to: other.id, in: practice, now: start)
        }
        await #expect(throws: PortalStoreError.notFound) {
            try await house.store.assign(booking.id, of: house.client.id, to: "nobody", in: practice, now: start)
        }
    }

    @Test func `P where accounts are optional, taking a session back ends entry to its room`() async throws {
        let house = try await House()
        _ = try await house.store.updatePractice(house.practice.id, now: start) { $0.identity.areAccountsOptional = true }
        let other = try await account(house, "other@example.org")
        let booking = try await house.book()
        let practice = house.practice.id
        try await house.store.assign(booking.id, of: house.client.id, to: other.id, in: practice, now: start)
        let before = try await house.store.commands(after: 0).count
        try await house.store.assign(booking.id, of: house.client.id, to: nil, in: practice, now: start)
        let told = try await house.store.commands(after: 0).dropFirst(before)
        #expect(told.map(\.command) == [.subjectRevoked(.account(other.id))])
        #expect(told.map(\.room) == [booking.room])
    }

    @Test func `Q11 all are assigned to the one account that has some, and to none where there are two`() async throws {
        let house = try await House()
        let practice = house.practice.id
        let father = try await account(house, "father@example.org")
        try await house.store.associate(father.id, with: house.client.id, in: practice, now: start)
        let bookings = [try await house.book(), try await house.book(600), try await house.book(1_200)]
        #expect(try await house.store.assignmentRemainder(of: house.client.id, in: practice) == nil)
        #expect(try await house.store.assignAll(of: house.client.id, in: practice, now: start) == 0)

        try await house.store.assign(bookings[0].id, of: house.client.id, to: father.id, in: practice, now: start)
        #expect(try await house.store.assignmentRemainder(of: house.client.id, in: practice)?.account == father.id)
        #expect(try await house.store.assignAll(of: house.client.id, in: practice, now: start) == 2)
        #expect(Set(try await house.store.assignments(of: house.client.id, in: practice).values.map(\.id)) == [father.id])

        let another = try await house.book(2_400)
        try await house.store.assign(another.id, of: house.client.id, to: house.account.id, in: practice, now: start)
        _ = try await house.book(3_600)
        #expect(try await house.store.assignmentRemainder(of: house.client.id, in: practice) == nil)
    }

    @Test func `Q7 an account's sessions are its clients' and those assigned to it, each once`() async throws {
        let house = try await House()
        let samuel = try await client(house, "Samuel Okafor", "samuel@example.org")
        let own = try await house.book(), theirs = try await house.book(600, clients: [samuel.id])
        _ = try await house.book(1_200, clients: [samuel.id])
        try await house.store.assign(theirs.id, of: samuel.id, to: house.account.id, in: house.practice.id, now: start)
        let found = try await house.store.sessions(
            of: [house.client.id], assignedTo: house.account.id, in: house.practice.id, endingAfter: start)
        #expect(found.map(\.booking.id) == [own.id, theirs.id])
        let unassigned = try await house.store.sessions(of: [house.client.id], in: house.practice.id, endingAfter: start)
        #expect(unassigned.map(\.booking.id) == [own.id])
    }

    @Test func `Q19 whose session was booked while logged in is known by it`() async throws {
        let house = try await House()
        let samuel = try await client(house, "Samuel Okafor", "samuel@example.org")
        _ = try await house.book(clients: [house.client.id, samuel.id])
        let (both, practice, cause) = ([house.client.id, samuel.id], house.practice.id, AssignmentCause.loggedIn)
        #expect(try await house.store.clientsWhoBooked(among: both, in: practice) == [], "staff booked it")
        try await house.store.write { db in
            try db.run("UPDATE booking_account SET cause = ? WHERE practice_id = ?", [cause, practice])
        }
        #expect(try await house.store.clientsWhoBooked(among: both, in: practice) == [house.client.id])
        #expect(try await house.store.clientsWhoBooked(among: [samuel.id], in: practice) == [])
    }

    @Test func `A18 nothing is assigned across practices`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        let booking = try await house.book()
        await #expect(throws: PortalStoreError.notFound) {
            try await house.store.assign(
                booking.id, of: house.client.id, to: other.account.id, in: house.practice.id, now: start)
        }
        #expect(try await owner(of: booking, house) == house.account.id)
    }
}

extension House {
    /// A session that was booked in the portal by somebody who wasn't logged in.
    fileprivate func bookOnline(_ minutes: Int, _ client: ClientID, at now: Instant) async throws -> Booking {
        let booking = try await book(minutes, clients: [client])
        let (practice, id) = (practice.id, booking.id)
        try await store.write { db in
            try db.run(
                "UPDATE booking SET origin = 'portal', created_at = ? WHERE practice_id = ? AND booking_id = ?", [now, practice, id])
            try db.run("DELETE FROM booking_account WHERE practice_id = ? AND booking_id = ?", [practice, id])
        }
        return booking
    }
}
