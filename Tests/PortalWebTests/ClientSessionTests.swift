import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("A client's session")
struct ClientSessionTests {
    private struct Token: Decodable {
        let token: String
        let room: String
        let endpoint: String
        let expiresAt: Int64
    }

    @Test func `a client gets the page before entering, which alone may use the camera`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let page = try await browser.get("/p/laurier/sessions/\(world.session.id)")
            #expect(page.status == .ok)
            #expect(page.text.contains("data-role=\"participant\""))
            #expect(page.text.contains("data-room=\"\(world.session.room)\""))
            #expect(page.text.contains("data-with-name=\"Élise Gagnon\""))
            #expect(page.header("Permissions-Policy")?.contains("camera=(self)") == true)
            #expect(try await browser.get("/p/laurier/account").header("Permissions-Policy")?.contains("camera=()") == true)
        }
    }

    @Test func `accepting gets a token for that room, through the waiting room, with the chosen name`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let address = "/p/laurier/sessions/\(world.session.id)"
            let token = try await browser.get(address).formToken
            let answer = try await browser.postJSON("\(address)/token", #"{"displayName": " Nadia "}"#, token: token)
            #expect(answer.status == .ok)
            let body = try answer.json(Token.self)
            #expect(body.room == world.session.room.rawValue)
            #expect(body.endpoint == "ws://localhost/v1/ws")
            let grant = try #require(world.signed.last)
            #expect(body.token == "token-\(grant.id)")
            #expect(body.expiresAt == (World.start + RoomGrant.lifetime).milliseconds)
            #expect(grant.subject == .account(world.nadiasAccount.id))
            #expect(grant.displayName.text == "Nadia")
            #expect(grant.verifiedName == "Nadia Tremblay")
            #expect(grant.role == .participant)
            #expect(grant.entry == .wait)
        }
    }

    @Test func `another client's session, another practice's and one that isn't get the same refusal`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let token = try await browser.get("/p/laurier/account").formToken
            var pages: Set<String> = []
            for id in [world.marcsSession.id, world.elsewhere.id, "no-such-session"] {
                let page = try await browser.get("/p/laurier/sessions/\(id)")
                #expect(page.status == .forbidden)
                #expect(page.text.contains("514 555-0142"))
                pages.insert(page.comparable.replacing(id.rawValue, with: "ID"))
                let answer = try await browser.postJSON("/p/laurier/sessions/\(id)/token", token: token)
                #expect(answer.status == .forbidden)
                #expect(try answer.json(Refusal.self).code == "not_your_session")
            }
            #expect(pages.count == 1)
            #expect(world.signed.last == nil)
        }
    }

    @Test func `a prospect is refused, and told what has to happen next`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("petra@mail.example")
            let page = try await browser.get("/p/laurier/sessions/\(world.session.id)")
            #expect(page.status == .forbidden)
            #expect(page.text.contains("Où vous en êtes"))
            #expect(page.text.contains("La clinique lie votre compte à votre dossier"))
        }
    }

    @Test func `a stranger is sent to the login, a stranger's program is told so`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let address = "/p/laurier/sessions/\(world.session.id)"
            #expect(try await Browser(client).get(address).location == "/p/laurier/login?back=\(address)")
            let answer = try await Browser(client).postJSON("\(address)/token")
            #expect(answer.status == .unauthorized)
            #expect(answer.header("Content-Type") == "application/problem+json")
            let refusal = try answer.json(Refusal.self)
            #expect(refusal.code == "not_signed_in")
            #expect(refusal.reasons.first?.title == "Connectez-vous d’abord")
            #expect(answer.header("X-Request-Id") == refusal.requestId)
        }
    }

    @Test func `before the window there is a countdown, and no token`() async throws {
        let world = try await World()
        world.clock.set("2026-11-24T13:29")
        try await world.test { client async throws in
            let browser = Browser(client)
            browser.language = "en"
            try await browser.logIn("nadia@mail.example")
            let address = "/p/laurier/sessions/\(world.session.id)"
            let page = try await browser.get(address)
            #expect(page.status == .ok)
            #expect(page.text.contains("Your session is not open yet"))
            #expect(page.text.contains("data-status-url=\"/v1/rooms/\(world.session.room)/status\""))
            let token = try await browser.get("/p/laurier/account").formToken
            let refused = try await browser.postJSON("\(address)/token", token: token)
            #expect(refused.status == .conflict)
            #expect(try refused.json(Refusal.self).reasons.first?.detail == "You can enter today at 13:30.")
            world.clock.set("2026-11-24T13:30")
            #expect(try await browser.postJSON("\(address)/token", token: token).status == .ok)
        }
    }

    @Test func `after the window the page says how to reach the practice`() async throws {
        let world = try await World()
        world.clock.set("2026-11-24T14:30")
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let page = try await browser.get("/p/laurier/sessions/\(world.session.id)")
            #expect(page.status == .forbidden)
            #expect(page.text.contains("L’entrée a fermé aujourd’hui à 14\u{a0}h\u{a0}30."))
            #expect(page.text.contains("tel:5145550142"))
        }
    }

    @Test func `a client of a cancelled session is told that alone, by the page and by its token`() async throws {
        let world = try await World()
        _ = try await world.store.cancelBooking(world.session.id, in: world.practice.id, reason: nil, now: World.start)
        world.clock.set("2026-11-24T08:00")
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let address = "/p/laurier/sessions/\(world.session.id)"
            let page = try await browser.get(address)
            #expect(page.text.contains("Cette séance est annulée") && !page.text.contains("pas encore ouverte"))
            let token = try await browser.get("/p/laurier/account").formToken
            let refused = try await browser.postJSON("\(address)/token", token: token)
            #expect(try refused.json(Refusal.self).reasons.map(\.code) == ["booking_cancelled"])
        }
    }

    @Test func `somebody who was let in comes back after the window, until the hard end`() async throws {
        let world = try await World()
        let terms = world.practice.terms(of: world.session, hostName: nil)
        let name = try DisplayName.parse("Nadia")
        try await world.journal.record(
            [
                .room(RoomRecord(terms: terms)),
                .participant(
                    ParticipantRecord(
                        id: "p-nadia", subject: .account(world.nadiasAccount.id), role: .participant, state: .admitted,
                        displayName: name, verifiedName: nil, link: nil, wasAdmitted: true, waitingSince: nil,
                        since: World.start, session: "s-nadia", resumeHash: ResumeHash(rawValue: "00")
                    )),
            ], in: world.session.room)
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            world.clock.set("2026-11-24T14:45")
            #expect(try await browser.get("/p/laurier/account").text.contains("data-window=\"open\""))
            #expect(try await browser.get("/p/laurier/sessions/\(world.session.id)").status == .ok)
            world.clock.set("2026-11-24T15:00")
            #expect(try await browser.get("/p/laurier/account").text.contains("data-window=\"open\""))
            world.clock.set("2026-11-24T15:20")
            #expect(try await browser.get("/p/laurier/account").text.contains("data-window=\"open\"") == false)
            #expect(try await browser.get("/p/laurier/sessions/\(world.session.id)").status == .forbidden)
        }
    }

    @Test func `bad input to the token address is refused`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let address = "/p/laurier/sessions/\(world.session.id)"
            let token = try await browser.get(address).formToken
            #expect(try await browser.postJSON("\(address)/token", "{", token: token).status == .badRequest)
            #expect(try await browser.postJSON("\(address)/token", "[]", token: token).status == .badRequest)
            let name = try await browser.postJSON("\(address)/token", #"{"displayName": "\u202e"}"#, token: token)
            #expect(name.status == .unprocessableContent)
            #expect(try name.json(Refusal.self).code == "name_invalid")
            #expect(try await browser.postJSON("\(address)/token").status == .forbidden)
            #expect(try await browser.postJSON("\(address)/token", token: "wrong").status == .forbidden)
            #expect(world.signed.last == nil)
        }
    }
}
