import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("Sharing a session")
struct LinkTests {
    private func staff(_ client: any TestClientProtocol, _ email: String = "elise@laurier.example") async throws -> Browser {
        try await Browser.staff(client, email)
    }

    private func page(_ booking: Booking) -> String { "/p/laurier/staff/sessions/\(booking.id)" }

    @Test func `a link is made, shown again, and revoked alone`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = page(world.session)
            let form = ["label": "Interprète", "expires": "2026-11-24T18:00"]
            #expect(try await browser.post("\(page)/links", form, tokenFrom: page).location == "\(page)?done=linkCreated")
            _ = try await browser.post("\(page)/links", [:], tokenFrom: page)
            let links = try await world.store.links(to: world.session.id, in: world.practice.id)
            #expect(links.count == 2)
            let link = try #require(links.first { $0.terms.label?.text == "Interprète" })
            #expect(link.terms.expiresAt == World.moment("2026-11-24T18:00"))
            let secrets = LinkSecret(key: world.key)
            let shown = try await browser.get(page).text
            #expect(shown.contains(secrets.address(of: link, publicURL: "http://localhost")))
            let answer = try await browser.post("\(page)/links/\(link.id)/revoke", tokenFrom: page)
            #expect(answer.status == .seeOther)
            let after = try await world.store.links(to: world.session.id, in: world.practice.id)
            #expect(after.filter { $0.revokedAt != nil }.map(\.id) == [link.id])
            #expect(!(try await browser.get(page).text.contains(secrets.secret(of: link))))
        }
    }

    @Test func `a bad form comes back with what was typed`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = page(world.session)
            let form = ["label": String(repeating: "é", count: 61), "expires": "2026-11-24T10:00"]
            let answer = try await browser.post("\(page)/links", form, tokenFrom: page)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("Utilisez 60 caractères au plus"))
            #expect(answer.text.contains("choisissez une date et une heure à venir"))
            for (field, typed) in form {
                #expect(answer.text.contains("id=\"\(field)-error\""))
                let input = answer.text.firstMatch(of: try Regex("<input id=\"\(field)\"[^>]*>"))
                #expect(input?.0.contains("value=\"\(typed)\"") == true)
            }
            #expect(try await browser.post("\(page)/links", ["expires": "soon"], tokenFrom: page).status == .unprocessableContent)
            #expect(try await world.store.links(to: world.session.id, in: world.practice.id).isEmpty)
        }
    }

    @Test func `somebody else's session is not there`() async throws {
        let world = try await World()
        let link = try await world.store.createLink(to: world.marcsSession.id, in: world.practice.id, now: World.start)
        let far = try await world.store.createLink(to: world.elsewhere.id, in: world.other.id, now: World.start)
        try await world.test { client async throws in
            let browser = try await staff(client)
            let mine = page(world.session)
            for booking in [world.marcsSession, world.elsewhere] {
                #expect(try await browser.get(page(booking)).status == .notFound)
                #expect(try await browser.post("\(page(booking))/links", tokenFrom: mine).status == .notFound)
            }
            for id in [link.id, far.id] {
                #expect(try await browser.post("\(mine)/links/\(id)/revoke", tokenFrom: mine).status == .notFound)
            }
            let theirs = "\(page(world.marcsSession))/links/\(link.id)/revoke"
            #expect(try await browser.post(theirs, tokenFrom: mine).status == .notFound)
            #expect(try await world.store.link(link.id)?.revokedAt == nil)
            #expect(try await staff(client, "odile@laurier.example").get(page(world.marcsSession)).status == .ok)
        }
    }

    @Test func `strangers are sent to the login`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            #expect(try await Browser(client).get(page(world.session)).status == .seeOther)
            let answer = try await Browser(client).post(
                "\(page(world.session))/links", tokenFrom: "/p/laurier/staff/login")
            #expect(answer.location?.hasPrefix("/p/laurier/staff/login") == true)
        }
    }

    @Test func `no more than twenty links are good at a time`() async throws {
        let world = try await World()
        for _ in 1...20 { _ = try await world.store.createLink(to: world.session.id, in: world.practice.id, now: World.start) }
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = page(world.session)
            #expect(try await browser.post("\(page)/links", tokenFrom: page).status == .unprocessableContent)
        }
    }
}

