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

    @Test func `W5 H6 staff see that whoever was sent a link was told of a cancellation, and that the link opens nothing`() async throws {
        let world = try await World()
        let link = try await link(world)
        _ = try await world.store.sendLink(link.id, in: world.practice.id, message: nil, now: World.start)
        try await world.test { client async throws in
            let browser = try await staff(client)
            #expect(try await browser.get(page(world.session)).text.contains(">Actif</span>"))
            _ = try await world.store.cancelBooking(world.session.id, in: world.practice.id, reason: nil, now: World.start)
            let shown = try await browser.get(page(world.session)).text
            #expect(shown.contains("Lien direct\u{A0}: annulation, à lin@mail.example"))
            #expect(shown.contains(">N’ouvre plus rien</span>") && !shown.contains(">Actif</span>"))
            #expect(!shown.contains("/links/\(link.id)"), "neither sent nor revoked any more")
        }
    }
}

@Suite("What a link's mail says")
struct LinkMailTextTests {
    @Test func `W5 a session that moved is told with the same link, as long as that opens something`() async throws {
        let post = try await Post(language: .english)
        let link = try await post.link()
        let before = try #require(try await post.mail(.directLink(link.id)))
        let moved = try SessionTime(
            localStart: try #require(LocalDateTime("2026-11-26T10:00")), in: post.world.practice.timeZone, minutes: 50, now: World.start)
        _ = try await post.world.store.moveBooking(post.session.id, in: post.world.practice.id, to: moved, now: World.start)
        let mail = try #require(try await post.mail(.linkMoved(link.id)))
        #expect(mail.to == before.to && mail.calendars.isEmpty)
        #expect(mail.subject == "Changed: the video session you are invited to is now on Thursday 26 November, 10:00")
        #expect(mail.text.contains("has another time") && mail.text.contains("10:00 – 10:50 (Toronto time)"))
        let address = LinkSecret(key: post.world.key).address(of: link, publicURL: "https://portal.example")
        #expect(mail.text.contains(address) && !mail.text.contains("Tremblay"))
        _ = try await post.world.store.revokeLink(link.id, in: post.world.practice.id, now: World.start)
        #expect(try await post.mail(.linkMoved(link.id)) == nil)
    }

    @Test func `W5 a cancelled session is told with its reason and without a link, until it would be over`() async throws {
        let post = try await Post(language: .english)
        let link = try await post.link()
        #expect(try await post.mail(.linkCancelled(link.id)) == nil)
        _ = try await post.world.store.cancelBooking(
            post.session.id, in: post.world.practice.id, reason: "Élise is ill.", now: World.start)
        let mail = try #require(try await post.mail(.linkCancelled(link.id)))
        #expect(mail.subject == "Cancelled: the video session of Tuesday 24 November, 14:00")
        #expect(mail.text.contains("does not take place") && mail.text.contains("\n\n> Élise is ill.\n\n"))
        #expect(!mail.text.contains("https://") && !mail.text.contains("Tremblay") && mail.calendars.isEmpty)
        post.world.clock.set("2026-11-27T09:00")
        #expect(try await post.mail(.linkCancelled(link.id)) == nil)
    }

    @Test(arguments: [
        (1, false, "for you alone"), (5, true, "for you alone"), (5, false, "for up to 5 people or devices"),
        (nil, false, "for you and for those who are invited with you"),
    ])
    func `H6 for how many a link is stands in its mail`(limit: Int?, isBound: Bool, said: String) async throws {
        let post = try await Post(language: .english)
        let terms = DirectLink.Terms(
            email: try EmailAddress("lin@mail.example"), language: .english, useLimit: limit, isBoundToDevice: isBound)
        let mail = try #require(try await post.mail(.directLink(try await post.link(terms).id)))
        #expect(mail.text.contains("The link is \(said): please"))
    }
}
