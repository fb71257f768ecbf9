import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("Client records")
struct ClientRecordTests {
    private func staff(_ client: any TestClientProtocol, _ email: String = "elise@laurier.example") async throws -> Browser {
        try await Browser.staff(client, email)
    }

    private func record(_ client: Client) -> String { "/p/laurier/staff/clients/\(client.id)" }

    @Test func `a record, its form and its sessions are for those whose client it is`() async throws {
        let world = try await World()
        let elsewhere = try #require(try await world.store.clients(in: world.other.id).first)
        try await world.test { client async throws in
            let elise = try await staff(client), owner = try await staff(client, "odile@laurier.example")
            for page in ["", "/edit", "/account", "/sessions"] {
                #expect(try await elise.get(record(world.nadia) + page).status == .ok)
                #expect(try await elise.get(record(world.marc) + page).status == .notFound)
                #expect(try await owner.get(record(world.marc) + page).status == .ok)
                #expect(try await owner.get(record(elsewhere) + page).status == .notFound)
                #expect(try await owner.get("/p/laurier/staff/clients/nobody" + page).status == .notFound)
            }
        }
    }

    @Test func `nobody changes somebody else's client by guessing its id`() async throws {
        let world = try await World()
        let petra = try #require(try await world.store.account(email: EmailAddress("marc@mail.example"), in: world.practice.id))
        let acts =
            ["edit", "archive", "restore", "account", "sessions/assign", "sessions/assign-all"]
            + ["verify", "password", "mobile", "disable", "enable", "dissociate"].map { "account/\($0)" }
        try await world.test { client async throws in
            let elise = try await staff(client)
            for act in acts {
                let fields = ["name": "Stolen", "account": petra.id.rawValue, "booking": world.marcsSession.id.rawValue]
                let answer = try await elise.post("\(record(world.marc))/\(act)", fields, tokenFrom: record(world.nadia))
                #expect(answer.status == .notFound, "\(act)")
            }
            // Nor an account of somebody else's by way of one's own client.
            for act in acts.suffix(6) {
                let answer = try await elise.post(
                    "\(record(world.nadia))/\(act)", ["account": petra.id.rawValue], tokenFrom: record(world.nadia))
                #expect(answer.status == .notFound, "\(act)")
            }
            #expect(try await world.store.client(world.marc.id, in: world.practice.id) == world.marc)
            #expect(try await world.store.account(petra.id, in: world.practice.id) == petra)
        }
    }

    @Test func `a record is changed`() async throws {
        let world = try await World()
        let edit = record(world.nadia) + "/edit"
        try await world.test { client async throws in
            let browser = try await staff(client)
            #expect(try await browser.get(edit).text.contains("value=\"Nadia Tremblay\""))
            let wrong = try await browser.post(edit, ["name": "<b>", "email": "no"], tokenFrom: edit)
            #expect(wrong.status == .unprocessableContent)
            #expect(wrong.text.contains("value=\"&lt;b&gt;\""))
            let answer = try await browser.post(edit, ["name": "Nadia Okafor", "language": "en"], tokenFrom: edit)
            #expect(answer.location == record(world.nadia) + "?done=changed")
            let changed = try #require(try await world.store.client(world.nadia.id, in: world.practice.id))
            #expect(changed.name.text == "Nadia Okafor")
            #expect(changed.email == nil)
            #expect(changed.language == .english)
        }
    }

    @Test func `an archived record says so, offers no session, and comes back`() async throws {
        let world = try await World()
        let page = record(world.nadia)
        try await world.test { client async throws in
            let browser = try await staff(client)
            #expect(try await browser.get(page).text.contains("sessions/new?client=\(world.nadia.id)"))
            #expect(try await browser.get(page).text.contains("Une séance est encore prévue"))
            #expect(try await browser.post(page + "/archive", tokenFrom: page).status == .seeOther)
            let archived = try await browser.get(page)
            #expect(archived.text.contains("Archivé"))
            #expect(archived.text.contains("href=\"\(page)/sessions\">Une séance reste prévue"), "and stays, which isn't left unsaid")
            #expect(!archived.text.contains("sessions/new?client="))
            #expect(!(try await browser.get("/p/laurier/staff/clients").text.contains("Nadia Tremblay")))
            #expect(try await browser.get("/p/laurier/staff/clients?archived=yes").text.contains("Nadia Tremblay"))
            // What is booked stays hers.
            let nadia = Browser(client)
            try await nadia.logIn("nadia@mail.example")
            #expect(try await nadia.get("/p/laurier/sessions/\(world.session.id)").status == .ok)
            #expect(try await browser.post(page + "/restore", tokenFrom: page).status == .seeOther)
            #expect(try await browser.get("/p/laurier/staff/clients").text.contains("Nadia Tremblay"))
        }
    }

