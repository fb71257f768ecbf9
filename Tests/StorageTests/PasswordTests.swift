import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Forgotten and changed passwords, codes, invitations")
struct PasswordTests {
    func notices(_ house: House) async throws -> [Notice] {
        try await house.store.takeOutbox(dueAt: start, limit: 50).map(\.notice)
    }

    func reset(_ house: House) async throws -> ChallengeID {
        try await house.store.requestPasswordReset(for: house.account.email, at: .account, in: house.practice.id, now: start)
        guard case .passwordReset(let id)? = try await notices(house).last else { throw NoSuchZone() }
        return id
    }

    func logIn(_ house: House, _ byte: UInt8) async throws {
        let session = LoginSession(practice: house.practice.id, login: .account(house.account.id), now: start)
        try await house.store.startSession(session, token: hash(byte))
    }

    func isLoggedIn(_ house: House, _ byte: UInt8) async throws -> Bool {
        try await house.store.session(token: hash(byte), in: house.practice.id, now: start) != nil
    }

    @Test func `a reset ends every login and open room, tells the owner, and works once`() async throws {
        let house = try await House()
        let (store, practice, login) = (house.store, house.practice.id, LoginID.account(house.account.id))
        let other = try await House(store, slug: "parc")
        try await logIn(house, 1)
        try await logIn(house, 2)
        let id = try await reset(house)
        #expect(try await store.resetPassword(id, phc: "new", in: other.practice.id, now: start) == nil)
        #expect(try await store.resetPassword(id, phc: "new", in: practice, now: start) == login)
        #expect(try await store.password(of: login, in: practice) == "new")
        #expect(try await !isLoggedIn(house, 1))
        #expect(try await !isLoggedIn(house, 2))
        #expect(try await house.commands() == [.subjectRevoked(login.subject)])
        #expect(try await notices(house).contains(.loginChanged(login, .password, to: house.account.email)))
        #expect(try await store.resetPassword(id, phc: "again", in: practice, now: start) == nil)
        #expect(try await store.password(of: login, in: practice) == "new")
    }

    @Test func `a second mail ends the first, and an hour ends both`() async throws {
        let house = try await House()
        let (first, second) = (try await reset(house), try await reset(house))
        let hour = start + .seconds(3_600)
        #expect(try await house.store.resetPassword(first, phc: "new", in: house.practice.id, now: start) == nil)
        #expect(try await house.store.resetPassword(second, phc: "new", in: house.practice.id, now: hour) == nil)
        let justBefore = hour - .milliseconds(1)
        #expect(try await house.store.resetPassword(second, phc: "new", in: house.practice.id, now: justBefore) != nil)
    }

    @Test func `an address that is nobody's, or of somebody disabled, gets a word that it is`() async throws {
        let house = try await House()
        let (store, practice) = (house.store, house.practice.id)
        let nobody = try EmailAddress("nobody@example.org")
        try await store.requestPasswordReset(for: nobody, at: .account, in: practice, now: start)
        // A client's address is nobody's at the staff's door.
        try await store.requestPasswordReset(for: house.account.email, at: .staff, in: practice, now: start)
        #expect(try await notices(house) == [.noAccount(nobody), .noStaffLogin(house.account.email)])
        let id = try await reset(house)
        try await store.disableAccount(house.account.id, in: practice, now: start)
        #expect(try await store.resetPassword(id, phc: "new", in: practice, now: start) == nil)
        try await store.requestPasswordReset(for: house.account.email, at: .account, in: practice, now: start)
        #expect(try await notices(house).last == .noAccount(house.account.email))
    }

    @Test func `changing the password ends the other logins, and goes on under another cookie`() async throws {
        let house = try await House()
        let login = LoginID.account(house.account.id)
        try await logIn(house, 1)
        try await logIn(house, 2)
        try await house.store.changePassword("new", of: login, goingOnAs: hash(3), in: house.practice.id, now: start)
        #expect(try await !isLoggedIn(house, 1))
        #expect(try await !isLoggedIn(house, 2))
        #expect(try await isLoggedIn(house, 3))
        #expect(try await house.commands() == [.subjectRevoked(login.subject)])
        #expect(try await notices(house) == [.loginChanged(login, .password, to: house.account.email)])
    }

