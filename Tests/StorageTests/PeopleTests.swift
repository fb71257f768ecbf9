import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Practices, staff, clients, accounts")
struct PeopleTests {
    @Test func `a practice reads back by its slug and its id`() async throws {
        let house = try await House()
        #expect(try await house.store.practice(slug: Slug("laurier")) == house.practice)
        #expect(try await house.store.practice(house.practice.id) == house.practice)
        #expect(try await house.store.practice(slug: Slug("elsewhere")) == nil)
        #expect(try await house.store.practices() == [house.practice])
    }

    @Test func `a slug stands for one practice`() async throws {
        let house = try await House()
        await #expect(throws: PortalStoreError.slugTaken) { _ = try await House(house.store) }
    }

    @Test func `settings are kept, and their revision grows with each change alone`() async throws {
        let house = try await House()
        let changed = try await house.store.updatePractice(house.practice.id, now: start) { practice in
            for (key, value) in [
                ("telephone", "514 555-0142"), ("email", "a@example.org"), ("hours", "Lun–ven"), ("join-minutes-before", "10"),
                ("join-count-from", "end"), ("grace-minutes", "5"), ("host-absence", "end"), ("sharing", "off"), ("locale", "en"),
                ("time-zone", "Europe/Paris"), ("name", "Clinique du Parc"), ("identity", "codes"), ("two-step", "everyone"),
                ("login-links", "off"), ("accounts-optional", "on"), ("reminder-hour-before", "off"), ("address", "12, rue X\nMontréal"),
                ("currency", "EUR"), ("taxes", "TPS:5:123456789 RT0001; TVQ:9.975"), ("brand-colour", "#2F6F6A"), ("practice-alert-minutes", "off"),
            ] { try practice.set(key, to: value) }
        }
        #expect(changed.revision == 1)
        #expect(try await house.store.practice(house.practice.id) == changed)
        #expect(try await house.store.updatePractice(house.practice.id, now: start) { _ in }.revision == 1)
    }

