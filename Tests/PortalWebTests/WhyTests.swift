import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("Why can't my client join?")
struct WhyTests {
    private func staff(_ client: any TestClientProtocol, _ email: String = "elise@laurier.example") async throws -> Browser {
        try await Browser.staff(client, email)
    }

    private func page(_ booking: Booking) -> String { "/p/laurier/staff/sessions/\(booking.id)/why" }

    /// The codes that the page gives, in their order.
    private func codes(_ answer: Answer) -> [String] {
        answer.text.matches(of: /data-reason="([a-z_]+)"/).map { String($0.1) }
    }

    private func codes(_ browser: Browser, _ address: String?) async throws -> [String] {
        codes(try await browser.get(try #require(address)))
    }

    @Test func `whoever can enter is said to, now and at the start`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let answer = try await staff(client).get(page(world.session))
            #expect(answer.status == .ok)
            #expect(codes(answer) == [])
            #expect(answer.text.contains("Peut entrer"))
            #expect(answer.text.contains("Au début, à 14\u{a0}h, l’entrée sera possible."))
            #expect(answer.text.contains("nadia@mail.example"))
        }
    }

    @Test func `the reasons are those that the client is given, in the same order`() async throws {
        let world = try await World()
        let people = try await world.people()
        let omar = try await people.client(world.practice, "Omar Haddad")
        _ = try await people.account(world.practice, "Omar Haddad", "omar@mail.example", for: omar, isVerified: false)
        let booking = try await people.booking(world.practice, world.elise, [omar], "2026-11-24T19:00")
        try await world.test { client async throws in
            let asked = try await staff(client).get(page(booking))
            let omar = Browser(client)
            try await omar.logIn("omar@mail.example")
            let told = try await omar.postJSON(
                "/p/laurier/sessions/\(booking.id)/token", token: try await omar.get("/p/laurier/account").formToken)
            let reasons = try told.json(Refusal.self).reasons.map(\.code)
            #expect(codes(asked) == reasons)
            #expect(codes(asked) == ["email_not_verified", "window_not_open"])
            // At the start the window is open, and the address still isn't confirmed.
            #expect(asked.text.contains("Au début, à 19\u{a0}h\u{a0}: L’adresse courriel n’est pas confirmée."))
        }
    }

    @Test(arguments: [
        (IdentityPolicy(), true, ["Créez un compte", "Invitez la personne", "Donnez-lui un lien"]),
        (IdentityPolicy(isSignUpOpen: false, mayStaffSetPasswords: false), true, ["Donnez-lui un lien"]),
        (IdentityPolicy(isSignUpOpen: false), false, ["Créez un compte"]),
        (IdentityPolicy(isSignUpOpen: false, loginMethod: .code), false, ["La personne tape c@mail.example"]),
    ])
    func `of the ways in those are offered that the practice allows`(identity: IdentityPolicy, sharing: Bool, offered: [String]) async throws {
        let world = try await World()
        let people = try await world.people()
        let lin = try await people.client(world.practice, "Lin Zhao")
        let booking = try await people.booking(world.practice, world.elise, [lin], "2026-11-24T19:00")
        _ = try await world.store.updatePractice(world.practice.id, now: World.start) {
            $0.identity = identity
            $0.isSharingEnabled = sharing
        }
        try await world.test { client async throws in
            let shown = try await staff(client).get(page(booking)).text
            for way in ["Créez un compte", "Invitez la personne", "Donnez-lui un lien", "La personne tape", "Ajoutez son adresse"] {
                #expect(shown.contains(way) == offered.contains { $0.hasPrefix(way) }, "\(way)")
            }
            for way in offered { #expect(shown.contains(way)) }
        }
    }

    @Test func `an unconfirmed address is confirmed with one click, and the page shows what is left`() async throws {
        let world = try await World()
        let people = try await world.people()
        let omar = try await people.client(world.practice, "Omar Haddad")
        let account = try await people.account(world.practice, "Omar Haddad", "omar@mail.example", for: omar, isVerified: false)
        let booking = try await people.booking(world.practice, world.elise, [omar], "2026-11-24T14:10")
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = page(booking)
            let before = try await browser.get(page)
            #expect(codes(before) == ["email_not_verified"])
            let act = "\(page)/accounts/\(account.id)/verify"
            #expect(before.text.contains("action=\"\(act)\""))
            let answer = try await browser.post(act, tokenFrom: page)
            #expect(answer.location == "\(page)?done=verify")
            let after = try await browser.get(try #require(answer.location))
            #expect(codes(after) == [])
            #expect(after.text.contains("L’adresse est vérifiée."))
            let entry = try await world.store.audit(of: world.practice.id, matching: AuditFilter(act: "account.verified")).first
            #expect(entry?.actor == "staff:\(world.elise.id)" && entry?.object == account.id.rawValue)
        }
    }

    @Test func `a closed account is opened again with one click`() async throws {
        let world = try await World()
        try await world.store.disableAccount(world.nadiasAccount.id, in: world.practice.id, now: World.start)
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = page(world.session)
            #expect(try await codes(browser, page) == ["account_disabled"])
            let answer = try await browser.post("\(page)/accounts/\(world.nadiasAccount.id)/enable", tokenFrom: page)
            #expect(try await codes(browser, answer.location) == [])
        }
    }

