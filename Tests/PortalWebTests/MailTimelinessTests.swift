import Foundation
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// What is no longer true when it is due isn't sent; what was sent is put right by what follows.
@Suite("Mail in time")
struct MailTimelinessTests {
    @Test func `V2 W5 a session's calendar file keeps its name and grows from booking to move to cancellation`() async throws {
        let post = try await Post()
        let (store, practice) = (post.world.store, post.world.practice)
        let booking = try await post.book("2026-11-30T09:00")
        var files: [CalendarPart] = []
        func take(_ notice: Notice) async throws { files.append(try #require(try await post.mail(notice)?.calendars.first)) }
        try await take(.sessionBooked(booking.id, post.client.id))
        let time = try SessionTime(
            localStart: try #require(LocalDateTime("2026-12-01T15:00")), in: practice.timeZone, minutes: 50, now: World.start)
        _ = try await store.moveBooking(booking.id, in: practice.id, to: time, now: World.start)
        try await take(.sessionMoved(booking.id, post.client.id))
        _ = try await store.cancelBooking(booking.id, in: practice.id, reason: nil, now: World.start)
        try await take(.sessionCancelled(booking.id, post.client.id))

        #expect(files.map(\.method) == [.request, .request, .cancel])
        #expect(files.map { Self.value("SEQUENCE", in: $0.text) } == ["0", "1", "2"])
        #expect(files.map { Self.value("METHOD", in: $0.text) } == ["REQUEST", "REQUEST", "CANCEL"])
        #expect(Set(files.map { Self.value("UID", in: $0.text) }) == ["\(booking.id)@portal.example"])
        #expect(files.map { Self.value("DTSTART", in: $0.text) } == ["20261130T140000Z", "20261201T200000Z", "20261201T200000Z"])
        #expect(Self.value("STATUS", in: files[2].text) == "CANCELLED")
    }

    @Test func `a cancelled session's confirmation, change and reminders are obsolete, its cancellation isn't`() async throws {
        let post = try await Post()
        let gone = try await post.cancelled("2026-11-26T10:00")
        #expect(try await post.mail(.sessionBooked(gone.id, post.client.id)) == nil)
        #expect(try await post.mail(.sessionMoved(gone.id, post.client.id)) == nil)
        #expect(try await post.mail(.sessionReminder(gone.id, post.client.id, .dayBefore, startsAt: gone.startsAt)) == nil)
        #expect(try await post.mail(.sessionCancelled(gone.id, post.client.id)) != nil)
        #expect(try await post.mail(.sessionCancelled(post.session.id, post.client.id)) == nil)
    }

    @Test func `C0 a reminder is obsolete once the session starts at another time, has begun, or reminders are off`() async throws {
        let post = try await Post()
        let booking = try await post.book("2026-11-26T10:00")
        func reminder(_ kind: SessionReminder, startsAt: Instant? = nil) async throws -> MailMessage? {
            try await post.mail(.sessionReminder(booking.id, post.client.id, kind, startsAt: startsAt ?? booking.startsAt))
        }
        #expect(try await reminder(.dayBefore, startsAt: booking.startsAt + .seconds(60)) == nil)
        #expect(try await reminder(.dayBefore) != nil)
        // Late by a day: the one of the hour before says it.
        post.world.clock.set("2026-11-26T09:00")
        #expect(try await reminder(.dayBefore) == nil)
        #expect(try await reminder(.hourBefore) != nil)
        post.world.clock.set("2026-11-26T10:00")
        #expect(try await reminder(.hourBefore) == nil)
        post.world.clock.set("2026-11-25T10:00")
        _ = try await post.world.store.updatePractice(post.world.practice.id, now: World.start) { $0.reminders = [.dayBefore] }
        #expect(try await reminder(.hourBefore) == nil)
        #expect(try await reminder(.dayBefore) != nil)
    }

    @Test func `once a session is over nothing about it is sent late`() async throws {
        let post = try await Post()
        let (client, session) = (post.client.id, try await post.book("2026-11-26T10:00"))
        let gone = try await post.cancelled("2026-11-26T12:00")
        let terms = DirectLink.Terms(email: try EmailAddress("lin@mail.example"))
        let link = try await post.world.store.createLink(to: session.id, in: post.world.practice.id, terms: terms, now: World.start)
        let notices: [Notice] = [
            .sessionBooked(session.id, client), .sessionMoved(session.id, client), .sessionCancelled(gone.id, client),
            .sessionReminder(session.id, client, .dayBefore, startsAt: session.startsAt),
            .sessionReminder(session.id, client, .hourBefore, startsAt: session.startsAt), .directLink(link.id),
        ]
        post.world.clock.set("2026-11-25T09:00")
        for notice in notices { #expect(try await post.mail(notice) != nil, "\(notice)") }
        post.world.clock.set("2026-11-27T09:00")
        for notice in notices { #expect(try await post.mail(notice) == nil, "\(notice)") }
    }

    @Test func `without an address on record nobody is written to, unless an account stands for the client`() async throws {
        let post = try await Post()
        let world = post.world
        let mute = try await world.store.createClient(in: world.practice.id, name: .parse("Léo"), email: nil, now: World.start)
        let booking = try await world.people().booking(world.practice, world.elise, [mute], "2026-11-26T10:00")
        #expect(try await post.mail(.sessionBooked(booking.id, mute.id)) == nil)
        try await world.store.associate(post.account.id, with: mute.id, in: world.practice.id, now: World.start)
        let mail = try #require(try await post.mail(.sessionBooked(booking.id, mute.id)))
        #expect(mail.to.address == post.account.email)
    }

    @Test func `H6 a link that opens nothing any more isn't sent, and one that moved says the new time`() async throws {
        let post = try await Post()
        let (store, practice) = (post.world.store, post.world.practice)
        let link = try await post.link()
        let time = try SessionTime(
            localStart: try #require(LocalDateTime("2026-12-01T15:00")), in: practice.timeZone, minutes: 50, now: World.start)
        _ = try await store.moveBooking(post.session.id, in: practice.id, to: time, now: World.start)
        #expect(try await post.mail(.directLink(link.id))?.subject.contains("1 December, 15:00") == true)
        _ = try await store.revokeLink(link.id, in: practice.id, now: World.start)
        #expect(try await post.mail(.directLink(link.id)) == nil)
        let expiring = try await post.link(.init(email: EmailAddress("a@b.example"), expiresAt: World.start + .seconds(1)))
        post.world.clock.advance(.seconds(1))
        #expect(try await post.mail(.directLink(expiring.id)) == nil)
    }

    @Test func `a confirmation that has ended or expired isn't sent`() async throws {
        let post = try await Post()
        let challenge = try await post.challenge(.resetPassword, of: .account(post.account.id))
        _ = try await post.challenge(.resetPassword, of: .account(post.account.id))
        #expect(try await post.mail(.passwordReset(challenge.id)) == nil)
        let code = try await post.challenge(.loginCode, of: .account(post.account.id))
        post.world.clock.advance(.seconds(600))
        #expect(try await post.mail(.loginCode(code.id)) == nil)
    }

    @Test func `H8 nobody is called who isn't needed: no one waits, a host has come, or it is somebody else's session`() async throws {
        let post = try await Post()
        let notice = Notice.clientWaiting(post.session.id, since: World.start, for: post.world.elise.id)
        #expect(try await post.mail(notice) == nil)
        try await post.wait()
        let mail = try #require(try await post.mail(notice))
        #expect(mail.to.address == post.world.elise.email)
        for text in [mail.subject, mail.text, mail.html] { #expect(!text.contains("Tremblay"), "not whom it is about") }
        #expect(try await post.mail(.clientWaiting(post.session.id, since: World.start, for: post.world.paul.id)) == nil)
        let hosted = try await Post(isHosted: true)
        try await hosted.wait()
        for notice in [Notice.clientWaiting(hosted.session.id, since: World.start, for: hosted.world.elise.id), hosted.stillWaiting] {
            #expect(try await hosted.mail(notice) == nil)
        }
    }

    @Test func `H8 the mail says who waits by the initials of the record, and since when, and its subject neither`() async throws {
        let post = try await Post()
        try await post.wait(as: "<b>Nadia & co</b>", onRecord: "Nadia d'Arc-Tremblay")
        try await post.wait("visitor", as: "Élise Gagnon", link: "link", since: World.start + .seconds(120))
        let notices = [
            Notice.clientWaiting(post.session.id, since: World.start, for: post.world.elise.id, who: .account(post.account.id)),
            post.stillWaiting,
        ]
        for notice in notices {
            let mail = try #require(try await post.mail(notice))
            let since = try #require(mail.text.firstMatch(of: /- N\.\x{a0}D\., since (\d+:\d\d)/)).1
            #expect(mail.text.contains("- somebody with a direct link, since ") && !mail.text.contains("- somebody with a direct link, since \(since)\n"))
            for text in [mail.text, mail.html] {
                for name in ["Tremblay", "Nadia", "co&", "Gagnon, since"] { #expect(!text.contains(name), "\(name)") }
            }
            #expect(!mail.subject.contains("N.") && !mail.subject.contains(since))
        }
    }

    @Test func `H8 the practice is told at its own address, if it wants to be and while they still wait`() async throws {
        let post = try await Post()
        let (store, id) = (post.world.store, post.world.practice.id)
        #expect(try await post.mail(post.stillWaiting) == nil)
        try await post.wait()
        let mail = try #require(try await post.mail(post.stillWaiting))
        #expect(mail.to.address.text == "accueil@laurier.example" && mail.text.contains("https://portal.example/p/laurier/staff/today\n"))
        #expect(mail.text.contains("Élise Gagnon"), "whom to reach")
        let earlier = Notice.clientStillWaiting(post.session.id, since: World.start - .seconds(1), who: .account(post.account.id))
        #expect(try await post.mail(earlier) == nil, "they have gone and come back since")
        let somebody = Notice.clientStillWaiting(post.session.id, since: World.start, who: "account:somebody")
        #expect(try await post.mail(somebody) == nil, "they wait no more")
        for (setting, value) in [("practice-alert-minutes", "off"), ("email", "")] {
            let before = try #require(try await store.practice(id))
            _ = try await store.updatePractice(id, now: World.start) { try $0.set(setting, to: value) }
            #expect(try await post.mail(post.stillWaiting) == nil, "\(setting)")
            _ = try await store.updatePractice(id, now: World.start) { $0 = before }
            #expect(try await post.mail(post.stillWaiting) != nil)
        }
        _ = try await store.cancelBooking(post.session.id, in: id, reason: nil, now: World.start)
        #expect(try await post.mail(post.stillWaiting) == nil)
    }

    @Test func `H8 one mail tells of all who wait by then, and nobody is told of them twice`() async throws {
        let post = try await Post()
        try await post.wait()
        try await post.wait("second", since: World.start + .seconds(30))
        try await post.wait("third", since: World.start + .seconds(90))
        func notice(_ who: SubjectID, _ seconds: Int) -> Notice {
            .clientWaiting(post.session.id, since: World.start + .seconds(seconds), for: post.world.elise.id, who: who)
        }
        let first = notice(.account(post.account.id), 0)
        let item = try await Post.item(first, about: post.session.id, in: post.world)
        #expect(try await post.portal.compose(item) != nil)
        try await post.world.store.endDelivered(item, asOf: World.start + .seconds(60))
        post.world.clock.advance(.seconds(90))
        #expect(try await post.mail(first) == nil)
        #expect(try await post.mail(notice("account:second", 30)) == nil)
        #expect(try await post.mail(notice("account:third", 90)) != nil)
    }

    @Test func `A11 owners aren't told of somebody who is associated by now, clinicians never`() async throws {
        let post = try await Post()
        let world = post.world
        #expect(try await post.mail(.prospectWaiting(post.account.id, for: world.elise.id)) == nil)
        #expect(try await post.mail(.prospectWaiting(post.account.id, for: world.owner.id)) != nil)
        try await world.store.associate(post.account.id, with: post.client.id, in: world.practice.id, now: World.start)
        #expect(try await post.mail(.prospectWaiting(post.account.id, for: world.owner.id)) == nil)
    }

    @Test func `one mail for a series names the sessions that go with it`() async throws {
        let post = try await Post()
        let world = post.world
        let slots = try ["2026-11-26T10:00", "2026-12-03T10:00", "2026-12-10T10:00"].map { local in
            let start = try #require(LocalDateTime(local))
            return SessionPlan.Slot(
                try SessionTime(localStart: start, in: world.practice.timeZone, minutes: 50, now: World.start), mayOverlap: false)
        }
        let plan = SessionPlan(clinician: world.elise.id, clients: [post.client.id], slots: slots)
        let made = try await world.store.book(plan, in: world.practice.id, now: World.start)
        let first = try #require(made.first)
        let mail = try #require(try await post.mail(.sessionBooked(first.id, post.client.id)))
        for day in ["26 November", "3 December", "10 December"] { #expect(mail.text.contains(day)) }
        _ = try await world.store.cancelSeries(from: first.id, in: world.practice.id, reason: nil, now: World.start)
        let sorry = try #require(try await post.mail(.sessionCancelled(first.id, post.client.id, with: made.dropFirst().map(\.id))))
        for day in ["26 November", "3 December", "10 December"] { #expect(sorry.text.contains(day)) }
    }

    @Test func `V2 a series is confirmed even if its first session was cancelled before the mail left`() async throws {
        let post = try await Post()
        let world = post.world
        let slots = try ["2026-11-26T10:00", "2026-12-03T10:00"].map { local in
            let start = try #require(LocalDateTime(local))
            return SessionPlan.Slot(
                try SessionTime(localStart: start, in: world.practice.timeZone, minutes: 50, now: World.start), mayOverlap: false)
        }
        let plan = SessionPlan(clinician: world.elise.id, clients: [post.client.id], slots: slots)
        let made = try await world.store.book(plan, in: world.practice.id, now: World.start)
        let first = try #require(made.first)
        _ = try await world.store.cancelBooking(first.id, in: world.practice.id, reason: nil, now: World.start)
        let mail = try #require(try await post.mail(.sessionBooked(first.id, post.client.id)))
        #expect(mail.text.contains("3 December") && !mail.text.contains("26 November"))
        let second = try #require(made.last)
        _ = try await world.store.cancelBooking(second.id, in: world.practice.id, reason: nil, now: World.start)
        #expect(try await post.mail(.sessionBooked(first.id, post.client.id)) == nil)
    }

    private static func value(_ name: String, in file: String) -> String? {
        file.split(separator: "\r\n").first { $0.hasPrefix("\(name):") }.map { String($0.dropFirst(name.count + 1)) }
    }
}
