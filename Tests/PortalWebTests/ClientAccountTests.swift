import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("Client portal settings")
struct ClientAccountTests {
    private func staff(_ client: any TestClientProtocol, _ email: String = "odile@laurier.example") async throws -> Browser {
        try await Browser.staff(client, email)
    }

    private func page(_ client: Client) -> String { "/p/laurier/staff/clients/\(client.id)/account" }

    @Test func `A3 staff set address and starter password, and the client logs in at once`() async throws {
        let world = try await World()
        let zoe = try await world.people().client(world.practice, "Zoé Roy")
        _ = try await world.people().booking(world.practice, world.elise, [zoe], "2026-11-24T14:10")
        try await world.test { client async throws in
            let browser = try await staff(client, "elise@laurier.example")
            let form = ["email": "zoe@mail.example", "password": World.password]
            let answer = try await browser.post(page(zoe), form, tokenFrom: page(zoe))
            #expect(answer.location == page(zoe) + "?done=opened")
            let shown = try await browser.get(page(zoe))
            #expect(shown.text.contains("zoe@mail.example"))
            #expect(shown.text.contains("Vérifié"))
            #expect(!shown.text.contains(World.password))
            let login = Browser(client)
            try await login.logIn("zoe@mail.example")
            #expect(try await login.get("/p/laurier/account").text.contains("Élise Gagnon"))
        }
    }

