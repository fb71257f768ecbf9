import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("What couldn't be delivered")
struct OutboxPageTests {
    private func staff(_ client: any TestClientProtocol, _ email: String = "odile@laurier.example") async throws -> Browser {
        try await Browser.staff(client, email)
    }

    /// A notice of a practice that was given up.
    private func failed(_ notice: Notice, _ failure: String = "refused", in practice: Practice, _ world: World) async throws -> Int64 {
        try await world.store.enqueue(notice, in: practice.id, now: World.start)
        let item = try #require(try await world.store.outbox(of: practice.id, in: .due).first)
        try await world.store.endOutboxItem(item.sequence, as: .failed, failure: failure, now: World.start)
        return item.sequence
    }

    @Test func `owners see what failed, to whom and why, and send it again`() async throws {
        let world = try await World()
        let sequence = try await failed(.sessionBooked(world.session.id, world.nadia.id), in: world.practice, world)
        try await world.test { client async throws in
            let browser = try await staff(client)
            #expect(try await browser.get("/p/laurier/staff/today").text.contains("/p/laurier/staff/outbox"))
            let page = try await browser.get("/p/laurier/staff/outbox")
            #expect(page.status == .ok)
            for said in ["Confirmation d’une séance", "c@mail.example", "l’adresse n’existe pas", "/staff/sessions/\(world.session.id)"] {
                #expect(page.text.contains(said), "\(said)")
            }
            let answer = try await browser.post("/p/laurier/staff/outbox/\(sequence)/resend", tokenFrom: "/p/laurier/staff/outbox")
            #expect(answer.location == "/p/laurier/staff/outbox?done=resent")
            #expect(try await world.store.outboxCount(of: world.practice.id, in: .failed) == 0)
            let after = try await browser.get("/p/laurier/staff/outbox?done=resent")
            #expect(after.text.contains("Le message part de nouveau") && after.text.contains("Aucun message non livré à regarder"))
            #expect(!(try await browser.get("/p/laurier/staff/today").text.contains("/p/laurier/staff/outbox")))
        }
    }

    @Test func `a long list comes in pages, the newest first`() async throws {
        let world = try await World()
        for _ in 0...PagerView.size { _ = try await failed(.sessionBooked(world.session.id, world.nadia.id), in: world.practice, world) }
        try await world.test { client async throws in
            let browser = try await staff(client)
            let first = try await browser.get("/p/laurier/staff/outbox").text
            #expect(first.components(separatedBy: "/resend\"").count - 1 == PagerView.size)
            #expect(first.contains("outbox?page=2"))
            let second = try await browser.get("/p/laurier/staff/outbox?page=2").text
            #expect(second.components(separatedBy: "/resend\"").count - 1 == 1)
        }
    }

    @Test func `what has nothing to say any more can't be sent again, and says so`() async throws {
        let world = try await World()
        _ = try await failed(.sessionBooked(world.session.id, world.nadia.id), in: world.practice, world)
        _ = try await world.store.cancelBooking(world.session.id, in: world.practice.id, reason: nil, now: World.start)
        try await world.test { client async throws in
            let page = try await staff(client).get("/p/laurier/staff/outbox")
            #expect(page.text.contains("plus rien à dire") && !page.text.contains("/resend") && page.text.contains("/dismiss"))
            #expect(!(try await staff(client).get("/p/laurier/staff/today").text.contains("/staff/outbox")), "nothing to look at")
        }
    }

