import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("A session is moved, cancelled, written down")
struct SessionChangeTests {
    private func staff(_ client: any TestClientProtocol, _ email: String = "elise@laurier.example") async throws -> Browser {
        try await Browser.staff(client, email, language: "en")
    }

    @Test func `W5 a session is moved, its room is told, and so is the client`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = world.session.page
            let form = ["date": "2026-11-25", "start": "09:30", "length": "80"]
            let answer = try await browser.post("\(page)/time", form, tokenFrom: page)
            #expect(answer.location == "\(page)?done=moved")
            #expect(try await browser.get("\(page)?done=moved").text.contains("The session is moved."))
            let moved = try await world.kept()
            #expect(moved.time.localStart.description == "2026-11-25T09:30" && moved.time.minutes == 80)
            #expect(moved.room == world.session.room && moved.revision == 2)
            let commands = try await world.store.commands(after: 0)
            #expect(commands.last?.command == .changed(world.practice.terms(of: moved, hostName: world.elise.name)))
            let told = try await world.store.outbox(about: moved.id, in: world.practice.id).map(\.notice)
            #expect(told.contains(.sessionMoved(moved.id, world.nadia.id)))
            #expect(told.contains(.sessionReminder(moved.id, world.nadia.id, .hourBefore, startsAt: moved.startsAt)))
        }
    }

    @Test func `a move over another session is made only if that is meant`() async throws {
        let world = try await World()
        let people = try await world.people()
        _ = try await people.booking(world.practice, world.elise, [world.marc], "2026-11-25T10:00")
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = world.session.page
            let form = ["date": "2026-11-25", "start": "10:30", "length": "50"]
            let answer = try await browser.post("\(page)/time", form, tokenFrom: page)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("has a session with Marc Lévesque then (10:00 – 10:50)"))
            #expect(answer.text.contains("value=\"10:30\"") && answer.text.contains("name=\"overlap\""))
            #expect(try await world.kept() == world.session)
            let meant = try await browser.post("\(page)/time", form.merging(["overlap": "yes"]) { $1 }, tokenFrom: page)
            #expect(meant.status == .seeOther)
        }
    }

    @Test func `a session is never in its own way`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let page = world.session.page
            let later = ["date": "2026-11-24", "start": "14:10", "length": "50"]
            #expect(try await staff(client).post("\(page)/time", later, tokenFrom: page).status == .seeOther)
        }
    }

    @Test(arguments: [
        ["date": "", "start": "", "length": ""], ["date": "2026-11-25", "start": "10:00", "length": "7"],
        ["date": "2020-01-01", "start": "10:00", "length": "50"], ["date": "2027-03-14", "start": "02:30", "length": "50"],
        ["date": "<b>", "start": "99:99", "length": "-1"],
    ])
    func `a move that can't be is refused, and what was typed comes back`(form: [String: String]) async throws {
        let world = try await World()
        try await world.test { client async throws in
            let page = world.session.page
            let answer = try await staff(client).post("\(page)/time", form, tokenFrom: page)
            #expect(answer.status == .unprocessableContent && !answer.text.contains("<b>\""))
            #expect(try await world.kept() == world.session)
        }
    }

    @Test func `this one, or this one and the following`() async throws {
        let world = try await World()
        let made = try await world.series()
        let (first, second, third) = (made[0], made[1], made[2])
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = second.page
            #expect(try await browser.get(page).text.contains("This one and the following (2)"))
            let form = ["date": "2026-12-03", "start": "15:00", "length": "50"]
            let unsaid = try await browser.post("\(page)/time", form, tokenFrom: page)
            #expect(unsaid.status == .unprocessableContent && unsaid.text.contains("Choose which sessions"))
            let answer = try await browser.post("\(page)/time", form.merging(["scope": "following"]) { $1 }, tokenFrom: page)
            #expect(answer.location?.hasSuffix("done=seriesMoved") == true)
            #expect(try await world.kept(first) == first)
            #expect(try await world.kept(third).time.localStart.description == "2026-12-10T15:00")
            let alone = ["date": "2026-12-04", "start": "15:00", "length": "50", "scope": "this"]
            #expect(try await browser.post("\(page)/time", alone, tokenFrom: page).status == .seeOther)
            #expect(try await world.kept(third).time.localStart.description == "2026-12-10T15:00")
        }
    }

    @Test func `which of the following is in the way is said, and none is moved`() async throws {
        let world = try await World()
        let made = try await world.series()
        let people = try await world.people()
        _ = try await people.booking(world.practice, world.elise, [world.marc], "2026-12-10T15:00")
        try await world.test { client async throws in
            let page = made[0].page
            let form = ["date": "2026-11-26", "start": "15:00", "length": "50", "scope": "following"]
            let answer = try await staff(client).post("\(page)/time", form, tokenFrom: page)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("Thursday 10 December: Élise Gagnon has a session with Marc Lévesque"))
            for booking in made { #expect(try await world.kept(booking) == booking) }
        }
    }

    @Test func `W5 C7 a session is cancelled after a question, with a reason that is passed on`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = world.session.page
            let question = try await browser.get("\(page)/cancel").text
            #expect(question.contains("Cancel this session?") && question.contains("This cannot be undone"))
            #expect(try await world.kept() == world.session)
            let long = try await browser.post("\(page)/cancel", ["reason": String(repeating: "é", count: 281)], tokenFrom: "\(page)/cancel")
            #expect(long.status == .unprocessableContent)
            let turned = try await browser.post("\(page)/cancel", ["reason": "a\u{202E}b"], tokenFrom: "\(page)/cancel")
            #expect(turned.status == .unprocessableContent && turned.text.contains("Take out the invisible characters"))
            let answer = try await browser.post("\(page)/cancel", ["reason": " Élise <is> ill. "], tokenFrom: "\(page)/cancel")
            #expect(answer.location == "\(page)?done=cancelled")
            #expect(try await world.kept().status == .cancelled(reason: "Élise <is> ill."))
            #expect(try await world.store.commands(after: 0).last?.command == .cancelled(reason: "Élise <is> ill."))
            let told = try await world.store.outbox(about: world.session.id, in: world.practice.id).map(\.notice)
            #expect(told.contains(.sessionCancelled(world.session.id, world.nadia.id)))
            let shown = try await browser.get(page).text
            #expect(shown.contains("Reason given: Élise &lt;is&gt; ill.") && !shown.contains("\(page)/time"))
            #expect(!shown.contains("id=\"links\""), "no link can be made any more")
            #expect(!shown.contains("id=\"payment-title\""), "nothing was paid, and nothing will be")
            #expect(try await browser.get("\(page)/cancel").status == .notFound)
        }
    }

    @Test func `a session that was held says so, and isn't cancelled any more`() async throws {
        let world = try await World()
        var room = RoomRecord(terms: world.practice.terms(of: world.session, hostName: nil))
        room.ended = .init(cause: .endedByHost, reason: nil, at: World.start)
        try await world.journal.record([.room(room)], in: world.session.room)
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = world.session.page
            let shown = try await browser.get(page).text
            #expect(shown.contains("<span class=\"badge\">Over</span>") && !shown.contains("\(page)/cancel"))
            #expect(try await browser.get("\(page)/cancel").status == .notFound)
            #expect(try await browser.post("\(page)/cancel", ["reason": "x"], tokenFrom: page).status == .notFound)
            #expect(try await world.kept() == world.session)
        }
    }

    @Test func `a page that was open when a colleague cancelled the session says so, whatever is sent from it`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = world.session.page
            let token = try #require(try await browser.get(page).formToken)
            _ = try await world.store.cancelBooking(world.session.id, in: world.practice.id, reason: nil, now: World.start)
            for act in ["time", "clinician", "charge", "attendance", "links"] {
                let answer = try await browser.post("\(page)/\(act)", ["csrf": token, "attendance": "attended"])
                #expect(answer.location == "\(page)?done=cancelledMeanwhile", "\(act)")
            }
            #expect(try await browser.get("\(page)?done=cancelledMeanwhile").text.contains("nothing was changed"))
        }
    }

    @Test func `a reopened entry is shown as long as it is open`() async throws {
        let world = try await World()
        var room = RoomRecord(terms: world.practice.terms(of: world.session, hostName: nil))
        room.isReopened = true
        try await world.journal.record([.room(room)], in: world.session.room)
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = try await browser.get(world.session.page).text
            let end = world.practice.joinWindow(for: world.session).hardEnd
            let local = try #require(LocalDateTime(end, in: World.zone))
            #expect(page.contains("to \(local.timeOfDay).") && !page.contains("to 14:30."))
        }
    }

    @Test func `who was told is said with every session that it concerns`() async throws {
        let world = try await World()
        let made = try await world.series()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let form = ["reason": "", "scope": "following"]
            let answer = try await browser.post("\(made[1].page)/cancel", form, tokenFrom: made[1].page)
            #expect(answer.location == "\(made[1].page)?done=seriesCancelled")
            #expect(try await browser.get(try #require(answer.location)).text.contains("The sessions are cancelled."))
            for (session, isCancelled) in zip(made, [false, true, true]) {
                let page = try await browser.get(session.page).text
                #expect(page.contains("Confirmation, to Nadia Tremblay"))
                #expect(page.contains("Cancellation, to Nadia Tremblay") == isCancelled)
                #expect(!page.contains("Nobody has been told anything yet"))
            }
        }
    }

    @Test func `cancelling twice, as two people may, is one cancellation`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = world.session.page
            let token = try await browser.get("\(page)/cancel").formToken ?? ""
            for reason in ["first", "second"] {
                #expect(try await browser.post("\(page)/cancel", ["reason": reason, "csrf": token]).status == .seeOther)
            }
            #expect(try await world.kept().status == .cancelled(reason: "first"))
        }
    }

    @Test func `the following sessions are cancelled with it if that is said`() async throws {
        let world = try await World()
        let made = try await world.series()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = made[1].page
            let unsaid = try await browser.post("\(page)/cancel", tokenFrom: "\(page)/cancel")
            #expect(unsaid.status == .unprocessableContent)
            #expect(try await browser.post("\(page)/cancel", ["scope": "following"], tokenFrom: "\(page)/cancel").status == .seeOther)
            var cancelled: [Bool] = []
            for one in made { cancelled.append(try await world.kept(one).isCancelled) }
            #expect(cancelled == [false, true, true])
        }
    }

    @Test func `who came is said once it has begun`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = world.session.page
            #expect(!(try await browser.get(page).text.contains("Did they come?")))
            #expect(try await browser.post("\(page)/attendance", ["attendance": "attended"], tokenFrom: page).status == .badRequest)
            world.clock.set("2026-11-24T14:10")
            #expect(try await browser.post("\(page)/attendance", ["attendance": "no_show"], tokenFrom: page).status == .seeOther)
            #expect(try await browser.get(page).text.contains("value=\"no_show\" aria-pressed=\"true\""))
            #expect(try await world.kept().attendance == .noShow)
            #expect(try await browser.post("\(page)/attendance", ["attendance": "perhaps"], tokenFrom: page).status == .badRequest)
            #expect(try await browser.post("\(page)/attendance", ["attendance": ""], tokenFrom: page).status == .seeOther)
            #expect(try await world.kept().attendance == nil)
        }
    }

    @Test func `a fee and a service are agreed on`() async throws {
        let world = try await World()
        let service = try await world.store.createService(
            in: world.practice.id, name: .parse("Thérapie"), minutes: 50, fee: 12_000, now: World.start)
        let retired = try await world.store.createService(in: world.practice.id, name: .parse("Old"), minutes: 50, now: World.start)
        _ = try await world.store.updateService(retired.id, in: world.practice.id, now: World.start) { $0.isOffered = false }
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = world.session.page
            let form = ["service": service.id.rawValue, "fee": "130.50", "taxed": "yes"]
            #expect(try await browser.post("\(page)/charge", form, tokenFrom: page).location == "\(page)?done=charged")
            #expect(try await world.kept().charge == SessionCharge(service: service.id, fee: 13_050, isTaxed: true))
            #expect(try await browser.get(page).text.contains("$130.50 before taxes"))
            for (field, value) in [("fee", "free"), ("service", retired.id.rawValue), ("service", "other")] {
                let wrong = form.merging([field: value]) { $1 }
                #expect(try await browser.post("\(page)/charge", wrong, tokenFrom: page).status == .unprocessableContent)
            }
        }
    }

    @Test func `C7 who was told what is listed, and what failed is sent again`() async throws {
        let world = try await World()
        let id = world.session.id
        let item = try #require(try await world.store.takeOutbox(dueAt: World.start, limit: 50).first { $0.notice == .sessionBooked(id, world.nadia.id) })
        try await world.store.endOutboxItem(item.sequence, as: .failed, failure: "refused", now: World.start)
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = world.session.page
            let told = try await browser.get(page).text
            #expect(told.contains("Confirmation, to Nadia Tremblay") && told.contains("Failed today at 13:45"))
            let resend = "\(page)/notices/\(item.sequence)/resend"
            #expect(told.contains(resend))
            let other = "\(world.marcsSession.page)/notices/\(item.sequence)/resend"
            #expect(try await staff(client, "odile@laurier.example").post(other, tokenFrom: page).status == .notFound)
            #expect(try await browser.post("\(page)/notices/x/resend", tokenFrom: page).status == .notFound)
            #expect(try await browser.post(resend, tokenFrom: page).location == "\(page)?done=resent")
            #expect(try await world.store.outbox(of: world.practice.id, in: .failed).isEmpty)
            #expect(try await browser.post(resend, tokenFrom: page).status == .seeOther)
        }
    }

    @Test func `C0 somebody without an e-mail address is shown to have been told nothing`() async throws {
        let world = try await World()
        let lin = try await world.store.createClient(in: world.practice.id, name: .parse("Lin Zhao"), email: nil, now: World.start)
        let session = try await world.people().booking(world.practice, world.elise, [world.nadia, lin], "2026-11-26T10:00")
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = try await browser.get("\(session.page)?done=created").text
            #expect(page.contains("Confirmation, to Nadia Tremblay") && page.contains("Reminder, a day before, to Nadia Tremblay"))
            #expect(!page.contains("to Lin Zhao"))
            #expect(page.contains("role=\"status\"><p>The session is created. Lin Zhao has no e-mail address"))
            #expect(page.components(separatedBy: "Lin Zhao has no e-mail address").count == 3, "in the banner and among those told")
            #expect(page.contains(/(?s)a day before.*an hour before/), "soonest first")
            // An account that stands for her is an address.
            _ = try await world.people().account(world.practice, "Lin Zhao", "lin@mail.example", for: lin)
            let reached = try await browser.get(session.page).text
            #expect(reached.contains("Reminder, a day before, to Lin Zhao") && !reached.contains("no e-mail address"))
        }
    }

    @Test func `a colleague who is busy takes over only if that is meant`() async throws {
        let world = try await World()
        let people = try await world.people()
        _ = try await people.booking(world.practice, world.paul, [world.marc], "2026-11-24T14:30")
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = world.session.page
            let form = ["clinician": world.paul.id.rawValue]
            let answer = try await browser.post("\(page)/clinician", form, tokenFrom: page)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("Paul Otis has a session with another client then (14:30 – 15:20)"))
            #expect(answer.text.contains("value=\"\(world.paul.id)\" selected"))
            // With whom a colleague has sessions is for owners and admins to see (H4).
            #expect(!answer.text.contains("Lévesque"))
            let owner = try await staff(client, "odile@laurier.example").post("\(page)/clinician", form, tokenFrom: page)
            #expect(owner.text.contains("Paul Otis has a session with Marc Lévesque then"))
            #expect(try await browser.post("\(page)/clinician", form.merging(["overlap": "yes"]) { $1 }, tokenFrom: page).status == .seeOther)
        }
    }

    @Test func `H5 strangers, clients, other clinicians and other practices change nothing`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let (paul, own) = (try await staff(client, "paul@laurier.example"), world.marcsSession.page)
            let nadia = Browser(client)
            try await nadia.logIn("nadia@mail.example")
            for session in [world.session, world.elsewhere] {
                let page = session.page
                #expect(try await paul.get("\(page)/cancel").status == .notFound)
                for act in ["time", "cancel", "attendance", "charge", "notices/1/resend"] {
                    #expect(try await paul.post("\(page)/\(act)", tokenFrom: own).status == .notFound, "\(act)")
                    #expect(try await nadia.post("\(page)/\(act)", tokenFrom: "/p/laurier/account").status == .forbidden, "\(act)")
                    let stranger = Browser(client)
                    #expect(try await stranger.post("\(page)/\(act)", tokenFrom: "/p/laurier/staff/login").status == .seeOther, "\(act)")
                    #expect(try await paul.post("\(page)/\(act)").status == .forbidden, "without a form token")
                }
            }
            #expect(try await world.kept() == world.session)
        }
    }
}
