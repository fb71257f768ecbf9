import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("Prospects")
struct ProspectTests {
    let list = "/p/laurier/staff/clients/prospects"

    private func owner(_ client: any TestClientProtocol) async throws -> Browser {
        let browser = Browser(client)
        try await browser.logIn("odile@laurier.example", staff: true)
        return browser
    }

    private func petra(_ world: World) async throws -> Account {
        try #require(try await world.store.account(email: EmailAddress("petra@mail.example"), in: world.practice.id))
    }

    @Test func `A12 the list is for owners and admins; clinicians are refused all of it`() async throws {
        let world = try await World()
        let petra = try await petra(world)
        try await world.test { client async throws in
            let elise = Browser(client)
            try await elise.logIn("elise@laurier.example", staff: true)
            for page in ["", "/associate?prospect=\(petra.id)", "/client?prospect=\(petra.id)", "/dismiss?prospect=\(petra.id)"] {
                #expect(try await elise.get(list + page).status == .forbidden, "\(page)")
            }
            #expect(try await elise.get(list).text.contains("Cette page est pour les propriétaires et responsables"))
            let form = ["prospect": petra.id.rawValue, "client": world.nadia.id.rawValue, "act": "verify", "name": "Petra"]
            for act in ["/act", "/associate", "/client", "/dismiss", "/restore"] {
                let answer = try await elise.post(list + act, form, tokenFrom: "/p/laurier/staff/clients")
                #expect(answer.status == .forbidden, "\(act)")
            }
            #expect(try await world.store.prospect(petra.id, in: world.practice.id) == petra)
        }
    }

    @Test func `A12 prospects are listed, those of another practice never`() async throws {
        let world = try await World()
        _ = try await world.people().account(world.other, "Other Person", "other@mail.example", for: nil)
        try await world.test { client async throws in
            let page = try await owner(client).get(list)
            #expect(page.status == .ok)
            #expect(page.text.contains("Petra Prospect"))
            #expect(page.text.contains("petra@mail.example"))
            #expect(page.text.contains("Aucune prévue"))
            #expect(!page.text.contains("nadia@mail.example"))
            #expect(!page.text.contains("other@mail.example"))
        }
    }

    @Test func `A13 the bar's buttons act on who is ticked; what is for one is refused for several`() async throws {
        let world = try await World()
        let petra = try await petra(world)
        try await world.test { client async throws in
            let browser = try await owner(client)
            let none = try await browser.post(list + "/act", ["act": "associate"], tokenFrom: list)
            #expect(none.status == .unprocessableContent)
            #expect(none.text.contains("Cochez d’abord une inscription"))
            let form = ["act": "associate", "prospect": petra.id.rawValue]
            #expect(try await browser.post(list + "/act", form, tokenFrom: list).location == "\(list)/associate?prospect=\(petra.id)")
            let create = form.merging(["act": "create"]) { $1 }
            #expect(try await browser.post(list + "/act", create, tokenFrom: list).location == "\(list)/client?prospect=\(petra.id)")
            let unknown = form.merging(["act": "explode"]) { $1 }
            #expect(try await browser.post(list + "/act", unknown, tokenFrom: list).status == .unprocessableContent)
        }
    }

