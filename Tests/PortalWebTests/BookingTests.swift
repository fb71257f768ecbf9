import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("A new session")
struct BookingTests {
    let new = "/p/laurier/staff/sessions/new"
    let form = ["client": "nadia tremblay", "date": "2026-11-25", "start": "10:00", "length": "50"]

    private func staff(_ client: any TestClientProtocol, _ email: String = "elise@laurier.example") async throws -> Browser {
        try await Browser.staff(client, email)
    }

    @Test func `a session is made with its room, and shown`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let bad = ["guests": "1", "guest-name-1": "", "guest-email-1": "grace at mail"]
            let both = try await browser.post(new, form.merging(bad) { $1 }, tokenFrom: new).text
            #expect(both.contains("id=\"guest-name-1-error\"") && both.contains("id=\"guest-email-1-error\""), "all that is wrong")
            let guest = ["guests": "1", "guest-name-1": "Grace", "guest-email-1": "grace@mail.example"]
            let answer = try await browser.post(new, form.merging(guest) { $1 }, tokenFrom: new)
            #expect(answer.status == .seeOther)
            let address = try #require(answer.location)
            let page = try await browser.get(address)
            #expect(page.status == .ok)
            #expect(page.text.contains("Séance avec Nadia Tremblay"))
            #expect(page.text.contains("Demain"))
            #expect(page.text.contains("La séance est créée."))
            #expect(page.text.contains("http://localhost/v/"))
            let made = try await world.store.sessions(
                of: [world.nadia.id], in: world.practice.id, endingAfter: World.moment("2026-11-25T00:00"))
            #expect(made.map(\.booking.startsAt) == [World.moment("2026-11-25T10:00")])
            #expect(made.first?.clinician.id == world.elise.id)
        }
    }

    @Test func `everything that is wrong is said at once, and what was typed comes back`() async throws {
        try await World().test { client async throws in
            let bad = ["client": "Zoé <b>", "date": "2026-02-30", "start": "25:00", "length": "7"]
            let answer = try await staff(client).post(new, bad, tokenFrom: new)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("4 points à corriger"))
            for field in ["client", "date", "start", "length"] {
                #expect(answer.text.contains("href=\"#\(field)\""))
                #expect(answer.text.contains("id=\"\(field)-error\""))
            }
            #expect(answer.text.contains("value=\"Zoé &lt;b&gt;\""))
            #expect(answer.text.contains("value=\"2026-02-30\""))
            #expect(answer.text.contains("value=\"25:00\""))
        }
    }

    @Test func `a client who was archived meanwhile is said to be, and what was typed comes back`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            _ = try await world.store.archiveClient(world.nadia.id, in: world.practice.id, now: World.start)
            let chosen = form.merging(["client": "Nadia Tremblay", "client-id": world.nadia.id.rawValue]) { $1 }
            let answer = try await browser.post(new, chosen, tokenFrom: new)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("id=\"client-error\"") && answer.text.contains("Ce dossier est archivé"))
            #expect(answer.text.contains("value=\"Nadia Tremblay\"") && answer.text.contains("value=\"2026-11-25\""))
        }
    }

    @Test func `what is wrong is listed in the order of the page`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let bad = [
                "clinician": "", "client": "", "date": "", "start": "", "length": "7", "repeats": "weekly", "times": "0", "fee": "-1",
                "guests": "1", "guest-name-1": "", "guest-email-1": "grace at mail",
            ]
            let page = try await staff(client, "odile@laurier.example").post(new, bad, tokenFrom: new).text
            let summary = page.matches(of: /<li><a href="#([a-z0-9-]+)">/).map { String($0.1) }
            #expect(
                summary == [
                    "client", "clinician", "date", "start", "length", "times", "fee", "guest-name-1", "guest-email-1",
                ])
            let fields = try summary.map { try #require(page.range(of: "id=\"\($0)\"")).lowerBound }
            #expect(fields == fields.sorted())
        }
    }

    @Test func `what was chosen comes back beside what is wrong`() async throws {
        try await World().test { client async throws in
            let answer = try await staff(client).post(new, form.merging(["client": "Nobody", "length": "80"]) { $1 }, tokenFrom: new)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("value=\"2026-11-25\"") && answer.text.contains("value=\"10:00\""))
            let chosen = answer.text.matches(of: /<option value="(\d+)" selected/).map { String($0.1) }
            #expect(chosen == ["80"])
        }
    }

    @Test func `nothing typed at all is an error too, not a failure`() async throws {
        try await World().test { client async throws in
            #expect(try await staff(client).post(new, [:], tokenFrom: new).status == .unprocessableContent)
        }
    }

    @Test func `an hour that the clocks skip is refused`() async throws {
        try await World().test { client async throws in
            let spring = form.merging(["date": "2027-03-14", "start": "02:30"]) { $1 }
            let answer = try await staff(client).post(new, spring, tokenFrom: new)
            #expect(answer.text.contains("Cette heure n’existe pas ce jour-là"))
        }
    }

    @Test func `two clients of one name are told apart by choosing`() async throws {
        let world = try await World()
        let people = try await world.people()
        let namesake = try await people.client(world.practice, "Nadia Tremblay")
        try await world.test { client async throws in
            let browser = try await staff(client, "odile@laurier.example")
            let form = form.merging(["clinician": world.elise.id.rawValue]) { $1 }
            let answer = try await browser.post(new, form, tokenFrom: new)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("name=\"client-id\" value=\"\(namesake.id)\""))
            let chosen = form.merging(["client-id": namesake.id.rawValue]) { $1 }
            #expect(try await browser.post(new, chosen, tokenFrom: new).status == .seeOther)
            let made = try await world.store.sessions(
                of: [namesake.id], in: world.practice.id, endingAfter: World.start)
            #expect(made.count == 1)
        }
    }

    @Test func `a session can be for two`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let form = form.merging(["clinician": world.elise.id.rawValue, "people": "2"]) { $1 }
            let owner = try await staff(client, "odile@laurier.example")
            let couple = form.merging(["client-2": "Marc Lévesque"]) { $1 }
            #expect(try await owner.post(new, couple, tokenFrom: new).status == .seeOther)
            let made = try await world.store.sessions(
                of: [world.marc.id], in: world.practice.id, endingAfter: World.moment("2026-11-25T00:00"))
            #expect(made.first?.booking.clients == [world.nadia.id, world.marc.id])
            let twice = form.merging(["client-2": "Nadia Tremblay", "start": "12:00"]) { $1 }
            #expect(try await owner.post(new, twice, tokenFrom: new).status == .unprocessableContent)
        }
    }

    @Test func `a session over another is made only if that is meant`() async throws {
        try await World().test { client async throws in
            let browser = try await staff(client)
            let over = form.merging(["date": "2026-11-24", "start": "14:30"]) { $1 }
            let answer = try await browser.post(new, over, tokenFrom: new)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("a une séance avec Nadia Tremblay à ce moment"))
            #expect(answer.text.contains("name=\"overlap\""))
            #expect(try await browser.post(new, over.merging(["overlap": "yes"]) { $1 }, tokenFrom: new).status == .seeOther)
        }
    }

    @Test func `another practice's clients and clinicians are unknown`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client, "odile@laurier.example")
            let clinician = ["clinician": world.elise.id.rawValue]
            let theirs = form.merging(clinician) { $1 }.merging(["client": "Sam Stone"]) { $1 }
            #expect(try await browser.post(new, theirs, tokenFrom: new).status == .unprocessableContent)
            let foreign = form.merging(["clinician": world.outsider.id.rawValue]) { $1 }
            #expect(try await browser.post(new, foreign, tokenFrom: new).status == .unprocessableContent)
            #expect(try await browser.post(new, form.merging(clinician) { $1 }, tokenFrom: new).status == .seeOther)
        }
    }

    @Test func `a clinician books for nobody else`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let forPaul = form.merging(["clinician": world.paul.id.rawValue]) { $1 }
            let answer = try await staff(client).post(new, forPaul, tokenFrom: new)
            let made = try await world.store.sessions(
                of: [world.nadia.id], in: world.practice.id, endingAfter: World.moment("2026-11-25T00:00"))
            #expect(answer.status == .seeOther)
            #expect(made.first?.clinician.id == world.elise.id)
        }
    }

    @Test func `strangers and clients make nothing`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            #expect(try await Browser(client).post(new, form, tokenFrom: "/p/laurier/staff/login").status == .seeOther)
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            #expect(try await browser.post(new, form, tokenFrom: "/p/laurier/account").status == .forbidden)
            let made = try await world.store.sessions(
                of: [world.nadia.id], in: world.practice.id, endingAfter: World.moment("2026-11-25T00:00"))
            #expect(made.isEmpty)
        }
    }
}
