import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("Direct links")
struct VisitorTests {
    private struct Opened: Decodable {
        let state: String
        let room: String?
        let clinicianName: String?
        let opensAt: Int64?
        let reasons: [Refusal.Reason]
    }

    private func link(_ world: World, _ terms: DirectLink.Terms = .init()) async throws -> (DirectLink, String) {
        let link = try await world.store.createLink(
            to: world.session.id, in: world.practice.id, terms: terms, now: World.start)
        return (link, #"{"secret": "\#(LinkSecret(key: world.key).secret(of: link))", "displayName": "Grace"}"#)
    }

    @Test func `the page knows nothing of the session, and looking at it consumes nothing`() async throws {
        let world = try await World()
        let (link, _) = try await link(world)
        try await world.test { client async throws in
            let page = try await Browser(client).get("/v/\(link.id)")
            #expect(page.status == .ok)
            #expect(page.text.contains("data-open-url=\"/v/\(link.id)/open\""))
            for secret in [world.session.room.rawValue, "Élise", "Nadia", "Laurier"] { #expect(!page.text.contains(secret)) }
            #expect(page.cookies.isEmpty)
            let unknown = try await Browser(client).get("/v/no-such-link").text
            #expect(unknown.replacing("no-such-link", with: "L") == page.text.replacing(link.id.rawValue, with: "L"))
        }
    }

    @Test func `the secret opens the link, and the token is a guest's`() async throws {
        let world = try await World()
        let (link, body) = try await link(world)
        try await world.test { client async throws in
            let browser = Browser(client)
            let opened = try await browser.postJSON("/v/\(link.id)/open", body)
            let answer = try opened.json(Opened.self)
            #expect(answer.state == "open")
            #expect(answer.room == world.session.room.rawValue)
            #expect(answer.clinicianName == "Élise Gagnon")
            #expect(opened.cookies.first?.attributes.contains("HttpOnly") == true)
            #expect(try await browser.postJSON("/v/\(link.id)/token", body).status == .ok)
            let grant = try #require(world.signed.last)
            #expect(grant.role == .guest)
            #expect(grant.entry == .wait)
            #expect(grant.link == link.id)
            #expect(grant.verifiedName == nil)
            #expect(grant.displayName.text == "Grace")
        }
    }

    @Test func `the secret brings the practice's hours, as a client reads them`() async throws {
        let world = try await World()
        let (link, body) = try await link(world)
        let hours = try OpeningHours("Lundi à vendredi")
        _ = try await world.store.updatePractice(world.practice.id, now: World.start) { $0.contact.hours = hours }
        try await world.test { client async throws in
            let browser = Browser(client)
            let page = try await browser.get("/v/\(link.id)").text
            #expect(page.contains(#"<p class="quiet small" data-practice="hours" hidden></p>"#) && !page.contains("Lundi"))
            #expect(try await browser.postJSON("/v/\(link.id)/open", body).text.contains(#""hours":"Lundi à vendredi""#))
        }
    }

    @Test func `C18 the secret brings the practice's colour and logo, and nothing else does`() async throws {
        let world = try await World()
        let (link, body) = try await link(world)
        let logo = Logo(type: .png, width: 300, height: 80, changedAt: World.start)
        try await world.store.setLogo(logo, image: [1, 2, 3], of: world.practice.id, now: World.start)
        let colour = try Colour("#7a1f5c")
        _ = try await world.store.updatePractice(world.practice.id, now: World.start) { $0.brandColour = colour }
        try await world.test { client async throws in
            let browser = Browser(client)
            let page = try await browser.get("/v/\(link.id)").text
            #expect(!page.contains("brand.css") && !page.contains("/logo"))
            #expect(page.contains("<span data-practice=\"name\">Vestibule</span>"))
            let answer = try await browser.postJSON("/v/\(link.id)/open", body).text
            #expect(answer.contains(#""brandCss":"\/p\/laurier\/brand.css?v="#) || answer.contains(#""brandCss":"/p/laurier/brand.css?v="#))
            #expect(answer.contains(#""width":300"#))
            let wrong = try await browser.postJSON("/v/\(link.id)/open", #"{"secret": "AAAAAAAAAAAAAAAAAAAAAA"}"#).text
            #expect(!wrong.contains("brand") && !wrong.contains("logo"))
        }
    }

    @Test func `opening the page uses none of the link's visitors up`() async throws {
        let world = try await World()
        let (link, body) = try await link(world)
        try await world.test { client async throws in
            for _ in 0...PortalStore.visitorsPerLink {
                #expect(try await Browser(client).postJSON("/v/\(link.id)/open", body).status == .ok)
            }
            let browser = Browser(client)
            _ = try await browser.postJSON("/v/\(link.id)/open", body)
            let cookies = browser.cookies
            #expect(try await browser.postJSON("/v/\(link.id)/token", body).status == .ok)
            #expect(browser.cookies == cookies)
        }
    }

    @Test func `one browser stays one visitor, another one is somebody else`() async throws {
        let world = try await World()
        let (link, body) = try await link(world)
        try await world.test { client async throws in
            let browser = Browser(client)
            var subjects: [SubjectID] = []
            for visitor in [browser, browser, Browser(client)] {
                _ = try await visitor.postJSON("/v/\(link.id)/token", body)
                subjects.append(try #require(world.signed.last).subject)
            }
            #expect(subjects[0] == subjects[1])
            #expect(subjects[1] != subjects[2])
        }
    }

    @Test func `a wrong secret and a link that doesn't exist get the same answer`() async throws {
        let world = try await World()
        let (link, body) = try await link(world)
        try await world.test { client async throws in
            let browser = Browser(client)
            let wrong = try await browser.postJSON("/v/\(link.id)/open", #"{"secret": "AAAAAAAAAAAAAAAAAAAAAA"}"#)
            let unknown = try await browser.postJSON("/v/no-such-link/open", body)
            let none = try await browser.postJSON("/v/\(link.id)/open", "{}")
            #expect(wrong.text == unknown.text)
            #expect(wrong.text == none.text)
            #expect(try wrong.json(Opened.self).reasons.map(\.code) == ["link_unknown"])
            #expect(wrong.cookies.isEmpty)
            #expect(try await browser.postJSON("/v/\(link.id)/token", "{}").status == .notFound)
            #expect(world.signed.last == nil)
        }
    }

    @Test func `a revoked link says so, and nothing of the session`() async throws {
        let world = try await World()
        let (link, body) = try await link(world)
        _ = try await world.store.revokeLink(link.id, in: world.practice.id, now: World.start)
        try await world.test { client async throws in
            let answer = try await Browser(client).postJSON("/v/\(link.id)/open", body)
            let opened = try answer.json(Opened.self)
            #expect(opened.state == "refused")
            #expect(opened.reasons.map(\.code) == ["link_revoked"])
            #expect(opened.room == nil)
            #expect(opened.clinicianName == nil)
            #expect(answer.text.contains("514 555-0142"))
            let token = try await Browser(client).postJSON("/v/\(link.id)/token", body)
            #expect(token.status == .forbidden)
            #expect(try token.json(Refusal.self).code == "link_revoked")
        }
    }

    @Test func `an expired link says so`() async throws {
        let world = try await World()
        let (link, body) = try await link(world, .init(expiresAt: World.moment("2026-11-24T13:50")))
        try await world.test { client async throws in
            let browser = Browser(client)
            #expect(try await browser.postJSON("/v/\(link.id)/open", body).json(Opened.self).state == "open")
            world.clock.set("2026-11-24T13:50")
            let late = try await browser.postJSON("/v/\(link.id)/open", body).json(Opened.self)
            #expect(late.reasons.map(\.code) == ["link_expired"])
        }
    }

    @Test func `H6 a link for two browsers lets those two in, again and again, and no third`() async throws {
        let world = try await World()
        let (link, body) = try await link(world, .init(useLimit: 2))
        try await world.test { client async throws in
            let known = [Browser(client), Browser(client)]
            for browser in known + known { #expect(try await browser.postJSON("/v/\(link.id)/token", body).status == .ok) }
            let third = Browser(client)
            let answer = try await third.postJSON("/v/\(link.id)/open", body)
            let opened = try answer.json(Opened.self)
            #expect(opened.state == "refused")
            #expect(opened.reasons.map(\.code) == ["link_used_up"])
            #expect(opened.room == nil && opened.clinicianName == nil && opened.opensAt == nil)
            let token = try await third.postJSON("/v/\(link.id)/token", body)
            #expect(token.status == .forbidden)
            #expect(try token.json(Refusal.self).code == "link_used_up")
        }
    }

    @Test func `H6 a link for one device is good in the first browser that enters, not in one that only looked`() async throws {
        let world = try await World()
        let (link, body) = try await link(world, .init(isBoundToDevice: true))
        try await world.test { client async throws in
            let looker = Browser(client)
            #expect(try await looker.postJSON("/v/\(link.id)/open", body).json(Opened.self).state == "open")
            let first = Browser(client)
            #expect(try await first.postJSON("/v/\(link.id)/token", body).status == .ok)
            #expect(try await first.postJSON("/v/\(link.id)/token", body).status == .ok)
            let refused = try await looker.postJSON("/v/\(link.id)/token", body)
            #expect(try refused.json(Refusal.self).code == "link_on_other_device")
        }
    }

    @Test func `H6 somebody who is refused uses nothing up`() async throws {
        let world = try await World()
        let (link, body) = try await link(world, .init(useLimit: 1))
        try await world.test { client async throws in
            world.clock.set("2026-11-24T13:29")
            #expect(try await Browser(client).postJSON("/v/\(link.id)/token", body).status == .conflict)
            world.clock.set("2026-11-24T13:30")
            #expect(try await Browser(client).postJSON("/v/\(link.id)/token", body).status == .ok)
        }
    }

    @Test func `before the window a visitor is early, after it too late`() async throws {
        let world = try await World()
        let (link, body) = try await link(world)
        try await world.test { client async throws in
            let browser = Browser(client)
            world.clock.set("2026-11-24T13:29")
            let early = try await browser.postJSON("/v/\(link.id)/open", body).json(Opened.self)
            #expect(early.state == "early")
            #expect(early.opensAt == World.moment("2026-11-24T13:30").milliseconds)
            #expect(try await browser.postJSON("/v/\(link.id)/token", body).status == .conflict)
            world.clock.set("2026-11-24T14:30")
            let late = try await browser.postJSON("/v/\(link.id)/open", body).json(Opened.self)
            #expect(late.reasons.map(\.code) == ["window_closed"])
        }
    }

    @Test(arguments: ["2026-11-24T08:00", "2026-11-24T14:30"])
    func `a visitor of a cancelled session is told that alone, before the window and after it`(moment: String) async throws {
        let world = try await World()
        let (link, body) = try await link(world)
        _ = try await world.store.cancelBooking(world.session.id, in: world.practice.id, reason: nil, now: World.start)
        world.clock.set(moment)
        try await world.test { client async throws in
            let browser = Browser(client)
            let opened = try await browser.postJSON("/v/\(link.id)/open", body).json(Opened.self)
            #expect(opened.state == "refused" && opened.reasons.map(\.code) == ["booking_cancelled"])
            let refused = try await browser.postJSON("/v/\(link.id)/token", body)
            #expect(refused.status == .conflict)
            #expect(try refused.json(Refusal.self).reasons.map(\.code) == ["booking_cancelled"])
        }
    }

    @Test func `other sites and plain forms are refused`() async throws {
        let world = try await World()
        let (link, body) = try await link(world)
        try await world.test { client async throws in
            let browser = Browser(client)
            browser.origin = "https://evil.example"
            #expect(try await browser.postJSON("/v/\(link.id)/token", body).status == .forbidden)
            #expect(try await Browser(client).post("/v/\(link.id)/token", ["secret": "x"]).status == .badRequest)
            #expect(try await Browser(client).postJSON("/v/\(link.id)/token", "nonsense").status == .badRequest)
            #expect(try await Browser(client).get("/v/..%2f..").status == .notFound)
        }
    }
}
