import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Signing up, and confirming an address")
struct SignUpTests {
    let email = "petra@example.org"

    func signUp(_ house: House, _ email: String = "petra@example.org") async throws -> Challenge {
        let new = SignUp(email: try EmailAddress(email), name: try .parse("Petra"), language: .english, phc: "phc")
        return try await house.store.signUp(new, browser: hash(1), in: house.practice.id, now: start)
    }

    func notices(_ house: House) async throws -> [Notice] {
        try await house.store.takeOutbox(dueAt: start, limit: 50).map(\.notice)
    }

    func account(_ house: House, _ email: String = "petra@example.org") async throws -> Account? {
        try await house.store.account(email: EmailAddress(email), in: house.practice.id)
    }

    @Test func `a new account has its password and language, isn't confirmed, and is asked to be`() async throws {
        let house = try await House()
        let challenge = try await signUp(house)
        let account = try #require(try await account(house))
        #expect(account.verifiedAt == nil)
        #expect(account.language == .english)
        #expect(try await house.store.password(of: .account(account.id), in: house.practice.id) == "phc")
        #expect(challenge.login == .account(account.id))
        #expect(try await notices(house) == [.emailConfirmation(challenge.id)])
        let isWrittenDown = try await house.store.database.read { db in
            try db.row("SELECT 1 FROM account WHERE email = ? AND terms_accepted_at = ? AND origin = 'sign_up'", [email, start]) != nil
        }
        #expect(isWrittenDown)
    }

    @Test func `an address that is taken changes nothing but tells its owner, and the challenge is nobody's`() async throws {
        let house = try await House()
        let challenge = try await signUp(house, "nadia@example.org")
        #expect(challenge.login == nil)
        #expect(challenge.email == house.account.email)
        #expect(try await notices(house) == [.accountExists(house.account.id)])
        #expect(try await house.store.password(of: .account(house.account.id), in: house.practice.id) == nil)
        #expect(try await house.store.confirmEmail(challenge.id, by: .asker, in: house.practice.id, now: start) == nil)
    }

    @Test func `the same address signs up at another practice`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        #expect(try await signUp(house).login != nil)
        let there = try await signUp(other)
        #expect(there.login != nil)
        #expect(try await house.store.confirmEmail(there.id, by: .asker, in: house.practice.id, now: start) == nil)
    }

    @Test func `confirming counts once, in time, and tells owners and admins alone`() async throws {
        let house = try await House()
        func staff(_ role: Staff.Role) async throws -> Staff {
            try await house.store.createStaff(
                in: house.practice.id, role: role, name: .parse("S"), email: EmailAddress("\(role)@example.org"), now: start)
        }
        let (owner, admin) = (try await staff(.owner), try await staff(.admin))
        let challenge = try await signUp(house)
        _ = try await notices(house)
        let late = try await house.store.confirmEmail(challenge.id, by: .asker, in: house.practice.id, now: challenge.expiresAt)
        #expect(late == nil)
        let confirmed = try #require(try await house.store.confirmEmail(challenge.id, by: .asker, in: house.practice.id, now: start))
        #expect(confirmed.verifiedAt == start)
        #expect(try await house.store.confirmEmail(challenge.id, by: .asker, in: house.practice.id, now: start) == nil)
        let told = try await notices(house)
        #expect(told.count == 2)
        #expect(told.contains(.prospectWaiting(confirmed.id, for: owner.id)))
        #expect(told.contains(.prospectWaiting(confirmed.id, for: admin.id)))
    }

    @Test func `sent again, the mail before opens nothing; who is confirmed gets no more`() async throws {
        let house = try await House()
        let first = try await signUp(house)
        let petra = try #require(try await account(house))
        let second = try await house.store.resendConfirmation(of: petra.id, browser: hash(1), in: house.practice.id, now: start)
        #expect(try await house.store.confirmEmail(first.id, by: .asker, in: house.practice.id, now: start) == nil)
        #expect(try await house.store.confirmEmail(second.id, by: .asker, in: house.practice.id, now: start) != nil)
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await house.store.resendConfirmation(of: petra.id, browser: hash(1), in: house.practice.id, now: start)
        }
    }

    @Test func `a changed address counts once it is confirmed, and the old one is told`() async throws {
        let house = try await House()
        let (store, practice, id) = (house.store, house.practice.id, house.account.id)
        try await store.requestPasswordReset(for: house.account.email, at: .account, in: practice, now: start)
        let sent = try await notices(house)
        let change = try await store.requestEmailChange(
            of: id, to: EmailAddress("new@example.org"), browser: hash(1), in: practice, now: start)
        #expect(try await account(house, "new@example.org") == nil)
        #expect(try await store.confirmEmail(change.id, by: .asker, in: practice, now: start)?.email.text == "new@example.org")
        #expect(try await account(house, "nadia@example.org") == nil)
        let told = try await notices(house)
        #expect(told.contains(.loginChanged(.account(id), .email, to: house.account.email)))
        // What lies in the old mailbox opens nothing any more.
        guard case .passwordReset(let reset)? = sent.first else { throw NoSuchZone() }
        #expect(try await store.resetPassword(reset, phc: "phc", in: practice, now: start) == nil)
    }

    @Test func `an address that somebody has, or takes meanwhile, is never changed to`() async throws {
        let house = try await House()
        let (store, practice) = (house.store, house.practice.id)
        _ = try await signUp(house)
        let petra = try #require(try await account(house))
        let taken = try await store.requestEmailChange(
            of: petra.id, to: house.account.email, browser: hash(1), in: practice, now: start)
        #expect(try await store.confirmEmail(taken.id, by: .asker, in: practice, now: start) == nil)
        #expect(try await notices(house).contains(.accountExists(house.account.id)))
        let change = try await store.requestEmailChange(
            of: petra.id, to: EmailAddress("new@example.org"), browser: hash(1), in: practice, now: start)
        _ = try await signUp(house, "new@example.org")
        #expect(try await store.confirmEmail(change.id, by: .asker, in: practice, now: start) == nil)
        #expect(try await account(house)?.id == petra.id)
    }
}
