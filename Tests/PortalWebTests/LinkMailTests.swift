import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("Sending a link by mail")
struct LinkMailTests {
    private func staff(_ client: any TestClientProtocol, _ email: String = "elise@laurier.example") async throws -> Browser {
        try await Browser.staff(client, email)
    }

    private func page(_ booking: Booking) -> String { "/p/laurier/staff/sessions/\(booking.id)" }

    private func mailPage(_ link: DirectLink) -> String { "/p/laurier/staff/sessions/\(link.booking)/links/\(link.id)/mail" }

    private func link(_ world: World, to booking: Booking? = nil, email: String? = "lin@mail.example") async throws -> DirectLink {
        try await world.store.createLink(
            to: (booking ?? world.session).id, in: (booking ?? world.session).practice,
            terms: .init(email: try email.map { try EmailAddress($0) }, language: .english), now: World.start)
    }

    private func sent(_ world: World) async throws -> [Notice] {
        try await world.store.outbox(of: world.practice.id, in: .due).map(\.notice).filter { if case .directLink = $0 { true } else { false } }
    }

    @Test func `H6 a link for an address leads to its mail, which is looked over, edited and sent, and sent again`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = page(world.session)
            let form = ["linkEmail": "lin@mail.example", "linkLanguage": "en", "uses": "2", "firstDevice": "yes", "label": "Lin"]
            let made = try await browser.post("\(page)/links", form, tokenFrom: page)
            let link = try #require(try await world.store.links(to: world.session.id, in: world.practice.id).first)
            #expect(link.terms.useLimit == 2 && link.terms.isBoundToDevice && link.terms.language == .english)
            #expect(made.location == mailPage(link))
            #expect(try await sent(world) == [])

            let shown = try await browser.get(mailPage(link))
            #expect(shown.status == .ok)
            #expect(shown.text.contains("You are invited to a video session"))
            #expect(shown.text.contains(LinkSecret(key: world.key).address(of: link, publicURL: "http://localhost")))
            let seen = try await browser.post(mailPage(link), ["text": "Hello Lin & all", "act": "see"], tokenFrom: mailPage(link))
            #expect(seen.text.contains("<p>Hello Lin &amp; all</p>"))
            #expect(try await sent(world) == [])

            let answer = try await browser.post(mailPage(link), ["text": "Hello Lin", "act": "send"], tokenFrom: mailPage(link))
            #expect(answer.location == "\(page)?done=linkMailed")
            #expect(try await sent(world) == [.directLink(link.id)])
            #expect(try await world.store.link(link.id)?.message?.text == "Hello Lin")
            #expect(try await browser.get(mailPage(link)).text.contains("Hello Lin"))
            #expect(try await browser.get(page).text.contains("Renvoyer"))
            _ = try await browser.post(mailPage(link), ["text": "Again", "act": "send"], tokenFrom: mailPage(link))
            #expect(try await sent(world).count == 2)
        }
    }

    @Test func `H6 the practice's own text is offered, and a link that keeps it follows when it is rewritten`() async throws {
        let world = try await World()
        let own = try FreeText("Welcome to us.", as: .invitation)
        try await world.store.setText(own, as: .invitation, of: world.practice.id, now: World.start)
        let link = try await link(world)
        try await world.test { client async throws in
            let browser = try await staff(client)
            #expect(try await browser.get(mailPage(link)).text.contains("Welcome to us."))
            _ = try await browser.post(mailPage(link), ["text": "Welcome to us.", "act": "send"], tokenFrom: mailPage(link))
            #expect(try await world.store.link(link.id)?.message == nil)
        }
    }

    @Test(arguments: [
        ("", "Écrivez quelques mots"), (String(repeating: "x", count: 2_001), "au plus"), ("a\u{202E}b", "caractères invisibles"),
    ])
    func `a text that can't be taken comes back with what is wrong`(typed: String, said: String) async throws {
        let world = try await World()
        let link = try await link(world)
        try await world.test { client async throws in
            let browser = try await staff(client)
            let answer = try await browser.post(mailPage(link), ["text": typed, "act": "send"], tokenFrom: mailPage(link))
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("id=\"text-error\"") && answer.text.contains(said))
            #expect(typed.isEmpty || answer.text.contains(typed))
            #expect(try await sent(world) == [])
        }
    }

    @Test(arguments: [
        ["linkEmail": "nobody"], ["uses": "0"], ["uses": "101"], ["uses": "many"], ["linkEmail": "a@b.example\r\nBcc: c@d.example"],
    ])
    func `a form with a wrong address or number makes no link`(form: [String: String]) async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let answer = try await browser.post("\(page(world.session))/links", form, tokenFrom: page(world.session))
            #expect(answer.status == .unprocessableContent)
            #expect(try await world.store.links(to: world.session.id, in: world.practice.id) == [])
        }
    }

    @Test func `there is no mail for a link that has no address or opens nothing, or is somebody else's`() async throws {
        let world = try await World()
        let revoked = try await link(world)
        _ = try await world.store.revokeLink(revoked.id, in: world.practice.id, now: World.start)
        let out = [
            try await link(world, email: nil), revoked, try await link(world, to: world.marcsSession),
            try await link(world, to: world.elsewhere),
        ]
        let mine = try await link(world)
        try await world.test { client async throws in
            #expect(try await Browser(client).get(mailPage(mine)).status == .seeOther)
            let browser = try await staff(client)
            for link in out {
                #expect(try await browser.get(mailPage(link)).status == .notFound)
                let answer = try await browser.post(mailPage(link), ["text": "x", "act": "send"], tokenFrom: mailPage(mine))
                #expect(answer.status == .notFound)
            }
            // A link of one session under the address of another.
            let theirs = "\(page(world.session))/links/\(out[2].id)/mail"
            #expect(try await browser.get(theirs).status == .notFound)
            #expect(try await sent(world) == [])
        }
    }

    @Test func `H6 all links of a session are revoked with one act`() async throws {
        let world = try await World()
        for _ in 1...3 { _ = try await link(world, email: nil) }
        let theirs = try await link(world, to: world.marcsSession)
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = page(world.session)
            #expect(try await browser.post("\(page)/links/revoke", tokenFrom: page).location == "\(page)?done=linksRevoked")
            #expect(try await world.store.links(to: world.session.id, in: world.practice.id).allSatisfy { $0.revokedAt != nil })
            let other = "\(self.page(world.marcsSession))/links/revoke"
            #expect(try await browser.post(other, tokenFrom: page).status == .notFound)
            #expect(try await world.store.link(theirs.id)?.revokedAt == nil)
        }
    }
}
