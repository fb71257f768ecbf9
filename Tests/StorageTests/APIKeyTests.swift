import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("API keys")
struct APIKeyTests {
    private let scopes: Set<APIScope> = [.readClients, .writeSessions]

    private func key(_ house: House) async throws -> (key: APIKey, secret: String) {
        try await house.store.createAPIKey(name: .parse("Agenda"), scopes: scopes, in: house.practice.id, now: start)
    }

    @Test func `a key is found by its secret, which is never stored`() async throws {
        let house = try await House()
        let (key, secret) = try await key(house)
        #expect(secret.wholeMatch(of: /vestibule_[A-Za-z0-9_\-]{43}/) != nil)
        let found = try #require(try await house.store.apiKey(secret: secret, now: start))
        #expect(found.id == key.id && found.practice == house.practice.id && found.scopes == scopes && found.name.text == "Agenda")
        let row = try await house.store.database.read { try $0.row("SELECT * FROM api_key", [])?.description }
        #expect(row?.contains(key.id.rawValue) == true && row?.contains(secret.dropFirst("vestibule_".count)) == false)
        for wrong in ["", "vestibule_", secret.lowercased() + "x", String(secret.dropLast()), secret + " "] {
            #expect(try await house.store.apiKey(secret: wrong, now: start) == nil)
        }
    }

    @Test func `when it was used is known to the minute, and written once a minute`() async throws {
        let house = try await House()
        let (key, secret) = try await key(house)
        func used(at seconds: Int) async throws -> Instant? {
            try await house.store.apiKey(secret: secret, now: start + .seconds(seconds))?.lastUsedAt
        }
        #expect(key.lastUsedAt == nil)
        #expect(try await used(at: 0) == start)
        #expect(try await used(at: 59) == start)
        #expect(try await used(at: 60) == start + .seconds(60))
        #expect(try await house.store.apiKeys(of: house.practice.id).map(\.lastUsedAt) == [start + .seconds(60)])
    }

    @Test func `a revoked key opens nothing, and is listed no more`() async throws {
        let house = try await House()
        let (key, secret) = try await key(house)
        for _ in 1...2 { try await house.store.revokeAPIKey(key.id, in: house.practice.id, now: start + .seconds(5)) }
        #expect(try await house.store.apiKey(secret: secret, now: start + .seconds(5)) == nil)
        #expect(try await house.store.apiKeys(of: house.practice.id).isEmpty)
        #expect(try await house.store.apiKey(key.id, in: house.practice.id)?.revokedAt == start + .seconds(5))
        await #expect(throws: PortalStoreError.notFound) {
            try await house.store.revokeAPIKey("none", in: house.practice.id, now: start)
        }
    }

    @Test func `keys are made and revoked by somebody, and the log names a program by its key`() async throws {
        let house = try await House()
        let practice = house.practice.id
        let (key, _) = try await key(house)
        let program = house.store.acting(as: Actor(key.id, from: "192.0.2.7"))
        try await program.disableAccount(house.account.id, in: practice, now: start)
        try await house.store.revokeAPIKey(key.id, in: practice, now: start)
        let log = Array(try await house.store.audit(of: practice).prefix(3))
        #expect(log.map(\.act) == ["key.revoked", "account.disabled", "key.created"])
        #expect(log.map(\.actor) == ["system", "key:\(key.id)", "system"])
        #expect(log.last?.detail == ["scopes": "clients:read,sessions:write"] && log.last?.object == key.id.rawValue)
        let named = try await house.store.auditedThings(["key:\(key.id)"], in: practice)
        #expect(named["key:\(key.id)"] == AuditedThing(.program, name: "Agenda"))
    }

    @Test(arguments: [
        (TeamChange.deactivation, 0), (.role(.clinician), 0), (.role(.admin), 2), (.role(.owner), 3),
    ])
    func `keys end with what their maker may do`(change: TeamChange, left: Int) async throws {
        let house = try await House()
        let practice = house.practice.id
        func owner(_ name: String) async throws -> Staff {
            try await house.store.createStaff(
                in: practice, role: .owner, name: .parse(name), email: EmailAddress("\(name)@laurier.example"), now: start)
        }
        let (odile, maker) = (try await owner("odile"), try await owner("anne"))
        let hers = house.store.acting(as: Actor(.staff(maker.id), from: nil))
        for scopes in [[.readAudit], [.readClients], [.readSessions, .writeSessions]] as [Set<APIScope>] {
            _ = try await hers.createAPIKey(name: .parse("Agenda"), scopes: scopes, in: practice, now: start)
        }
        let (other, _) = try await key(house)
        #expect(Set(try await house.store.apiKeys(of: practice).map(\.maker)) == [maker.id, nil])
        _ = try await house.store.changeTeam(maker.id, change, by: odile.id, in: practice, now: start)
        let keys = try await house.store.apiKeys(of: practice)
        #expect(keys.count == left + 1 && keys.contains { $0.id == other.id })
    }

    @Test func `A18 a practice's keys are its own`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        let (key, _) = try await key(house)
        #expect(try await house.store.apiKeys(of: other.practice.id).isEmpty)
        #expect(try await house.store.apiKey(key.id, in: other.practice.id) == nil)
        await #expect(throws: PortalStoreError.notFound) {
            try await house.store.revokeAPIKey(key.id, in: other.practice.id, now: start)
        }
    }

    @Test func `at most fifty are in use, newest first`() async throws {
        let house = try await House()
        let practice = house.practice.id
        for number in 0..<PortalStore.keysPerPractice {
            _ = try await house.store.createAPIKey(
                name: .parse("\(number)"), scopes: [.readAudit], in: practice, now: start + .seconds(number))
        }
        await #expect(throws: PortalStoreError.tooManyKeys) { _ = try await key(house) }
        let keys = try await house.store.apiKeys(of: practice)
        #expect(keys.map(\.name.text) == (0..<PortalStore.keysPerPractice).reversed().map { "\($0)" })
        let oldest = try #require(keys.last)
        try await house.store.revokeAPIKey(oldest.id, in: practice, now: start)
        _ = try await key(house)
    }
}
