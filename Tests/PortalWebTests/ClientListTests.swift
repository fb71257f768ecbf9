import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("Client list and new clients")
struct ClientListTests {
    let list = "/p/laurier/staff/clients"
    let new = "/p/laurier/staff/clients/new"

    private func staff(_ client: any TestClientProtocol, _ email: String = "odile@laurier.example") async throws -> Browser {
        try await Browser.staff(client, email)
    }

    @Test func `owners see every client, with who has an account`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let page = try await staff(client).get(list)
            #expect(page.status == .ok)
            for name in ["Nadia Tremblay", "Marc Lévesque"] { #expect(page.text.contains(name)) }
            #expect(page.text.contains("Vérifié"))
            #expect(page.text.contains("2 dossiers"))
            #expect(page.text.contains("/p/laurier/staff/clients/prospects"))
            #expect(!page.text.contains("Sam Stone"))
        }
    }

    @Test func `a clinician sees their own clients, and no prospects`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client, "elise@laurier.example")
            let page = try await browser.get(list)
            #expect(page.text.contains("Nadia Tremblay"))
            #expect(!page.text.contains("Marc Lévesque"))
            #expect(!page.text.contains("/clients/prospects"))
            #expect(try await browser.get(list + "?q=marc").text.contains("Aucun nom ne ressemble"))
        }
    }

    @Test func `where all are archived the list says so`() async throws {
        let world = try await World()
        for id in [world.nadia.id, world.marc.id] { _ = try await world.store.archiveClient(id, in: world.practice.id, now: World.start) }
        try await world.test { client async throws in
            let owner = try await staff(client)
            #expect(try await owner.get(list).text.contains("Tous les dossiers sont archivés"))
            #expect(try await owner.get(list + "?archived=yes").text.contains("Nadia Tremblay"))
        }
    }

    @Test func `the search is a plain form, and shows again what was typed`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = try await browser.get(list + "?q=LEVESQUE")
            #expect(page.text.contains("Marc Lévesque"))
            #expect(!page.text.contains("Nadia Tremblay"))
            #expect(page.text.contains("value=\"LEVESQUE\""))
            let hostile = try await browser.get(list + "?q=%22%3E%3Cscript%3E&page=99999999999&archived=yes")
            #expect(hostile.status == .ok)
            #expect(!hostile.text.contains("<script>"))
        }
    }

    @Test func `long lists come in pages`() async throws {
        let world = try await World()
        for number in 100..<160 {
            _ = try await world.store.createClient(
                in: world.practice.id, name: .parse("Zoé \(number)"), email: nil, now: World.start)
        }
        try await world.test { client async throws in
            let browser = try await staff(client)
            let first = try await browser.get(list + "?q=zo%C3%A9")
            #expect(first.text.contains("1 à 50 sur 60"))
            #expect(first.text.contains("href=\"\(list)?q=zo%C3%A9&amp;page=2\""))
            let last = try await browser.get(list + "?q=zoe&page=9")
            #expect(last.text.contains("51 à 60 sur 60"))
            #expect(last.text.contains("Zoé 159"))
        }
    }

    @Test func `A10 staff verify from the list, clinicians those of their own clients`() async throws {
        let world = try await World()
        let petra = try #require(try await world.store.account(email: EmailAddress("petra@mail.example"), in: world.practice.id))
        let zoe = try await world.people().client(world.practice, "Zoé Roy")
        let account = try await world.people().account(
            world.practice, "Zoé", "zoe@mail.example", for: zoe, isVerified: false)
        try await world.test { client async throws in
            let clinician = try await staff(client, "elise@laurier.example")
            for id in [account.id, petra.id] {
                let answer = try await clinician.post(list + "/verify", ["account": id.rawValue], tokenFrom: list)
                #expect(answer.status == .notFound)
            }
            let owner = try await staff(client)
            #expect(try await owner.get(list).text.contains("Non vérifié"))
            let answer = try await owner.post(list + "/verify", ["account": account.id.rawValue], tokenFrom: list)
            #expect(answer.status == .seeOther)
            #expect(try await world.store.account(account.id, in: world.practice.id)?.verifiedBy == .staff)
        }
    }

    @Test func `Verify comes back to the search and the page that it was clicked on`() async throws {
        let world = try await World()
        let people = try await world.people()
        for number in 100..<151 { _ = try await people.client(world.practice, "Zoé & Co \(number)") }
        let last = try await people.client(world.practice, "Zoé & Co 151")
        let account = try await people.account(world.practice, "Zoé", "zoe@mail.example", for: last, isVerified: false)
        try await world.test { client async throws in
            let owner = try await staff(client)
            let page = list + "?q=zo%C3%A9%20%26%20co&page=2"
            let shown = try await owner.get(page).text
            #expect(shown.contains("name=\"q\" value=\"zoé &amp; co\"") && shown.contains("name=\"page\" value=\"2\""))
            let form = ["account": account.id.rawValue, "q": "zoé & co", "page": "2"]
            let answer = try await owner.post(list + "/verify", form, tokenFrom: page)
            #expect(answer.location == page + "&done=verified")
            let back = try await owner.get(page + "&done=verified").text
            #expect(back.contains("Zoé &amp; Co 151") && back.contains("role=\"status\""))
        }
    }

    @Test func `Q19 a check mark stands by a client with an account who booked while logged in`() async throws {
        let world = try await World()
        let words = try Catalogue(directory: World.webRoot.appending(path: "locales"))[.english]
        let listing = ClientListView.Listing(
            filter: ClientFilter(), page: 1, count: 2, clients: [world.nadia, world.marc],
            accounts: [world.nadia.id: [world.nadiasAccount]], booked: [world.nadia.id, world.marc.id])
        let view = ClientListView(listing, tabs: [], places: Places(practice: world.practice.slug), words: words, done: nil)
        #expect(view.rows.map(\.bookedInPortal) == [true, false], "Marc has no account")
        #expect(view.rows.map(\.hasAccount) == [true, false])
    }

    @Test func `a client is added, and becomes the clinician's own`() async throws {
        let world = try await World()
        let form = [
            "name": "Zoé  Œuvrard", "email": "Zoe@Mail.example", "telephone": "514 555-0199", "birthDate": "1984-05-17",
            "address": "12, rue de l’Église\r\nMontréal", "language": "en",
        ]
        try await world.test { client async throws in
            let browser = try await staff(client, "elise@laurier.example")
            let answer = try await browser.post(new, form, tokenFrom: new)
            #expect(answer.status == .seeOther)
            let page = try await browser.get(try #require(answer.location))
            for text in ["Zoé Œuvrard", "zoe@mail.example", "514 555-0199", "17 mai 1984 (42 ans)", "Montréal", "English", "Élise Gagnon"] {
                #expect(page.text.contains(text), "\(text)")
            }
            let paul = try await staff(client, "paul@laurier.example")
            #expect(try await paul.get(try #require(answer.location)).status == .notFound)
        }
    }

    @Test func `everything that is wrong is said at once, and what was typed comes back`() async throws {
        let world = try await World()
        let bad = [
            "name": "", "email": "zoe@", "telephone": "call me", "birthDate": "2030-01-01", "address": String(repeating: "x\n", count: 9),
        ]
        try await world.test { client async throws in
            let answer = try await staff(client).post(new, bad, tokenFrom: new)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("5 points à corriger"))
            for field in ["name", "email", "telephone", "birthDate", "address"] {
                #expect(answer.text.contains("href=\"#\(field)\""), "\(field)")
                #expect(answer.text.contains("id=\"\(field)-error\""), "\(field)")
            }
            #expect(answer.text.contains("value=\"zoe@\""))
            #expect(answer.text.contains("value=\"2030-01-01\""))
            #expect(try await world.store.countClients(ClientFilter(), in: world.practice.id) == 2)
        }
    }

    @Test func `somebody who is in the list already is added again only when that is meant`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let answer = try await browser.post(new, ["name": "nadia tremblay"], tokenFrom: new)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("name=\"duplicate\""))
            #expect(answer.text.contains("/clients/\(world.nadia.id)"))
            let meant = try await browser.post(new, ["name": "nadia tremblay", "duplicate": "yes"], tokenFrom: new)
            #expect(meant.status == .seeOther)
            // Paul hears nothing of a colleague's client.
            let paul = try await staff(client, "paul@laurier.example")
            #expect(try await paul.post(new, ["name": "Nadia Tremblay"], tokenFrom: new).status == .seeOther)
        }
    }

    @Test func `strangers and clients see and add nothing`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            for page in [list, new, "\(list)/\(world.nadia.id)", list + "/prospects"] {
                let answer = try await Browser(client).get(page)
                #expect(answer.status == .seeOther)
                #expect(answer.location?.hasPrefix("/p/laurier/staff/login") == true)
            }
            let nadia = Browser(client)
            try await nadia.logIn("nadia@mail.example")
            #expect(try await nadia.get(list).status == .seeOther)
            #expect(try await nadia.post(new, ["name": "Zoé"], tokenFrom: "/p/laurier/account").status == .forbidden)
            #expect(try await world.store.countClients(ClientFilter(), in: world.practice.id) == 2)
        }
    }
}
