import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Client records")
struct ClientTests {
    @Test func `everything on a record reads back`() async throws {
        let house = try await House()
        let client = Client(
            id: .random(), practice: house.practice.id, name: try .parse("Zoé Côté"), email: try EmailAddress("zoe@example.org"),
            language: .english, telephone: try Telephone("514 555-0142"),
            birthDate: BirthDate(date: try #require(LocalDate("1984-05-17"))),
            address: try PostalAddress("12, rue de l’Église\nMontréal (Québec)  H2X 1Y4"))
        try await house.store.addClient(client, of: house.clinician.id, now: start)
        #expect(try await house.store.client(client.id, in: house.practice.id) == client)
        let changed = try await house.store.updateClient(client.id, in: house.practice.id, now: start) {
            $0.telephone = nil
            $0.address = nil
            $0.birthDate = nil
        }
        #expect(changed.telephone == nil)
        #expect(try await house.store.client(client.id, in: house.practice.id) == changed)
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await house.store.updateClient("nobody", in: house.practice.id, now: start) { $0.email = nil }
        }
    }

    @Test func `a changed name is found by its new spelling`() async throws {
        let house = try await House()
        let name = try DisplayName.parse("Nadia Okafor")
        _ = try await house.store.updateClient(house.client.id, in: house.practice.id, now: start) { $0.name = name }
        #expect(try await house.store.clients(in: house.practice.id, matching: "okaf").map(\.id) == [house.client.id])
        #expect(try await house.store.clients(in: house.practice.id, matching: "tremblay") == [])
    }

    @Test func `an archived client keeps its accounts, leaves the lists, and is booked for no new session`() async throws {
        let house = try await House()
        let booked = try await house.book()
        let archived = try await house.store.archiveClient(house.client.id, in: house.practice.id, now: start)
        #expect(archived.archivedAt == start)
        #expect(try await house.store.archiveClient(house.client.id, in: house.practice.id, now: start + .seconds(9)) == archived)
        #expect(try await house.store.clients(in: house.practice.id) == [])
        let filter = ClientFilter(isArchived: true)
        #expect(try await house.store.clients(filter, in: house.practice.id, limit: 9) == [archived])
        #expect(try await house.store.clientLogin(house.account.id, in: house.practice.id)?.clients == [archived])
        #expect(try await house.store.session(booked.id, in: house.practice.id)?.clients == [archived])
        await #expect(throws: PortalStoreError.badClients) { _ = try await house.book(600) }

        _ = try await house.store.restoreClient(house.client.id, in: house.practice.id, now: start)
        #expect(try await house.store.clients(in: house.practice.id) == [house.client])
        #expect(try await house.acts().filter { $0.hasPrefix("client.") } == ["client.created", "client.archived", "client.restored"])
    }

    @Test func `clinicians see their own clients: those they added, and those booked with them`() async throws {
        let house = try await House()
        let practice = house.practice.id
        let added = Client(id: .random(), practice: practice, name: try .parse("Zoé Côté"), email: nil)
        try await house.store.addClient(added, of: house.clinician.id, now: start)
        #expect(try await house.store.clients(in: practice, of: house.clinician.id) == [added])
        #expect(try await house.store.client(house.client.id, in: practice, of: house.clinician.id) == nil)
        #expect(try await house.store.client(house.client.id, in: practice) == house.client)

        _ = try await house.book()
        #expect(try await house.store.clients(in: practice, of: house.clinician.id) == [house.client, added])
        #expect(try await house.store.client(house.client.id, in: practice, of: house.clinician.id) == house.client)
        #expect(try await house.store.clinicians(of: house.client.id, in: practice) == [house.clinician])
        #expect(try await house.store.countClients(ClientFilter(clinician: house.clinician.id), in: practice) == 2)
    }

    @Test(arguments: [
        ("élise", ["Élise-Anne Roy", "Élise Gagnon"]), ("ELISE anne", ["Élise-Anne Roy"]), ("roy", ["Élise-Anne Roy"]),
        ("oneil", ["Patrick O'Neil"]), ("o'neil", ["Patrick O'Neil"]), ("O’Neil", ["Patrick O'Neil"]), ("neil", ["Patrick O'Neil"]),
        ("lheureux", ["Anne L’Heureux"]), ("heureux", ["Anne L’Heureux"]), ("oeuvrard", ["Zoé Œuvrard"]), ("Œuv", ["Zoé Œuvrard"]),
        ("%", ["Anne L’Heureux", "Élise-Anne Roy", "Élise Gagnon", "Patrick O'Neil", "Zoé Œuvrard"]), ("lise", []),
    ])
    func `names are found however they are typed`(typed: String, found: [String]) async throws {
        let store = try PortalStore.inMemory()
        let practice = try await store.createPractice(
            slug: Slug("laurier"), name: .parse("Clinique"), timeZone: zone(), language: .french, now: start)
        for name in ["Élise Gagnon", "Élise-Anne Roy", "Patrick O'Neil", "Anne L’Heureux", "Zoé Œuvrard"] {
            _ = try await store.createClient(in: practice.id, name: .parse(name), email: nil, now: start)
        }
        #expect(try await store.clients(in: practice.id, matching: typed).map(\.name.text) == found)
        #expect(try await store.countClients(ClientFilter(text: typed), in: practice.id) == found.count)
    }

    @Test func `lists go on where the last page ended`() async throws {
        let house = try await House()
        for number in 10..<16 {
            _ = try await house.store.createClient(in: house.practice.id, name: .parse("Zoé \(number)"), email: nil, now: start)
        }
        func page(_ offset: Int) async throws -> [String] {
            try await house.store.clients(ClientFilter(text: "zoe"), in: house.practice.id, limit: 4, offset: offset).map(\.name.text)
        }
        #expect(try await page(0) == ["Zoé 10", "Zoé 11", "Zoé 12", "Zoé 13"])
        #expect(try await page(4) == ["Zoé 14", "Zoé 15"])
    }

    @Test func `a client's sessions come apart into those to come and those that are over`() async throws {
        let house = try await House()
        let colleague = try await house.store.createStaff(
            in: house.practice.id, role: .clinician, name: .parse("Paul Otis"), email: EmailAddress("paul@example.org"), now: start)
        let first = try await house.book(0), second = try await house.book(1_440, clinician: colleague.id)
        let now = start + .seconds(3_600)
        func sessions(isPast: Bool, of clinician: StaffID? = nil) async throws -> [BookingID] {
            try await house.store.sessions(
                of: house.client.id, in: house.practice.id, isPast: isPast, clinician: clinician, limit: 9, now: now
            ).map(\.booking.id)
        }
        #expect(try await sessions(isPast: true) == [first.id])
        #expect(try await sessions(isPast: false) == [second.id])
        #expect(try await sessions(isPast: false, of: house.clinician.id) == [])
        #expect(try await house.store.countSessions(of: house.client.id, in: house.practice.id, isPast: true, now: now) == 1)
    }
}

extension House {
    /// What was done, oldest first.
    func acts() async throws -> [String] { try await store.audit(of: practice.id).reversed().map(\.act) }
}
