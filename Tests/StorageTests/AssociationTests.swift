import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Association, starter passwords, prospects")
struct AssociationTests {
    private func prospect(
        _ house: House, _ name: String = "Owen Fraser", _ email: String = "owen@example.org", isVerified: Bool = true, at now: Instant = start
    ) async throws -> Account {
        try await house.store.createAccount(
            in: house.practice.id, email: EmailAddress(email), name: .parse(name), isVerified: isVerified, now: now)
    }

    @Test func `A14 a client is added and associated with the sign-up in one act`() async throws {
        let house = try await House()
        let account = try await prospect(house)
        let client = Client(id: .random(), practice: house.practice.id, name: account.name, email: account.email)
        try await house.store.addClient(client, of: house.clinician.id, for: account.id, now: start)
        #expect(try await house.store.clients(of: account.id, in: house.practice.id) == [client])
        #expect(try await house.store.prospect(account.id, in: house.practice.id) == nil)

        let orphan = Client(id: .random(), practice: house.practice.id, name: account.name, email: nil)
        await #expect(throws: PortalStoreError.notFound) { try await house.store.addClient(orphan, for: "nobody", now: start) }
        #expect(try await house.store.client(orphan.id, in: house.practice.id) == nil)
    }

    @Test func `A3 staff open the portal to a client: verified and associated at once, with its password`() async throws {
        let house = try await House()
        let child = try await house.store.createClient(in: house.practice.id, name: .parse("Alix"), email: nil, now: start)
        let email = try EmailAddress("alix@example.org")
        let account = try await house.store.openPortal(
            to: child.id, in: house.practice.id, email: email, phc: "$argon2id$", now: start)
        #expect(account.verifiedBy == .staff)
        #expect(account.name == child.name)
        #expect(try await house.store.clients(of: account.id, in: house.practice.id) == [child])
        #expect(try await house.store.password(of: .account(account.id), in: house.practice.id) == "$argon2id$")
        #expect(try await house.acts().suffix(2) == ["account.created", "account.associated"])
    }

