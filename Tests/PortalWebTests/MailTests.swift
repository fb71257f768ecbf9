import Foundation
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("Mail")
struct MailTests {
    @Test(arguments: Language.allCases)
    func `every notice is said in the reader's language, as text and as HTML`(language: Language) async throws {
        let post = try await Post(language: language)
        var subjects: [String] = []
        for notice in try await post.everyNotice() {
            let mail = try #require(try await post.mail(notice), "\(notice)")
            #expect(mail.language == language, "\(notice)")
            #expect(mail.from.name == "Clinique Laurier")
            #expect(mail.from.address.text == "no-reply@portal.example")
            #expect(mail.replyTo?.address.text == "accueil@laurier.example")
            #expect(mail.html.hasPrefix("<!doctype html>\n<html lang=\"\(language.rawValue)\">"))
            for text in [mail.subject, mail.text, mail.html] {
                #expect(text.firstMatch(of: /\bmail\.(?!example)/) == nil, "\(notice): a missing word")
                #expect(!text.contains("Optional(") && !text.contains("{{"), "\(notice)")
            }
            #expect(!mail.text.contains("{"), "\(notice): a place left open")
            // How to reach the practice stands in both forms.
            for form in [mail.text, mail.html] { #expect(form.contains("514 555-0142"), "\(notice)") }
            subjects.append(mail.subject)
        }
        #expect(Set(subjects).count == subjects.count, "each has a subject of its own")
    }

    @Test func `HTML mail loads nothing and styles nothing inline, and what it links to is ours`() async throws {
        let post = try await Post(language: .english)
        for notice in try await post.everyNotice() {
            let html = try #require(try await post.mail(notice)).html
            for word in ["<img", "<script", " style=", "@import", "url(", "http-equiv"] { #expect(!html.contains(word), "\(notice)") }
            for match in html.matches(of: #/(?:href|src)="([^"]*)"/#) {
                let isOurs = ["https://portal.example/", "tel:", "mailto:"].contains { match.1.hasPrefix($0) }
                #expect(isOurs, "\(notice): \(match.1)")
            }
        }
    }

    @Test func `V2 V3 a confirmation has the time with its zone, the clinician, and a link to the portal`() async throws {
        let post = try await Post(language: .english)
        let mail = try #require(try await post.mail(.sessionBooked(post.session.id, post.client.id)))
        #expect(mail.to.address.text == "reader@mail.example")
        #expect(mail.subject == "Your video session: Tuesday 24 November, 14:00")
        #expect(mail.text.contains("When: Tuesday 24 November, 14:00 – 14:50 (Toronto time)"))
        #expect(mail.text.contains("With: Élise Gagnon"))
        #expect(mail.text.contains("https://portal.example/p/laurier\n"))
    }

    @Test func `H4 of a session handed over its client reads with whom it is, and who has it now when and for whom it is`() async throws {
        let post = try await Post(language: .english)
        let (store, practice, paul) = (post.world.store, post.world.practice.id, post.world.paul)
        let later = try await post.book("2026-11-26T10:00")
        _ = try await store.handOverBooking(post.session.id, in: practice, to: paul.id, now: World.start)
        let told = try #require(try await post.mail(.sessionHandedOver(post.session.id, post.client.id)))
        #expect(told.subject == "Your video session on Tuesday 24 November, 14:00: another clinician")
        #expect(told.text.contains("now with \(paul.name). The time stays as it was."))
        let one = try #require(try await post.mail(.sessionTakenOver(post.session.id, for: paul.id, with: [later.id])))
        #expect(one.subject == "Handed over to you: a video session on Tuesday 24 November, 14:00", "the other is still somebody else's")
        #expect(one.text.contains("Tuesday 24 November, 14:00 – 14:50 (Toronto time), with N.\u{a0}T."))
        #expect(!one.text.contains(post.client.name.text) && one.text.contains("/staff/sessions/\(post.session.id)"))
        _ = try await store.handOverBooking(later.id, in: practice, to: paul.id, now: World.start)
        let both = try #require(try await post.mail(.sessionTakenOver(post.session.id, for: paul.id, with: [later.id])))
        #expect(both.subject == "Handed over to you: 2 video sessions" && both.text.contains("Thursday 26 November, 10:00"))
        for id in [post.session.id, later.id] { _ = try await store.cancelBooking(id, in: practice, reason: nil, now: World.start) }
        #expect(try await post.mail(.sessionTakenOver(post.session.id, for: paul.id, with: [later.id])) == nil)
    }

    @Test(arguments: [
        (IdentityPolicy(), "The portal’s first page says"), (IdentityPolicy(isSignUpOpen: false), "Reach the practice, which sets it up"),
        (IdentityPolicy(showsLoginLinks: false), "Reach the practice, which sets it up"), (IdentityPolicy(loginMethod: .code), "a code comes to you"),
    ])
    func `how one gets in for the first time is as the practice has it`(identity: IdentityPolicy, said: String) async throws {
        let post = try await Post(language: .english)
        try await post.world.set { $0 = identity }
        for notice in [Notice.sessionBooked(post.session.id, post.client.id), .sessionMoved(post.session.id, post.client.id)] {
            #expect(try #require(try await post.mail(notice)).text.contains(said))
        }
    }

    @Test func `a session of several tells each of them nothing of the others`() async throws {
        let post = try await Post(language: .english)
        let world = post.world
        let pair = try await world.people().booking(world.practice, world.elise, [post.client, world.marc], "2026-11-25T09:00")
        for notice in [Notice.sessionBooked(pair.id, post.client.id), .sessionMoved(pair.id, post.client.id)] {
            let mail = try #require(try await post.mail(notice))
            for text in [mail.text, mail.html, mail.calendars.map(\.text).joined()] { #expect(!text.contains("Lévesque")) }
        }
    }

    @Test func `somebody who signs up with another's address has nothing of theirs repeated to it`() async throws {
        let post = try await Post(language: .english)
        let account = try await post.world.people().account(
            post.world.practice, "Win at evil.example", "victim@mail.example", for: nil, isVerified: false)
        let challenge = try await post.challenge(.verifyEmail, of: .account(account.id), "victim@mail.example")
        let mail = try #require(try await post.mail(.emailConfirmation(challenge.id)))
        #expect(mail.to.name == nil)
        for text in [mail.subject, mail.text, mail.html] { #expect(!text.contains("evil")) }
    }

    @Test func `A8 a confirmation has the link's secret behind the mark, and the code in two groups`() async throws {
        let post = try await Post(language: .english)
        let challenge = try await post.challenge(.changeEmail, of: .account(post.account.id), "new@mail.example")
        let mail = try #require(try await post.mail(.emailConfirmation(challenge.id)))
        let code = try #require(post.portal.challenges.code(of: challenge.id))
        #expect(mail.text.contains("/confirm/\(challenge.id)#\(post.portal.challenges.link(of: challenge.id))"))
        #expect(mail.text.contains(code.spaced))
        #expect(mail.to.address.text == "new@mail.example")
    }

    @Test func `every mail with a link to confirm holds the code for pages without script`() async throws {
        let post = try await Post(language: .english)
        let account = LoginID.account(post.account.id)
        let challenges = [
            try await post.challenge(.verifyEmail, of: account), try await post.challenge(.changeEmail, of: account),
            try await post.challenge(.resetPassword, of: account),
            try await post.challenge(.staffInvitation, of: .staff(post.world.paul.id)),
        ]
        for challenge in challenges {
            let mail = try #require(try await post.mail(.emailConfirmation(challenge.id)))
            let code = try #require(post.portal.challenges.code(of: challenge.id))
            #expect(mail.text.contains(code.spaced), "\(challenge.purpose)")
        }
    }

    @Test(arguments: Language.allCases)
    func `C5 a code by text message says the code, the practice and nothing else`(language: Language) async throws {
        let post = try await Post(language: language, sendsTexts: true)
        let mobile = try MobileNumber("514 555-0142")
        try await post.world.store.setMobile(mobile, of: post.account.id, in: post.world.practice.id, now: World.start)
        _ = try await post.world.store.changeProfile(of: post.account.id, language: language, in: post.world.practice.id, now: World.start)
        let challenge = try await post.challenge(.loginCode, of: .account(post.account.id))
        guard case .text(let text)? = try await post.message(.loginCode(challenge.id), on: .sms) else {
            Issue.record("no text message")
            return
        }
        let code = try #require(post.portal.challenges.code(of: challenge.id)).digits
        #expect(text.to == mobile)
        #expect(text.text.contains("Clinique Laurier") && text.text.hasSuffix("\n\n@portal.example #\(code)"))
        #expect(!text.text.contains("Tremblay") && !text.text.contains("{"))
        let quiet = try await Post(language: language)
        let other = try await quiet.challenge(.loginCode, of: .account(quiet.account.id))
        #expect(try await quiet.message(.loginCode(other.id), on: .sms).map { if case .mail = $0 { true } else { false } } == true)
    }

    @Test func `who asks for a closed account reads that it is, and at the staff's door that nobody there has the address`() async throws {
        let post = try await Post(language: .english)
        let (store, practice) = (post.world.store, post.world.practice.id)
        let address = post.account.email
        try await store.disableAccount(post.account.id, in: practice, now: World.start)
        let closed = try #require(try await post.mail(.noAccount(address)))
        #expect(closed.to.address == address && closed.subject == "Your account is closed")
        #expect(closed.text.contains("Only the practice can open it again") && !closed.text.contains("https://"))
        #expect(!closed.text.contains("Nadia"), "whoever signed up may have given any name")
        let staff = try #require(try await post.mail(.noStaffLogin(address)))
        #expect(staff.text.contains("Nobody who works there now") && !staff.text.contains("https://"), "no way into the clients' portal")
    }

    @Test func `where only known clients may come in, who signed up reads that the account isn't linked yet, not that there is none`()
        async throws
    {
        let post = try await Post(language: .english)
        let people = try await post.world.people()
        let nobodys = try await people.account(post.world.practice, "Alex Roy", "prospect@mail.example", for: nil)
        let known = try await people.account(post.world.practice, "Nadia", "known@mail.example", for: post.client)
        try await post.world.set { $0 = IdentityPolicy(loginMethod: .code, admitsOnlyKnownClients: true) }
        let unknown = try #require(try await post.mail(.noAccount(nobodys.email)))
        #expect(unknown.subject == "Your account is not open yet" && unknown.text.contains("has not linked it to a client record yet"))
        #expect(try await post.mail(.noAccount(known.email))?.subject == "You already have an account", "linked since it asked")
        try await post.world.set { $0 = IdentityPolicy(loginMethod: .code) }
        #expect(try await post.mail(.noAccount(nobodys.email))?.subject == "You already have an account")
    }

    @Test func `an invitation and a second step taken off by somebody else close with words that fit`() async throws {
        let post = try await Post(language: .english)
        let invited = try await post.challenge(.staffInvitation, of: .staff(post.world.paul.id))
        let mail = try #require(try await post.mail(.staffInvitation(invited.id)))
        #expect(mail.text.contains("If you did not expect this") && !mail.text.contains("If it was not you"))
        let off = try #require(
            try await post.mail(.loginChanged(.staff(post.world.elise.id), .secondStep, to: EmailAddress("old@mail.example"))))
        #expect(off.text.contains("took it off") && !off.text.contains("If it was not you"))
    }

    @Test func `without an address to send from nothing is sent, and the failure says so`() async throws {
        let world = try await World()
        let item = try await Post.item(.noAccount(try EmailAddress("a@b.example")), in: world)
        await #expect(throws: DeliveryFailure(.configuration, .noRoad)) { _ = try await world.portal.compose(item) }
    }
}
