import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Logins")
struct LoginTests {
    @Test func `a password is kept per login and can be changed`() async throws {
        let house = try await House()
        let (practice, login) = (house.practice.id, LoginID.account(house.account.id))
        #expect(try await house.store.password(of: login, in: practice) == nil)
        try await house.store.setPassword("$argon2id$1", of: login, in: practice, now: start)
        try await house.store.setPassword("$argon2id$2", of: login, in: practice, now: start)
        #expect(try await house.store.password(of: login, in: practice) == "$argon2id$2")
        #expect(try await house.store.password(of: .staff(house.clinician.id), in: practice) == nil)
    }

    @Test func `a login lasts until it expires`() async throws {
        let house = try await House()
        let session = LoginSession(practice: house.practice.id, login: .account(house.account.id), now: start)
        try await house.store.startSession(session, token: hash(1))
        let end = session.expiresAt
        #expect(try await house.store.session(token: hash(1), in: house.practice.id, now: start) == session)
        #expect(try await house.store.session(token: hash(2), in: house.practice.id, now: start) == nil)
        #expect(try await house.store.session(token: hash(1), in: house.practice.id, now: end) == nil)
        #expect(try await house.store.session(token: hash(1), in: house.practice.id, now: end - .milliseconds(1)) != nil)
    }

    @Test func `A18 a login of one practice is nobody in another`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        try await house.store.startSession(
            LoginSession(practice: house.practice.id, login: .account(house.account.id), now: start), token: hash(1))
        #expect(try await house.store.session(token: hash(1), in: other.practice.id, now: start) == nil)
    }

    @Test func `using a login makes it last longer, within its bounds`() async throws {
        let house = try await House()
        try await house.store.startSession(
            LoginSession(practice: house.practice.id, login: .account(house.account.id), now: start), token: hash(1))
        let later = start + .seconds(3_600)
        let seen = try await house.store.session(token: hash(1), in: house.practice.id, now: later)
        #expect(seen?.lastSeenAt == later)
        #expect(seen?.expiresAt == later + LoginSession.idle)
        #expect(try await house.store.session(token: hash(1), in: house.practice.id, now: later) == seen)
    }

    @Test func `logging out ends one browser, and closes rooms on its owner, once`() async throws {
        let house = try await House()
        let session = LoginSession(practice: house.practice.id, login: .account(house.account.id), now: start)
        for byte in 1...2 as ClosedRange<UInt8> { try await house.store.startSession(session, token: hash(byte)) }
        try await house.store.endSession(token: hash(1), in: house.practice.id, now: start)
        #expect(try await house.store.session(token: hash(1), in: house.practice.id, now: start) == nil)
        #expect(try await house.store.session(token: hash(2), in: house.practice.id, now: start) != nil)
        try await house.store.endSession(token: hash(1), in: house.practice.id, now: start)
        #expect(try await house.commands() == [.subjectRevoked(.account(house.account.id))])
    }

    @Test func `whoever logs in over their own login stays in their rooms, somebody else's are closed`() async throws {
        let house = try await House()
        let practice = house.practice.id
        let login = LoginID.account(house.account.id)
        for (byte, successor) in [(1, login), (2, .staff(house.clinician.id))] as [(UInt8, LoginID)] {
            try await house.store.startSession(LoginSession(practice: practice, login: login, now: start), token: hash(byte))
            try await house.store.endSession(token: hash(byte), in: practice, followedBy: successor, now: start)
            #expect(try await house.store.session(token: hash(byte), in: practice, now: start) == nil)
        }
        #expect(try await house.commands() == [.subjectRevoked(login.subject)])
    }

    @Test func `every browser of a login can be logged out at once`() async throws {
        let house = try await House()
        let practice = house.practice.id
        for (byte, login) in [
            (1, LoginID.account(house.account.id)), (2, .account(house.account.id)), (3, .staff(house.clinician.id)),
        ]
            as [(UInt8, LoginID)]
        {
            try await house.store.startSession(LoginSession(practice: practice, login: login, now: start), token: hash(byte))
        }
        try await house.store.endSessions(of: .account(house.account.id), in: practice, now: start)
        #expect(try await house.store.session(token: hash(1), in: practice, now: start) == nil)
        #expect(try await house.store.session(token: hash(2), in: practice, now: start) == nil)
        #expect(try await house.store.session(token: hash(3), in: practice, now: start) != nil)
    }

    @Test func `expired logins are cleared away when others begin`() async throws {
        let house = try await House()
        let practice = house.practice.id
        let old = LoginSession(practice: practice, login: .account(house.account.id), now: start)
        try await house.store.startSession(old, token: hash(1))
        let new = LoginSession(practice: practice, login: .account(house.account.id), now: old.expiresAt)
        try await house.store.startSession(new, token: hash(2))
        let count = try await house.store.database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM login_session") }
        #expect(count == 1)
    }

    @Test func `a secret of the server is made once`() async throws {
        let store = try PortalStore.inMemory()
        #expect(try await store.secret(named: "key", orStoring: [1, 2, 3], now: start) == [1, 2, 3])
        #expect(try await store.secret(named: "key", orStoring: [4, 5, 6], now: start) == [1, 2, 3])
        #expect(try await store.secret(named: "other", orStoring: [4, 5, 6], now: start) == [4, 5, 6])
    }

    @Test func `a change is written down with who made it, and one that was refused isn't`() async throws {
        let house = try await House()
        let store = house.store.acting(as: .stranger(from: "192.0.2.7"))
        let booking = try await house.book()
        let count = try await store.audit(of: house.practice.id).count
        _ = try await store.cancelBooking(booking.id, in: house.practice.id, reason: nil, now: start)
        await #expect(throws: PortalStoreError.bookingCancelled) {
            try await store.moveBooking(booking.id, in: house.practice.id, to: time(60), now: start)
        }
        let entries = try await store.audit(of: house.practice.id)
        #expect(entries.count == count + 1)
        #expect(entries.first?.act == "booking.cancelled")
        #expect(entries.first?.object == booking.id.rawValue)
        #expect(entries.first?.actor == "stranger")
        #expect(entries.first?.address == "192.0.2.7")
    }
}