    @Test func `Q19 sessions show to whose account they are assigned`() async throws {
        let world = try await World()
        let page = record(world.nadia) + "/sessions"
        try await world.test { client async throws in
            let browser = try await staff(client)
            let shown = try await browser.get(page)
            #expect(shown.text.contains("Compte\u{a0}: nadia@mail.example"))
            #expect(shown.text.contains("#person"))
            #expect(shown.text.contains("/staff/sessions/\(world.session.id)"))
        }
    }

    @Test func `Q10 a session is taken back and assigned by hand, to an account of the client's alone`() async throws {
        let world = try await World()
        let page = record(world.nadia) + "/sessions"
        let petra = try #require(try await world.store.account(email: EmailAddress("petra@mail.example"), in: world.practice.id))
        let booking = world.session.id
        try await world.test { client async throws in
            let browser = try await staff(client)
            func assign(_ account: String) async throws -> Answer {
                try await browser.post(page + "/assign", ["booking": booking.rawValue, "account": account], tokenFrom: page)
            }
            func owner() async throws -> AccountID? {
                try await world.store.assignments(of: world.nadia.id, in: world.practice.id)[booking]?.id
            }
            #expect(try await assign("").location == page + "?done=unassigned")
            #expect(try await owner() == nil)
            #expect(try await browser.get(page).text.contains("Attribuer à nadia@mail.example"))
            #expect(try await assign(petra.id.rawValue).status == .notFound)
            #expect(try await assign("no id !").status == .notFound)
            #expect(try await assign(world.nadiasAccount.id.rawValue).location == page + "?done=assigned")
            #expect(try await owner() == world.nadiasAccount.id)
            let marcs = try await browser.post(
                page + "/assign", ["booking": world.marcsSession.id.rawValue, "account": ""], tokenFrom: page)
            #expect(marcs.status == .notFound)
        }
    }

    @Test func `Q11 all are assigned at once where one account has some`() async throws {
        let world = try await World()
        let page = record(world.nadia) + "/sessions"
        let second = try await world.people().booking(world.practice, world.elise, [world.nadia], "2026-11-26T10:00")
        try await world.store.assign(second.id, of: world.nadia.id, to: nil, in: world.practice.id, now: World.start)
        try await world.test { client async throws in
            let browser = try await staff(client)
            #expect(try await browser.get(page).text.contains("Tout attribuer à nadia@mail.example"))
            let answer = try await browser.post(page + "/assign-all", tokenFrom: page)
            #expect(answer.location == page + "?done=assignedAll")
            let assigned = try await world.store.assignments(of: world.nadia.id, in: world.practice.id)
            #expect(assigned.count == 2)
            #expect(!(try await browser.get(page).text.contains("Tout attribuer")))
        }
    }

    @Test func `H4 a clinician assigns all that they host, and leaves what colleagues host`() async throws {
        let world = try await World()
        let page = record(world.nadia) + "/sessions"
        let people = try await world.people()
        let pauls = try await people.booking(world.practice, world.paul, [world.nadia], "2026-11-26T10:00")
        let own = try await people.booking(world.practice, world.elise, [world.nadia], "2026-11-27T10:00")
        for one in [pauls, own] {
            try await world.store.assign(one.id, of: world.nadia.id, to: nil, in: world.practice.id, now: World.start)
        }
        try await world.test { client async throws in
            func assigned() async throws -> Set<BookingID> {
                Set(try await world.store.assignments(of: world.nadia.id, in: world.practice.id).keys)
            }
            let elise = try await staff(client)
            #expect(try await elise.post(page + "/assign-all", tokenFrom: page).status == .seeOther)
            #expect(try await assigned() == [world.session.id, own.id])
            #expect(!(try await elise.get(page).text.contains("Tout attribuer")))
            let owner = try await staff(client, "odile@laurier.example")
            #expect(try await owner.get(page).text.contains("Tout attribuer"))
            #expect(try await owner.post(page + "/assign-all", tokenFrom: page).status == .seeOther)
            #expect(try await assigned() == [world.session.id, own.id, pauls.id])
        }
    }

    @Test func `clinicians see of a shared client the sessions that they host`() async throws {
        let world = try await World()
        _ = try await world.people().booking(world.practice, world.paul, [world.nadia], "2026-11-26T10:00")
        try await world.test { client async throws in
            let elise = try await staff(client), owner = try await staff(client, "odile@laurier.example")
            #expect(!(try await elise.get(record(world.nadia) + "/sessions").text.contains("Paul Otis")))
            #expect(try await owner.get(record(world.nadia) + "/sessions").text.contains("Paul Otis"))
        }
    }
}