    @Test func `closed entry is reopened with one click, also before the room has heard of it`() async throws {
        let world = try await World()
        world.clock.set("2026-11-24T14:31")
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = page(world.session)
            let before = try await browser.get(page)
            #expect(codes(before) == ["window_closed"])
            #expect(!before.text.contains("Au début"))
            let answer = try await browser.post("\(page)/reopen", tokenFrom: page)
            #expect(try await codes(browser, answer.location) == [])
            #expect(try await world.store.commands(after: 0).contains { $0.room == world.session.room && $0.command == .reopened })
            // Past the last moment there is nothing to open.
            world.clock.set("2026-11-24T18:00")
            let late = try await browser.get(page)
            #expect(codes(late) == ["session_ended"])
            #expect(!late.text.contains("action=\"\(page)/reopen\""))
        }
    }

    @Test func `without an account the ways to one are said, and a prospect of the same address is found`() async throws {
        let world = try await World()
        let people = try await world.people()
        let lin = try await people.client(world.practice, "Lin Zhao")
        let booking = try await people.booking(world.practice, world.elise, [lin], "2026-11-24T14:10")
        try await world.test { client async throws in
            let page = page(booking)
            let alone = try await staff(client).get(page)
            #expect(codes(alone) == ["not_signed_in"])
            #expect(alone.text.contains("/p/laurier/staff/clients/\(lin.id)/account"))
            #expect(alone.text.contains("http://localhost/p/laurier"))
        }
        // Every client of these tests has this address.
        let prospect = try await people.account(world.practice, "Lin Z.", "c@mail.example", for: nil)
        try await world.test { client async throws in
            let page = page(booking)
            let owner = try await staff(client, "odile@laurier.example").get(page)
            #expect(codes(owner) == ["not_associated"])
            #expect(owner.text.contains("action=\"\(page)/clients/\(lin.id)/accounts/\(prospect.id)/associate\""))
            // Prospects are for owners and admins (A12).
            let clinician = try await staff(client)
            let seen = try await clinician.get(page)
            #expect(!seen.text.contains("\(prospect.id)"))
            for act in ["accounts/\(prospect.id)/enable", "clients/\(lin.id)/accounts/\(prospect.id)/associate"] {
                #expect([.notFound, .forbidden].contains(try await clinician.post("\(page)/\(act)", tokenFrom: page).status))
            }
        }
    }

    @Test func `links are asked about too, and a new one is made with one click`() async throws {
        let world = try await World()
        let link = try await world.store.createLink(to: world.session.id, in: world.practice.id, now: World.start)
        _ = try await world.store.revokeLink(link.id, in: world.practice.id, now: World.start)
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = page(world.session)
            #expect(try await codes(browser, page) == ["link_revoked"])
            #expect(try await browser.get(page).text.split(separator: "action=\"\(page)/link\"").count == 2, "offered once")
            let answer = try await browser.post("\(page)/link", tokenFrom: page)
            #expect(try await codes(browser, answer.location) == ["link_revoked"])
            #expect(try await world.store.links(to: world.session.id, in: world.practice.id).filter { $0.revokedAt == nil }.count == 1)
        }
    }

    @Test func `a cancelled session leaves nothing but to book another`() async throws {
        let world = try await World()
        _ = try await world.store.cancelBooking(world.session.id, in: world.practice.id, reason: nil, now: World.start)
        try await world.test { client async throws in
            let answer = try await staff(client).get(page(world.session))
            #expect(Set(codes(answer)) == ["booking_cancelled"])
            #expect(answer.text.contains("/p/laurier/staff/sessions/new?client=\(world.nadia.id)"))
            #expect(!answer.text.contains("/why/link\"") && !answer.text.contains("Au début"))
        }
    }

    @Test func `whoever has no account is led to one while the session takes place, and no longer`() async throws {
        let world = try await World()
        let people = try await world.people()
        let lin = try await people.client(world.practice, "Lin Zhao")
        let booking = try await people.booking(world.practice, world.elise, [lin], "2026-11-24T14:10")
        try await world.test { client async throws in
            let browser = try await staff(client)
            #expect(try await browser.get(page(booking)).text.contains("Pour lui permettre d’entrer"))
            world.clock.set("2026-11-24T14:45")
            let closed = try await browser.get(page(booking))
            #expect(codes(closed) == ["not_signed_in", "window_closed"] && closed.text.contains("\(page(booking))/reopen\""))
            #expect(closed.text.contains("Pour lui permettre d’entrer"))
            world.clock.set("2026-11-24T18:00")
            let over = try await browser.get(page(booking))
            #expect(codes(over) == ["not_signed_in", "session_ended"] && !over.text.contains("/reopen\""))
            #expect(!over.text.contains("Pour lui permettre d’entrer"))
            world.clock.set("2026-11-24T14:00")
            _ = try await world.store.cancelBooking(booking.id, in: world.practice.id, reason: nil, now: World.start)
            #expect(try await !browser.get(page(booking)).text.contains("Pour lui permettre d’entrer"))
        }
    }

    @Test func `what can't be done any more isn't said to be done`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = page(world.session)
            let token = try #require(try await browser.get(page).formToken)
            world.clock.set("2026-11-24T16:00")
            for act in ["reopen", "link"] {
                #expect(try await browser.post("\(page)/\(act)", ["csrf": token]).location == page, "over")
            }
            world.clock.set("2026-11-24T14:00")
            var room = RoomRecord(terms: world.practice.terms(of: world.session, hostName: nil))
            room.ended = .init(cause: .endedByHost, reason: nil, at: World.start)
            try await world.journal.record([.room(room)], in: world.session.room)
            for act in ["reopen", "link"] {
                #expect(try await browser.post("\(page)/\(act)", ["csrf": token]).location == page, "ended by its host")
            }
            _ = try await world.store.cancelBooking(world.session.id, in: world.practice.id, reason: nil, now: World.start)
            for act in ["reopen", "link"] {
                #expect(try await browser.post("\(page)/\(act)", ["csrf": token]).location == page, "cancelled")
            }
            #expect(try await world.store.links(to: world.session.id, in: world.practice.id) == [])
        }
    }

    @Test func `somebody else's session, account or link is not there`() async throws {
        let world = try await World()
        let marcs = try #require(try await world.store.account(email: EmailAddress("marc@mail.example"), in: world.practice.id))
        try await world.test { client async throws in
            let browser = try await staff(client)
            let mine = page(world.session)
            for booking in [world.marcsSession, world.elsewhere] {
                #expect(try await browser.get(page(booking)).status == .notFound)
                for act in ["reopen", "link", "accounts/\(marcs.id)/verify"] {
                    #expect(try await browser.post("\(page(booking))/\(act)", tokenFrom: mine).status == .notFound)
                }
            }
            #expect(try await browser.post("\(mine)/accounts/\(marcs.id)/verify", tokenFrom: mine).status == .notFound)
            #expect(try await browser.post("\(mine)/accounts/nobody/enable", tokenFrom: mine).status == .notFound)
            #expect(try await Browser(client).get(mine).status == .seeOther)
        }
    }

    @Test func `staff find the client and the session to ask about, clinicians among their own`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let found = try await browser.get("/p/laurier/staff/why?client=nadia")
            #expect(found.text.contains("href=\"\(page(world.session))\""))
            let theirs = try await browser.get("/p/laurier/staff/why?client=marc")
            #expect(!theirs.text.contains("Lévesque"))
            let owner = try await staff(client, "odile@laurier.example").get("/p/laurier/staff/why?client=MARC")
            #expect(owner.text.contains("href=\"\(page(world.marcsSession))\""))
            #expect(try await browser.get("/p/laurier/staff/why").status == .ok)
            #expect(try await browser.get("/p/laurier/staff/why?client=%3Cb%3E").text.contains("Aucun de vos clients"))
            #expect(try await Browser(client).get("/p/laurier/staff/why").status == .seeOther)
        }
    }
}

@Suite("Words of reasons and remedies")
struct WhyWordsTests {
    @Test(arguments: Language.allCases)
    func `every reason and every remedy has words for staff`(language: Language) throws {
        let words = try Catalogue(directory: World.webRoot.appending(path: "locales"))[language]
        for reason in RefusalReason.allCases {
            for part in ["title", "detail"] {
                #expect(words.found("why.reasons.\(reason.rawValue).\(part)") != nil, "\(reason) \(part)")
            }
            switch reason.remedy {
            case .giveAccount, .wait: continue
            default: #expect(words.found("why.remedies.\(reason.remedy.rawValue)") != nil, "\(reason.remedy)")
            }
        }
    }
}