    @Test func `a code goes by SMS where a mobile number is on file, else by mail`() async throws {
        let house = try await House()
        let (store, practice) = (house.store, house.practice.id)
        func ask() async throws -> OutboxItem? {
            _ = try await store.requestLoginCode(
                for: house.account.email, browser: hash(1), onlyKnownClients: true, in: practice, now: start)
            return try await store.takeOutbox(dueAt: start, limit: 9).last
        }
        #expect(try await ask()?.channel == .mail)
        try await store.write { try $0.run("UPDATE account SET mobile = '+15145550142'", []) }
        #expect(try await ask()?.channel == .sms)
    }

    @Test func `where only known clients may log in, others get a code that is nobody's`() async throws {
        let house = try await House()
        let (store, practice) = (house.store, house.practice.id)
        let email = try EmailAddress("petra@example.org")
        _ = try await store.createAccount(in: practice, email: email, name: .parse("Petra"), isVerified: true, now: start)
        func ask(_ email: EmailAddress, known: Bool) async throws -> Challenge {
            try await store.requestLoginCode(for: email, browser: hash(1), onlyKnownClients: known, in: practice, now: start)
        }
        #expect(try await ask(email, known: true).login == nil)
        #expect(try await ask(house.account.email, known: true).login == .account(house.account.id))
        let open = try await ask(email, known: false)
        #expect(try await store.meetLoginCode(open.id, in: practice, now: open.expiresAt) == nil)
        #expect(try await store.meetLoginCode(open.id, in: practice, now: start) == open.login)
        #expect(try await store.meetLoginCode(open.id, in: practice, now: start) == nil)
    }

    @Test func `an invitation is accepted once; sent again, the one before opens nothing`() async throws {
        let house = try await House()
        let (store, practice) = (house.store, house.practice.id)
        let staff = try await store.inviteStaff(
            in: practice, role: .admin, name: .parse("Ana"), email: EmailAddress("ana@example.org"), now: start)
        #expect(try await store.password(of: .staff(staff.id), in: practice) == nil)
        try await store.resendInvitation(to: staff.id, in: practice, now: start)
        let sent = try await notices(house).compactMap { notice -> ChallengeID? in
            if case .staffInvitation(let id) = notice { id } else { nil }
        }
        #expect(sent.count == 2)
        #expect(try await store.acceptInvitation(#require(sent.first), phc: "phc", in: practice, now: start) == nil)
        #expect(try await store.acceptInvitation(#require(sent.last), phc: "phc", in: practice, now: start) == .staff(staff.id))
        #expect(try await store.acceptInvitation(#require(sent.last), phc: "other", in: practice, now: start) == nil)
        #expect(try await store.password(of: .staff(staff.id), in: practice) == "phc")
        await #expect(throws: PortalStoreError.notFound) {
            try await store.resendInvitation(to: staff.id, in: practice, now: start)
        }
        await #expect(throws: PortalStoreError.emailTaken) {
            _ = try await store.inviteStaff(in: practice, role: .clinician, name: staff.name, email: staff.email, now: start)
        }
    }

    @Test func `who left the practice can't accept an invitation`() async throws {
        let house = try await House()
        let staff = try await house.store.inviteStaff(
            in: house.practice.id, role: .clinician, name: .parse("Ana"), email: EmailAddress("ana@example.org"), now: start)
        guard case .staffInvitation(let id)? = try await notices(house).last else { throw NoSuchZone() }
        try await house.store.deactivateStaff(staff.id, in: house.practice.id, now: start)
        #expect(try await house.store.acceptInvitation(id, phc: "phc", in: house.practice.id, now: start) == nil)
    }
}