@Suite("Hosting")
struct HostingTests {
    @Test func `a session is handed to another clinician, who hosts it from then on`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let page = "/p/laurier/staff/sessions/\(world.session.id)"
            let elise = Browser(client)
            try await elise.logIn("elise@laurier.example", staff: true)
            let answer = try await elise.post("\(page)/clinician", ["clinician": world.paul.id.rawValue], tokenFrom: page)
            #expect(answer.location == "/p/laurier/staff/today?done=handedOver")
            #expect(try await elise.get(try #require(answer.location)).text.contains("La séance est confiée."))
            #expect(try await elise.get("\(page)/join").status == .forbidden)
            let paul = Browser(client)
            try await paul.logIn("paul@laurier.example", staff: true)
            #expect(try await paul.get("\(page)/join").status == .ok)
            let again = try await paul.post("\(page)/clinician", ["clinician": world.outsider.id.rawValue], tokenFrom: page)
            #expect(again.status == .unprocessableContent)
            let theirs = "/p/laurier/staff/sessions/\(world.elsewhere.id)/clinician"
            #expect(try await paul.post(theirs, ["clinician": world.paul.id.rawValue], tokenFrom: page).status == .notFound)
        }
    }

    @Test func `nobody takes a session over unless chosen, and nobody can be chosen who never took up their invitation`() async throws {
        let world = try await World()
        let invited = try await world.store.createStaff(
            in: world.practice.id, role: .clinician, name: .parse("Anna Invited"), email: EmailAddress("anna@laurier.example"),
            now: World.start)
        try await world.test { client async throws in
            let page = "/p/laurier/staff/sessions/\(world.session.id)"
            let elise = Browser(client)
            try await elise.logIn("elise@laurier.example", staff: true)
            let shown = try await elise.get(page).text
            #expect(shown.contains("<option value=\"\" selected>Choisir une personne</option>"))
            #expect(shown.contains("value=\"\(world.paul.id)\"") && !shown.contains("Anna Invited"))
            for chosen in ["", invited.id.rawValue, world.elise.id.rawValue] {
                let answer = try await elise.post("\(page)/clinician", ["clinician": chosen], tokenFrom: page)
                #expect(answer.status == .unprocessableContent && answer.text.contains("id=\"clinician-error\""), "\(chosen)")
            }
            let owner = Browser(client)
            try await owner.logIn("odile@laurier.example", staff: true)
            let leave = "/p/laurier/staff/settings/team/\(world.elise.id)/deactivate"
            let asked = try await owner.get(leave).text
            #expect(asked.contains("Paul Otis") && !asked.contains("Anna Invited"))
            let form = ["colleague": invited.id.rawValue]
            #expect(try await owner.post(leave, form, tokenFrom: leave).status == .unprocessableContent)
        }
        #expect(try await world.store.session(world.session.id, in: world.practice.id)?.clinician.id == world.elise.id)
    }

    @Test func `the host's page and token say host, straight in`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            for email in ["elise@laurier.example", "odile@laurier.example"] {
                let browser = Browser(client)
                try await browser.logIn(email, staff: true)
                let address = "/p/laurier/staff/sessions/\(world.session.id)"
                let page = try await browser.get("\(address)/join")
                #expect(page.status == .ok)
                #expect(page.text.contains("data-role=\"host\""))
                #expect(page.text.contains("data-with-name=\"Nadia Tremblay\""))
                #expect(page.text.contains("data-staff-token-url=\"/p/laurier/staff/socket-token\""))
                let answer = try await browser.postJSON("\(address)/token", token: page.formToken)
                #expect(answer.status == .ok)
                #expect(world.signed.last?.role == .host)
                #expect(world.signed.last?.entry == .direct)
            }
        }
    }

    @Test func `clinicians may enter at any time, but only their own rooms`() async throws {
        let world = try await World()
        world.clock.set("2026-11-24T08:00")
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("elise@laurier.example", staff: true)
            #expect(try await browser.get("/p/laurier/staff/sessions/\(world.session.id)/join").status == .ok)
            let theirs = "/p/laurier/staff/sessions/\(world.marcsSession.id)"
            #expect(try await browser.get("\(theirs)/join").status == .forbidden)
            let token = try await browser.get("/p/laurier/staff/today").formToken
            let answer = try await browser.postJSON("\(theirs)/token", token: token)
            #expect(answer.status == .forbidden)
            #expect(try answer.json(Refusal.self).code == "not_your_session")
            let elsewhere = "/p/laurier/staff/sessions/\(world.elsewhere.id)"
            #expect(try await browser.postJSON("\(elsewhere)/token", token: token).status == .notFound)
            #expect(world.signed.last == nil)
        }
    }
}