    @Test func `a change that fails halfway changes nothing`() async throws {
        let house = try await House()
        await #expect(throws: SettingRefusal.unknownKey("colour")) {
            _ = try await house.store.updatePractice(house.practice.id, now: start) { practice in
                try practice.set("name", to: "Another")
                try practice.set("colour", to: "red")
            }
        }
        #expect(try await house.store.practice(house.practice.id) == house.practice)
        await #expect(throws: PortalStoreError.notFound) { _ = try await house.store.updatePractice("nobody", now: start) { _ in } }
    }

    @Test func `staff read back by address and id, within their practice`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        #expect(try await house.store.staff(house.clinician.id, in: house.practice.id) == house.clinician)
        #expect(try await house.store.staff(email: house.clinician.email, in: house.practice.id) == house.clinician)
        #expect(try await house.store.staff(house.clinician.id, in: other.practice.id) == nil)
        #expect(try await house.store.staff(email: house.clinician.email, in: other.practice.id) == other.clinician)
        #expect(try await house.store.activeStaff(in: house.practice.id) == [house.clinician])
    }

    @Test func `an address stands for one member of staff and one account in a practice`() async throws {
        let house = try await House()
        await #expect(throws: PortalStoreError.emailTaken) {
            _ = try await house.store.createStaff(
                in: house.practice.id, role: .owner, name: .parse("Other"), email: house.clinician.email, now: start)
        }
        await #expect(throws: PortalStoreError.emailTaken) {
            _ = try await house.store.createAccount(
                in: house.practice.id, email: house.account.email, name: .parse("Other"), isVerified: false, now: start)
        }
        _ = try await house.store.createAccount(
            in: house.practice.id, email: house.clinician.email, name: .parse("Élise"), isVerified: true, now: start)
    }

    @Test func `nobody can be added to a practice that isn't there`() async throws {
        let store = try PortalStore.inMemory()
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await store.createClient(in: "nowhere", name: .parse("Nadia"), email: nil, now: start)
        }
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await store.createStaff(
                in: "nowhere", role: .owner, name: .parse("Élise"), email: EmailAddress("a@example.org"), now: start)
        }
    }

    @Test func `clients are found by the start of any word of their names, without accents and case`() async throws {
        let house = try await House()
        for name in ["Élodie Côté-Roy", "élodie Lambert", "Mélodie Roy"] {
            _ = try await house.store.createClient(in: house.practice.id, name: .parse(name), email: nil, now: start)
        }
        func found(_ text: String) async throws -> [String] {
            try await house.store.clients(in: house.practice.id, matching: text).map(\.name.text)
        }
        #expect(try await found("ELOD") == ["Élodie Côté-Roy", "élodie Lambert"])
        #expect(try await found("cote r") == ["Élodie Côté-Roy"])
        #expect(try await found("roy") == ["Élodie Côté-Roy", "Mélodie Roy"])
        #expect(try await found("odie") == [])
        #expect(try await found("%").count == 4)
        #expect(try await found("") == ["Élodie Côté-Roy", "élodie Lambert", "Mélodie Roy", "Nadia Tremblay"])
        #expect(try await house.store.clients(in: house.practice.id, limit: 2).count == 2)
    }

    @Test func `A18 clients are found in their own practice alone`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        #expect(try await house.store.clients(in: other.practice.id) == [other.client])
        #expect(try await house.store.client(house.client.id, in: other.practice.id) == nil)
        #expect(try await house.store.account(house.account.id, in: other.practice.id) == nil)
    }

    @Test func `P an account may have several clients, and a client several accounts`() async throws {
        let house = try await House()
        let child = try await house.store.createClient(in: house.practice.id, name: .parse("Alix Tremblay"), email: nil, now: start)
        let father = try await house.store.createAccount(
            in: house.practice.id, email: EmailAddress("sam@example.org"), name: .parse("Sam"), isVerified: true,
            now: start + .seconds(1))
        try await house.store.associate(house.account.id, with: child.id, in: house.practice.id, now: start)
        try await house.store.associate(father.id, with: child.id, in: house.practice.id, now: start + .seconds(1))
        try await house.store.associate(father.id, with: child.id, in: house.practice.id, now: start + .seconds(2))

        let login = try await house.store.clientLogin(house.account.id, in: house.practice.id)
        #expect(login == ClientLogin(account: house.account, clients: [child, house.client]))
        #expect(try await house.store.clients(of: father.id, in: house.practice.id) == [child])
        #expect(try await house.store.logins(of: child.id, in: house.practice.id).map(\.account) == [house.account, father])
    }

    @Test func `A18 an account can't be associated with a client of another practice`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        for practice in [house.practice.id, other.practice.id] {
            await #expect(throws: PortalStoreError.notFound) {
                try await house.store.associate(house.account.id, with: other.client.id, in: practice, now: start)
            }
        }
    }

    @Test func `the first verification counts`() async throws {
        let house = try await House()
        let prospect = try await house.store.createAccount(
            in: house.practice.id, email: EmailAddress("new@example.org"), name: .parse("New"), isVerified: false, now: start)
        #expect(prospect.verifiedAt == nil)
        let first = start + .seconds(60)
        #expect(try await house.store.verifyAccount(prospect.id, in: house.practice.id, now: first).verifiedAt == first)
        #expect(
            try await house.store.verifyAccount(prospect.id, in: house.practice.id, now: first + .seconds(1)).verifiedAt == first)
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await house.store.verifyAccount("nobody", in: house.practice.id, now: start)
        }
    }

    @Test func `disabling an account and taking staff off end their logins and close rooms on them`() async throws {
        let house = try await House()
        for (byte, login) in [(1, LoginID.account(house.account.id)), (2, .staff(house.clinician.id))] as [(UInt8, LoginID)] {
            try await house.store.startSession(
                LoginSession(practice: house.practice.id, login: login, now: start), token: hash(byte))
        }
        try await house.store.disableAccount(house.account.id, in: house.practice.id, now: start)
        try await house.store.deactivateStaff(house.clinician.id, in: house.practice.id, now: start)
        #expect(try await house.store.session(token: hash(1), in: house.practice.id, now: start) == nil)
        #expect(try await house.store.session(token: hash(2), in: house.practice.id, now: start) == nil)
        #expect(
            try await house.commands() == [
                .subjectRevoked(.account(house.account.id)), .subjectRevoked(.staff(house.clinician.id)),
            ])
        #expect(try await house.store.account(house.account.id, in: house.practice.id)?.disabledAt == start)
        #expect(try await house.store.activeStaff(in: house.practice.id) == [])
    }
}