    @Test func `what is dismissed is counted no more, until it is sent again and fails again`() async throws {
        let world = try await World()
        let sequence = try await failed(.sessionBooked(world.session.id, world.nadia.id), in: world.practice, world)
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = "/p/laurier/staff/outbox"
            #expect(try await browser.get(page).text.contains("action=\"\(page)/\(sequence)/dismiss\""))
            #expect(try await browser.post("\(page)/\(sequence)/dismiss", tokenFrom: page).location == "\(page)?done=dismissed")
            #expect(try await browser.get("\(page)?done=dismissed").text.contains("Le message est retiré de la liste"))
            #expect(try await browser.post("\(page)/\(sequence)/dismiss", tokenFrom: page).status == .notFound)
            #expect(!(try await browser.get("/p/laurier/staff/today").text.contains(page)))
            #expect(try await browser.get("/p/laurier/staff/audit").text.contains("Message retiré de la liste"))
            try await world.store.resendOutboxItem(sequence, in: world.practice.id, now: World.start)
            try await world.store.endOutboxItem(sequence, as: .failed, failure: "refused", now: World.start)
            #expect(try await browser.get("/p/laurier/staff/today").text.contains(page), "it failed once more")
        }
    }

    @Test func `an invitation that didn't arrive says so on the team's pages, and where to mend it`() async throws {
        let world = try await World()
        let anna = try await world.store.inviteStaff(
            in: world.practice.id, role: .clinician, name: .parse("Anna Faux"), email: EmailAddress("ana@laurier.example"),
            now: World.start)
        let item = try #require(try await world.store.outbox(of: world.practice.id, in: .due).first)
        try await world.test { client async throws in
            let browser = try await staff(client)
            let (team, member) = ("/p/laurier/staff/settings/team", "/p/laurier/staff/settings/team/\(anna.id)")
            #expect(try await browser.get(team).text.contains("Invitation envoyée"))
            try await world.store.endOutboxItem(item.sequence, as: .failed, failure: "refused", now: World.start)
            let outbox = try await browser.get("/p/laurier/staff/outbox").text
            #expect(outbox.contains("Retirez Anna Faux de l’équipe") && outbox.contains("href=\"\(member)\""))
            for page in [team, member] {
                let text = try await browser.get(page).text
                #expect(text.contains("Invitation non livrée") && !text.contains("Invitation envoyée"), "\(page)")
            }
            #expect(try await browser.get(member).text.contains("ana@laurier.example"))
            #expect(try await browser.get("/p/laurier/staff/today").text.contains("Un message n’a pas pu"))
            // Sent again it is on its way; who was removed needs it no more.
            _ = try await browser.post("\(member)/invitation", tokenFrom: member)
            #expect(try await browser.get(team).text.contains("Invitation envoyée"))
            _ = try await browser.post("\(member)/deactivate", tokenFrom: member)
            #expect(!(try await browser.get("/p/laurier/staff/today").text.contains("/staff/outbox")))
        }
    }

    @Test func `a code by text message that never arrived is listed and counted, though it says nothing any more`() async throws {
        let world = try await World()
        try await world.store.enqueue(.loginCode("gone"), on: .sms, in: world.practice.id, now: World.start)
        let item = try #require(try await world.store.outbox(of: world.practice.id, in: .due).first)
        try await world.store.endOutboxItem(item.sequence, as: .failed, failure: "refused", now: World.start)
        try await world.test { client async throws in
            let browser = try await staff(client)
            #expect(try await browser.get("/p/laurier/staff/today").text.contains("Un message n’a pas pu"))
            let page = try await browser.get("/p/laurier/staff/outbox").text
            #expect(page.contains("La passerelle de textos n’a pas accepté le message") && !page.contains("serveur de courriel"))
        }
    }

    @Test(arguments: DeliveryFailure.Reason.allCases)
    func `every failure says what to check`(reason: DeliveryFailure.Reason) async throws {
        let catalogue = try Catalogue(directory: World.webRoot.appending(path: "locales"))
        for language in Language.allCases {
            let said = NoticeChannel.allCases.map { catalogue[language].failure(reason.rawValue, of: $0) }
            #expect(said.allSatisfy { !$0.hasPrefix("outbox.") })
            // Of texts nothing is said in the words of mail servers.
            #expect(!said[1].contains("courriel") && !said[1].contains("mail server"))
        }
    }

    @Test func `strangers are sent to the login, clinicians and other practices find nothing`() async throws {
        let world = try await World()
        let mine = try await failed(.noAccount(try EmailAddress("a@b.example")), in: world.practice, world)
        let theirs = try await failed(.noAccount(try EmailAddress("secret@b.example")), in: world.other, world)
        try await world.test { client async throws in
            #expect(try await Browser(client).get("/p/laurier/staff/outbox").status == .seeOther)
            let clinician = try await staff(client, "elise@laurier.example")
            #expect(try await clinician.get("/p/laurier/staff/outbox").status == .notFound)
            let token = "/p/laurier/staff/today"
            for act in ["resend", "dismiss"] {
                #expect(try await clinician.post("/p/laurier/staff/outbox/\(mine)/\(act)", tokenFrom: token).status == .notFound)
            }
            let owner = try await staff(client)
            let page = "/p/laurier/staff/outbox"
            #expect(!(try await owner.get(page).text.contains("secret@b.example")))
            for other in ["\(theirs)", "0", "-1", "x", "99999999999999999999"] {
                for act in ["resend", "dismiss"] {
                    #expect(try await owner.post("\(page)/\(other)/\(act)", tokenFrom: page).status == .notFound, "\(other)")
                }
            }
            for act in ["resend", "dismiss"] {
                #expect(try await owner.post("\(page)/\(mine)/\(act)").status == .forbidden, "without the form's token")
            }
            #expect(try await world.store.outboxCount(of: world.practice.id, in: .failed) == 1)
        }
    }
}
