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

    private func link(_ world: World, expiresAt: Instant? = nil) async throws -> (DirectLink, String) {
        let link = try await world.store.createLink(
            to: world.session.id, in: world.practice.id, expiresAt: expiresAt, now: World.start)
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
        let (link, body) = try await link(world, expiresAt: World.moment("2026-11-24T13:50"))
        try await world.test { client async throws in
            let browser = Browser(client)
            #expect(try await browser.postJSON("/v/\(link.id)/open", body).json(Opened.self).state == "open")
            world.clock.set("2026-11-24T13:50")
            let late = try await browser.postJSON("/v/\(link.id)/open", body).json(Opened.self)
            #expect(late.reasons.map(\.code) == ["link_expired"])
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