    @Test func `a bad address and a short password are said, and the password isn't shown again`() async throws {
        let world = try await World()
        let zoe = try await world.people().client(world.practice, "Zoé Roy")
        try await world.test { client async throws in
            let browser = try await staff(client)
            let answer = try await browser.post(page(zoe), ["email": "zoe", "password": "sesame"], tokenFrom: page(zoe))
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("href=\"#email\""))
            #expect(answer.text.contains("href=\"#password\""))
            #expect(answer.text.contains("Prenez au moins 10 caractères"))
            #expect(answer.text.contains("value=\"zoe\""))
            #expect(!answer.text.contains("sesame"))
        }
    }

    @Test func `P a parent's account is let see a child's sessions too, by owners and admins`() async throws {
        let world = try await World()
        let child = try await world.people().client(world.practice, "Alix Tremblay")
        _ = try await world.people().booking(world.practice, world.elise, [child], "2026-11-26T10:00")
        let form = ["email": "nadia@mail.example", "password": World.password]
        try await world.test { client async throws in
            let elise = try await staff(client, "elise@laurier.example")
            let refused = try await elise.post(page(child), form, tokenFrom: page(child))
            #expect(refused.status == .unprocessableContent)
            #expect(!refused.text.contains("name=\"existing\""))
            let sneaky = try await elise.post(page(child), form.merging(["existing": "yes"]) { $1 }, tokenFrom: page(child))
            #expect(sneaky.status == .unprocessableContent)

            let owner = try await staff(client)
            #expect(try await owner.post(page(child), form, tokenFrom: page(child)).text.contains("name=\"existing\""))
            let joined = try await owner.post(page(child), ["email": "nadia@mail.example", "existing": "yes"], tokenFrom: page(child))
            #expect(joined.location == page(child) + "?done=joined")
            #expect(try await world.store.clients(of: world.nadiasAccount.id, in: world.practice.id) == [child, world.nadia])
            #expect(try await owner.get(page(child)).text.contains("Aussi pour Nadia Tremblay"))
        }
    }

    @Test func `Q22 where staff set no passwords, there is no field, and the act is refused with words`() async throws {
        let world = try await World()
        _ = try await world.store.updatePractice(world.practice.id, now: World.start) { $0.identity.mayStaffSetPasswords = false }
        let zoe = try await world.people().client(world.practice, "Zoé Roy")
        try await world.test { client async throws in
            let browser = try await staff(client)
            let shown = try await browser.get(page(zoe))
            #expect(!shown.text.contains("name=\"password\""))
            #expect(shown.text.contains("le personnel ne choisit aucun mot de passe"))
            let form = ["email": "zoe@mail.example", "password": World.password]
            #expect(try await browser.post(page(zoe), form, tokenFrom: page(zoe)).status == .forbidden)
            let starter = ["account": world.nadiasAccount.id.rawValue, "password": World.password]
            #expect(try await browser.post(page(world.nadia) + "/password", starter, tokenFrom: page(zoe)).status == .forbidden)
            #expect(try await world.store.account(email: EmailAddress("zoe@mail.example"), in: world.practice.id) == nil)
        }
    }

    @Test func `a starter password changes until the client has logged in`() async throws {
        let world = try await World()
        let act = page(world.nadia) + "/password"
        try await world.test { client async throws in
            let browser = try await staff(client)
            let form = ["account": world.nadiasAccount.id.rawValue, "password": "another starter"]
            let short = try await browser.post(act, form.merging(["password": "short"]) { $1 }, tokenFrom: page(world.nadia))
            #expect(short.status == .unprocessableContent)
            #expect(short.text.contains("href=\"#starter-1\""))
            #expect(try await browser.post(act, form, tokenFrom: page(world.nadia)).location == page(world.nadia) + "?done=passwordSet")
            let nadia = Browser(client)
            let login = "/p/laurier/login"
            let answer = try await nadia.post(login, ["email": "nadia@mail.example", "password": "another starter"], tokenFrom: login)
            #expect(answer.status == .seeOther)
            let late = try await browser.post(act, form, tokenFrom: page(world.nadia))
            #expect(late.status == .unprocessableContent)
            #expect(late.text.contains("appartient désormais à la personne"))
            #expect(!late.text.contains("id=\"starter-1\""))
        }
    }

    @Test func `C6 a mobile number is added, and a wrong one shown again`() async throws {
        let world = try await World()
        let act = page(world.nadia) + "/mobile", account = world.nadiasAccount.id
        try await world.test { client async throws in
            let browser = try await staff(client, "elise@laurier.example")
            let wrong = try await browser.post(act, ["account": account.rawValue, "mobile": "911"], tokenFrom: page(world.nadia))
            #expect(wrong.status == .unprocessableContent)
            #expect(wrong.text.contains("value=\"911\""))
            let right = try await browser.post(act, ["account": account.rawValue, "mobile": "(514) 555-0142"], tokenFrom: page(world.nadia))
            #expect(right.location == page(world.nadia) + "?done=mobileSet")
            #expect(try await world.store.account(account, in: world.practice.id)?.mobile?.text == "+15145550142")
        }
    }

    @Test func `an account is disabled, enabled and un-associated`() async throws {
        let world = try await World()
        let form = ["account": world.nadiasAccount.id.rawValue]
        try await world.test { client async throws in
            let nadia = Browser(client)
            try await nadia.logIn("nadia@mail.example")
            let browser = try await staff(client, "elise@laurier.example")
            func act(_ name: String) async throws -> String? {
                try await browser.post("\(page(world.nadia))/\(name)", form, tokenFrom: page(world.nadia)).location
            }
            #expect(try await act("disable") == page(world.nadia) + "?done=wasDisabled")
            #expect(try await nadia.get("/p/laurier/account").status == .seeOther)
            #expect(try await browser.get(page(world.nadia)).text.contains("Désactivé"))
            #expect(try await act("enable") == page(world.nadia) + "?done=wasEnabled")
            try await nadia.logIn("nadia@mail.example")
            #expect(try await nadia.get("/p/laurier/sessions/\(world.session.id)").status == .ok)
            #expect(try await act("dissociate") == page(world.nadia) + "?done=wasDissociated")
            let refused = try await nadia.get("/p/laurier/sessions/\(world.session.id)")
            #expect(refused.status == .forbidden)
            #expect(!refused.text.contains("Élise"))
        }
    }

    @Test func `an account that is also a colleague's clients' is only un-associated by a clinician`() async throws {
        let world = try await World()
        try await world.store.associate(world.nadiasAccount.id, with: world.marc.id, in: world.practice.id, now: World.start)
        let form = ["account": world.nadiasAccount.id.rawValue]
        try await world.test { client async throws in
            let elise = try await staff(client, "elise@laurier.example")
            let shown = try await elise.get(page(world.nadia))
            #expect(shown.text.contains("dossiers de collègues"))
            #expect(!shown.text.contains("Lévesque"))
            for act in ["disable", "enable", "verify", "mobile", "password"] {
                let answer = try await elise.post("\(page(world.nadia))/\(act)", form, tokenFrom: page(world.nadia))
                #expect(answer.status == .notFound, "\(act)")
            }
            #expect(try await elise.post(page(world.nadia) + "/dissociate", form, tokenFrom: page(world.nadia)).status == .seeOther)
            #expect(try await world.store.clients(of: world.nadiasAccount.id, in: world.practice.id) == [world.marc])
        }
    }

    @Test func `A4 the portal's address and instructions are in the client's language`() async throws {
        let world = try await World()
        _ = try await world.store.updateClient(world.nadia.id, in: world.practice.id, now: World.start) { $0.language = .english }
        try await world.test { client async throws in
            let shown = try await staff(client).get(page(world.nadia))
            #expect(shown.text.contains("value=\"http://localhost/p/laurier\""))
            #expect(shown.text.contains("Hello Nadia Tremblay,"))
            #expect(shown.text.contains("Sign in with nadia@mail.example and the starter password we gave you."))
        }
    }
}