    @Test func `an address that is taken opens no second account, and changes nothing`() async throws {
        let house = try await House()
        let child = try await house.store.createClient(in: house.practice.id, name: .parse("Alix"), email: nil, now: start)
        await #expect(throws: PortalStoreError.emailTaken) {
            _ = try await house.store.openPortal(
                to: child.id, in: house.practice.id, email: house.account.email, phc: "$argon2id$", now: start)
        }
        #expect(try await house.store.logins(of: child.id, in: house.practice.id) == [])
    }

    @Test func `A3 Q22 a starter password changes until its owner has logged in`() async throws {
        let house = try await House()
        let (practice, login) = (house.practice.id, LoginID.account(house.account.id))
        try await house.store.setStarterPassword("$first", of: house.account.id, in: practice, now: start)
        #expect(try await house.store.password(of: login, in: practice) == "$first")
        try await house.store.startSession(LoginSession(practice: practice, login: login, now: start), token: hash(1))
        #expect(try await house.store.account(house.account.id, in: practice)?.usedAt == start)
        await #expect(throws: PortalStoreError.accountInUse) {
            try await house.store.setStarterPassword("$second", of: house.account.id, in: practice, now: start)
        }
        #expect(try await house.store.password(of: login, in: practice) == "$first")
    }

    @Test func `C6 staff add and take away the mobile number`() async throws {
        let house = try await House()
        let mobile = try MobileNumber("514 555-0142")
        try await house.store.setMobile(mobile, of: house.account.id, in: house.practice.id, now: start)
        #expect(try await house.store.account(house.account.id, in: house.practice.id)?.mobile == mobile)
        try await house.store.setMobile(nil, of: house.account.id, in: house.practice.id, now: start)
        #expect(try await house.store.account(house.account.id, in: house.practice.id)?.mobile == nil)
    }

    @Test func `a disabled account can be enabled again`() async throws {
        let house = try await House()
        try await house.store.disableAccount(house.account.id, in: house.practice.id, now: start)
        try await house.store.enableAccount(house.account.id, in: house.practice.id, now: start)
        #expect(try await house.store.account(house.account.id, in: house.practice.id)?.disabledAt == nil)
        #expect(try await house.acts().suffix(2) == ["account.disabled", "account.enabled"])
    }

    @Test func `un-associating ends entry to the client's rooms, and to no others`() async throws {
        let house = try await House()
        let child = try await house.store.createClient(in: house.practice.id, name: .parse("Alix"), email: nil, now: start)
        try await house.store.associate(house.account.id, with: child.id, in: house.practice.id, now: start)
        let own = try await house.book(), both = try await house.book(120, clients: [house.client.id, child.id])
        _ = try await house.book(240, clients: [child.id])
        let before = try await house.store.commands(after: 0).count
        try await house.store.dissociate(house.account.id, from: house.client.id, in: house.practice.id, now: start)
        let told = try await house.store.commands(after: 0).dropFirst(before)
        #expect(told.map(\.command) == [.subjectRevoked(.account(house.account.id))])
        #expect(told.map(\.room) == [own.room])
        #expect(both.room != own.room)
        #expect(try await house.store.clients(of: house.account.id, in: house.practice.id) == [child])
        #expect(try await house.store.prospect(house.account.id, in: house.practice.id) == nil)
        #expect(try await house.store.assignments(of: house.client.id, in: house.practice.id) == [:])

        try await house.store.dissociate(house.account.id, from: child.id, in: house.practice.id, now: start)
        #expect(try await house.store.prospect(house.account.id, in: house.practice.id)?.id == house.account.id)
        await #expect(throws: PortalStoreError.notFound) {
            try await house.store.dissociate(house.account.id, from: child.id, in: house.practice.id, now: start)
        }
    }

    @Test func `A12 prospects are those who belong to nobody, newest first, dismissed ones apart`() async throws {
        let house = try await House()
        let practice = house.practice.id
        let old = try await prospect(house), new = try await prospect(house, "Maya", "maya@example.org", at: start + .seconds(60))
        func listed(_ isDismissed: Bool = false) async throws -> [AccountID] {
            try await house.store.prospects(in: practice, isDismissed: isDismissed, limit: 50, now: start).map(\.account.id)
        }
        #expect(try await listed() == [new.id, old.id])
        try await house.store.disableAccount(old.id, in: practice, now: start)
        #expect(try await listed() == [new.id])
        #expect(try await listed(true) == [old.id])
        #expect(try await house.store.countProspects(in: practice) == 1)
        #expect(try await house.store.countProspects(in: practice, isDismissed: true) == 1)
    }

    @Test func `a prospect is listed with the first session that is booked at their address`() async throws {
        let house = try await House()
        let practice = house.practice.id
        let account = try await prospect(house)
        let client = try await house.store.createClient(
            in: practice, name: .parse("Owen P. Fraser"), email: account.email, now: start)
        let cancelled = try await house.book(60, clients: [client.id])
        _ = try await house.store.cancelBooking(cancelled.id, in: practice, reason: nil, now: start)
        let next = try await house.book(600, clients: [client.id])
        _ = try await house.book(6_000, clients: [client.id])
        let listed = try await house.store.prospects(in: practice, limit: 50, now: start)
        #expect(listed.map(\.firstSession) == [next.startsAt])
    }

    @Test(arguments: [
        ("Owen Fraser", ["Owen P. Fraser"]), ("owen FRASER", ["Owen P. Fraser"]), ("Owen", []), ("Fraser Owen", []), ("Zoé Roy", []),
    ])
    func `close matches share the first and the last word`(name: String, found: [String]) async throws {
        let house = try await House()
        for name in ["Owen P. Fraser", "Owens Fraser", "Owen Frasers"] {
            _ = try await house.store.createClient(in: house.practice.id, name: .parse(name), email: nil, now: start)
        }
        #expect(try await house.store.clients(like: prospect(house, name)).map(\.name.text) == found)
    }

    @Test func `a client of the same address comes first among the matches`() async throws {
        let house = try await House()
        let account = try await prospect(house, "Nadia Tremblay", "shared@example.org")
        let mother = try await house.store.createClient(
            in: house.practice.id, name: .parse("Sophie Roy"), email: account.email, now: start)
        #expect(try await house.store.clients(like: account) == [mother, house.client])
    }
}