    @Test func `several are verified at once, and not associated`() async throws {
        let world = try await World()
        let people = try await world.people()
        let maya = try await people.account(world.practice, "Maya", "maya@mail.example", for: nil, isVerified: false)
        let omar = try await people.account(world.practice, "Omar", "omar@mail.example", for: nil, isVerified: false)
        try await world.test { client async throws in
            let browser = try await owner(client)
            let token = try #require(try await browser.get(list).formToken)
            func send(_ act: String) async throws -> Answer {
                try await browser.send(
                    .post, list + "/act", body: "csrf=\(token)&act=\(act)&prospect=\(maya.id)&prospect=\(omar.id)",
                    type: "application/x-www-form-urlencoded")
            }
            let two = try await send("associate")
            #expect(two.status == .unprocessableContent)
            #expect(two.text.contains("Cochez une seule inscription"))
            #expect(two.text.matches(of: #/ checked/#).count == 2)
            #expect(try await send("verify").location == list + "?done=verified")
            let farther = ["prospect": maya.id.rawValue, "act": "verify", "dismissed": "yes", "page": "2"]
            let back = try await browser.post(list + "/act", farther, tokenFrom: list).location
            #expect(back == list + "?dismissed=yes&page=2&done=verified")
            for account in [maya, omar] {
                #expect(try await world.store.account(account.id, in: world.practice.id)?.verifiedBy == .staff)
                #expect(try await world.store.prospect(account.id, in: world.practice.id) != nil)
            }
        }
    }

    @Test func `A14 the form is filled in from the sign-up, and saving associates`() async throws {
        let world = try await World()
        let petra = try await petra(world)
        let page = "\(list)/client"
        try await world.test { client async throws in
            let browser = try await owner(client)
            let shown = try await browser.get("\(page)?prospect=\(petra.id)")
            #expect(shown.text.contains("value=\"Petra Prospect\""))
            #expect(shown.text.contains("value=\"petra@mail.example\""))
            let form = ["prospect": petra.id.rawValue, "name": "Petra Prospect", "email": "petra@mail.example"]
            let wrong = try await browser.post(page, form.merging(["name": ""]) { $1 }, tokenFrom: list)
            #expect(wrong.status == .unprocessableContent)
            #expect(wrong.text.contains("name=\"prospect\" value=\"\(petra.id)\""))
            let answer = try await browser.post(page, form, tokenFrom: list)
            #expect(answer.status == .seeOther)
            #expect(answer.location?.hasSuffix("?done=associated") == true)
            #expect(try await world.store.clients(of: petra.id, in: world.practice.id).map(\.name.text) == ["Petra Prospect"])
            // Once associated she is no prospect: the same form leads back to the list.
            #expect(try await browser.post(page, form, tokenFrom: list).location == list)
        }
    }

