import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("Keys of programs")
struct APIKeyPageTests {
    private static let page = "/p/laurier/staff/settings/api"
    private static let new = "\(page)/new"
    private static let form = ["name": "Agenda", "clients:read": "yes", "sessions:write": "yes"]

    @Test func `keys are for owners and admins of the practice`() async throws {
        let world = try await World()
        _ = try await world.people().staff(world.other, .owner, "Otto Elm", "otto@elm.example")
        let (key, _) = try await world.store.createAPIKey(
            name: .parse("Agenda"), scopes: [.readClients], in: world.practice.id, now: World.start)
        try await world.test { client async throws in
            let (stranger, nadia, elise, otto) = (Browser(client), Browser(client), Browser(client), Browser(client))
            try await nadia.logIn("nadia@mail.example")
            try await elise.logIn("elise@laurier.example", staff: true)
            try await otto.logIn("otto@elm.example", staff: true, at: "elm")
            for page in [Self.page, Self.new] {
                for browser in [stranger, nadia, otto] { #expect(try await browser.get(page).status == .seeOther, "\(page)") }
                #expect(try await elise.get(page).status == .forbidden, "\(page)")
            }
            let profile = "/p/laurier/staff/settings/profile"
            for act in [Self.new, "\(Self.page)/\(key.id)/revoke"] {
                #expect(try await elise.post(act, Self.form, tokenFrom: profile).status == .forbidden, "\(act)")
            }
            let elsewhere = "/p/elm/staff/settings/api"
            #expect(!(try await otto.get(elsewhere).text.contains("Agenda")))
            #expect(try await otto.post("\(elsewhere)/\(key.id)/revoke", tokenFrom: elsewhere).status == .notFound)
        }
        #expect(try await world.store.apiKeys(of: world.practice.id).map(\.id) == [key.id])
    }

    @Test func `a key is made, its secret shown once, and revoked`() async throws {
        try await withOwner { world, owner in
            let made = try await owner.post(Self.new, Self.form, tokenFrom: Self.new)
            #expect(made.status == .ok && made.headers[.cacheControl] == "no-store")
            let secret = try #require(made.text.firstMatch(of: /value="(vestibule_[A-Za-z0-9_\-]{43})"/)).1
            WatchedLog.watch(String(secret))
            let key = try #require(try await world.store.apiKey(secret: String(secret), now: World.start))
            #expect(key.scopes == [.readClients, .writeSessions] && key.practice == world.practice.id)
            let list = try await owner.get(Self.page).text
            for said in ["Agenda", "Voir la liste des clients", "Fixer, déplacer, confier et annuler des séances", "Dernier usage"] {
                #expect(list.contains(said), "\(said)")
            }
            #expect(!list.contains(secret) && !list.contains("Lire le journal"))
            let answer = try await owner.post("\(Self.page)/\(key.id)/revoke", tokenFrom: Self.page)
            #expect(answer.location == "\(Self.page)?done=keyRevoked")
            #expect(try await world.store.apiKey(secret: String(secret), now: World.start) == nil)
            let after = try await owner.get("\(Self.page)?done=keyRevoked").text
            #expect(after.contains("La clé est révoquée") && after.contains("Aucune clé") && !after.contains("Agenda"))
            let log = try await world.store.audit(of: world.practice.id).prefix(2)
            #expect(log.map(\.act) == ["key.revoked", "key.created"] && log.allSatisfy { $0.actor == "staff:\(world.owner.id)" })
        }
    }

    @Test(arguments: [
        (["name": "", "clients:read": "yes"], "name"), (["name": "a\u{202E}b", "clients:read": "yes"], "name"),
        (["name": "<b>Agenda"], "scopes"), (["name": "<b>Agenda", "everything": "yes"], "scopes"),
        (["name": "<b>Agenda", "clients:read": "no"], "scopes"),
    ])
    func `a wrong form is said beside its field, shown again, and makes no key`(form: [String: String], field: String) async throws {
        try await withOwner { world, owner in
            let answer = try await owner.post(Self.new, form, tokenFrom: Self.new)
            #expect(answer.status == .unprocessableContent && answer.text.contains("id=\"\(field)-error\""))
            #expect(answer.text.contains("href=\"#\(field)\""))
            if field == "scopes" { #expect(answer.text.contains("&lt;b&gt;Agenda")) }
            if form["clients:read"] == "yes" { #expect(answer.text.contains(#"name="clients:read" value="yes" checked"#)) }
            #expect(try await world.store.apiKeys(of: world.practice.id).isEmpty)
        }
    }

    @Test func `the audit log is for owners to give: an admin's form hasn't got it, and a tick of theirs counts for nothing`() async throws {
        let world = try await World()
        _ = try await world.people().staff(world.practice, .admin, "Anne Admin", "anne@laurier.example")
        try await world.test { client async throws in
            let (owner, anne) = (Browser(client), Browser(client))
            try await owner.logIn("odile@laurier.example", staff: true)
            try await anne.logIn("anne@laurier.example", staff: true)
            #expect(try await owner.get(Self.new).text.contains(#"name="audit:read""#))
            let form = try await anne.get(Self.new).text
            #expect(form.contains(#"name="clients:read""#) && !form.contains("audit:read"))
            let forged = try await anne.post(Self.new, ["name": "Mine", "audit:read": "yes"], tokenFrom: Self.new)
            #expect(forged.status == .unprocessableContent && !forged.text.contains("audit:read"))
            let both = try await anne.post(
                Self.new, ["name": "Mine", "audit:read": "yes", "clients:read": "yes"], tokenFrom: Self.new)
            #expect(both.status == .ok)
            #expect(try await world.store.apiKeys(of: world.practice.id).map(\.scopes) == [[.readClients]])
            #expect(try await owner.get(Self.page).text.contains("par Anne Admin"))
        }
    }

    @Test func `one too many is refused`() async throws {
        try await withOwner { world, owner in
            for number in 0..<PortalStore.keysPerPractice {
                _ = try await world.store.createAPIKey(
                    name: .parse("K\(number)"), scopes: [.readClients], in: world.practice.id, now: World.start)
            }
            let answer = try await owner.post(Self.new, Self.form, tokenFrom: Self.new)
            #expect(answer.status == .unprocessableContent && answer.text.contains("Révoquez-en une"))
        }
    }

    private func withOwner(_ body: @escaping @Sendable (World, Browser) async throws -> Void) async throws {
        let world = try await World()
        try await world.test { client async throws in
            let owner = Browser(client)
            try await owner.logIn("odile@laurier.example", staff: true)
            try await body(world, owner)
        }
    }
}