    @Test func `A15 A16 an existing client is found by name, and the account joins that client's sessions only`() async throws {
        let world = try await World()
        let petra = try await petra(world)
        let page = "\(list)/associate"
        try await world.test { client async throws in
            let browser = try await owner(client)
            let found = try await browser.get("\(page)?prospect=\(petra.id)&q=levesque")
            #expect(found.text.contains("Marc Lévesque"))
            #expect(!found.text.contains("value=\"\(world.nadia.id)\""))
            #expect(found.text.contains("marc@mail.example"))
            let missing = try await browser.post(page, ["prospect": petra.id.rawValue, "q": "levesque"], tokenFrom: list)
            #expect(missing.status == .unprocessableContent)
            #expect(missing.text.contains("Marc Lévesque"))
            let foreign = try #require(try await world.store.clients(in: world.other.id).first)
            let form = ["prospect": petra.id.rawValue, "client": world.marc.id.rawValue]
            #expect(
                try await browser.post(page, form.merging(["client": foreign.id.rawValue]) { $1 }, tokenFrom: list).status
                    == .unprocessableContent)

            let login = Browser(client)
            try await login.logIn("petra@mail.example")
            #expect(try await login.get("/p/laurier/sessions/\(world.marcsSession.id)").status == .forbidden)
            #expect(try await browser.post(page, form, tokenFrom: list).location?.hasSuffix("?done=associated") == true)
            world.clock.set("2026-11-24T15:50")
            #expect(try await login.get("/p/laurier/sessions/\(world.marcsSession.id)").status == .ok)
            #expect(try await login.get("/p/laurier/sessions/\(world.session.id)").status == .forbidden)
        }
    }

    @Test func `A17 association happens once: what is booked for the client later opens too`() async throws {
        let world = try await World()
        let petra = try await petra(world)
        try await world.store.associate(petra.id, with: world.nadia.id, in: world.practice.id, now: World.start)
        let later = try await world.people().booking(world.practice, world.paul, [world.nadia], "2026-11-24T14:10")
        try await world.test { client async throws in
            let login = Browser(client)
            try await login.logIn("petra@mail.example")
            for booking in [world.session, later] {
                #expect(try await login.get("/p/laurier/sessions/\(booking.id)").status == .ok)
            }
        }
    }

    @Test func `close matches are offered before anything is typed`() async throws {
        let world = try await World()
        let account = try await world.people().account(world.practice, "nadia TREMBLAY", "n@mail.example", for: nil)
        try await world.test { client async throws in
            let browser = try await owner(client)
            #expect(try await browser.get(list).text.contains("Nom proche\u{a0}: Nadia Tremblay."))
            let page = try await browser.get("\(list)/associate?prospect=\(account.id)")
            #expect(page.text.contains("Dossiers proches"))
            #expect(page.text.contains("value=\"\(world.nadia.id)\""))
        }
    }

    @Test func `dismissing asks first, disables the account, and can be undone`() async throws {
        let world = try await World()
        let petra = try await petra(world)
        let form = ["prospect": petra.id.rawValue]
        try await world.test { client async throws in
            let browser = try await owner(client)
            let asked = try await browser.post(list + "/act", form.merging(["act": "dismiss"]) { $1 }, tokenFrom: list)
            let question = try #require(asked.location)
            #expect(try await browser.get(question).text.contains("Écarter Petra Prospect?"))
            #expect(try await world.store.account(petra.id, in: world.practice.id)?.disabledAt == nil)
            let done = try await browser.post(list + "/dismiss", form, tokenFrom: question)
            let page = try await browser.get(try #require(done.location))
            #expect(page.text.contains("action=\"\(list)/restore\""))
            #expect(try await world.store.account(petra.id, in: world.practice.id)?.disabledAt != nil)
            #expect(try await browser.get(list + "?dismissed=yes").text.contains("Petra Prospect"))
            #expect(try await browser.post(list + "/restore", form, tokenFrom: list).location == list + "?done=restored")
            #expect(try await world.store.account(petra.id, in: world.practice.id)?.disabledAt == nil)
        }
    }

    @Test func `an account that belongs to a client is no prospect, whatever the form says`() async throws {
        let world = try await World()
        let nadia = world.nadiasAccount.id.rawValue
        try await world.test { client async throws in
            let browser = try await owner(client)
            _ = try await browser.post(list + "/dismiss", ["prospect": nadia], tokenFrom: list)
            #expect(try await world.store.account(world.nadiasAccount.id, in: world.practice.id)?.disabledAt == nil)
            let form = ["prospect": nadia, "client": world.marc.id.rawValue]
            #expect(try await browser.post(list + "/associate", form, tokenFrom: list).location == list)
            #expect(try await browser.get(list + "/dismiss?prospect=\(nadia)").status == .seeOther)
        }
    }

    @Test func `P where accounts are optional, an assigned session is listed and opens, and others don't`() async throws {
        let world = try await World()
        let petra = try await petra(world)
        try await world.store.assign(world.session.id, of: world.nadia.id, to: petra.id, in: world.practice.id, now: World.start)
        try await world.test { client async throws in
            let login = Browser(client)
            try await login.logIn("petra@mail.example")
            #expect(try await login.get("/p/laurier/sessions/\(world.session.id)").status == .forbidden)
            _ = try await world.store.updatePractice(world.practice.id, now: World.start) { $0.identity.areAccountsOptional = true }
            #expect(try await login.get("/p/laurier/sessions/\(world.session.id)").status == .ok)
            #expect(try await login.get("/p/laurier/account").text.contains("/p/laurier/sessions/\(world.session.id)"))
            #expect(try await login.get("/p/laurier/sessions/\(world.marcsSession.id)").status == .forbidden)
        }
    }
}
