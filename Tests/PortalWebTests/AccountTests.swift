import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("My account")
struct AccountTests {
    let account = "/p/laurier/account"

    @Test func `a stranger is sent to the login, and back afterwards`() async throws {
        try await World().test { client async throws in
            let answer = try await Browser(client).get(account)
            #expect(answer.status == .seeOther)
            #expect(answer.location == "/p/laurier/login?back=/p/laurier/account")
        }
    }

    @Test func `the next session is on top, with Join active inside the window`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let page = try await browser.get(account)
            #expect(page.text.contains("Élise Gagnon"))
            #expect(page.text.contains("data-window=\"open\""))
            #expect(page.text.contains("Vous pouvez entrer jusqu’à 14\u{a0}h\u{a0}30."))
            #expect(page.text.contains("href=\"/p/laurier/sessions/\(world.session.id)\""))
            #expect(page.header("Cache-Control") == "no-store")
        }
    }

    /// W1, W2: from 13:30, which is inside, to 14:30, which is outside.
    @Test(arguments: [
        ("2026-11-24T13:29", "early"), ("2026-11-24T13:30", "open"), ("2026-11-24T14:29", "open"), ("2026-11-24T14:30", "closed"),
    ])
    func `Join follows the window`(time: String, state: String) async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            world.clock.set(time)
            #expect(try await browser.get(account).text.contains("data-window=\"\(state)\""))
        }
    }

    @Test func `a session that the host has ended is past, and the one after it is next`() async throws {
        let world = try await World()
        _ = try await world.people().booking(world.practice, world.elise, [world.nadia], "2026-11-24T18:00")
        var room = RoomRecord(terms: world.practice.terms(of: world.session, hostName: nil))
        room.ended = .init(cause: .endedByHost, reason: nil, at: World.start)
        try await world.journal.record([.room(room)], in: world.session.room)
        try await world.test { client async throws in
            let browser = Browser(client)
            browser.language = "en"
            try await browser.logIn("nadia@mail.example")
            let page = try await browser.get(account).text
            let (above, past) = try #require(page.split(separator: "id=\"past\"").map(String.init).pair)
            #expect(above.contains("18:00 – 18:50") && !above.contains("14:00 – 14:50"))
            #expect(!page.contains("Entry closed at 14:30") && !page.contains("sessions/\(world.session.id)\""))
            #expect(past.contains("Video, 50 minutes"))
        }
    }

    @Test func `who was sent away reads no time at which entry closed`() async throws {
        let world = try await World()
        let away = ParticipantRecord(
            id: "p-nadia", subject: .account(world.nadiasAccount.id), role: .participant, state: .denied, displayName: try .parse("Nadia"),
            verifiedName: nil, link: nil, wasAdmitted: false, isBlocked: true, waitingSince: nil, since: World.start,
            session: "s-nadia", resumeHash: ResumeHash(rawValue: "00"))
        let room = RoomRecord(terms: world.practice.terms(of: world.session, hostName: nil))
        try await world.journal.record([.room(room), .participant(away)], in: world.session.room)
        try await world.test { client async throws in
            let browser = Browser(client)
            browser.language = "en"
            try await browser.logIn("nadia@mail.example")
            let page = try await browser.get(account).text
            #expect(page.contains("You can’t join this session.") && !page.contains("Entry closed at 14:30"))
        }
    }

    @Test func `before the window the page counts down and says from when`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            world.clock.set("2026-11-24T11:00")
            try await browser.logIn("nadia@mail.example")
            let page = try await browser.get(account).text
            #expect(page.contains("Vous pourrez entrer à 13\u{a0}h\u{a0}30, dans"))
            #expect(page.contains("<b>2</b>h"))
            #expect(page.contains("<b>30</b>min"))
            #expect(page.contains("aria-disabled=\"true\" aria-describedby=\"next-opens\""))
        }
    }

    @Test func `nobody else's sessions are shown`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let page = try await browser.get(account).text
            #expect(!page.contains("Paul Otis"))
            #expect(!page.contains("Olga Elm"))
            #expect(!page.contains(world.marcsSession.id.rawValue))
        }
    }

    @Test func `a prospect is told that the account isn't linked yet, and sees no session`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("petra@mail.example")
            let page = try await browser.get(account).text
            #expect(page.contains("Votre compte n’est pas lié à votre dossier"))
            #expect(page.contains("514 555-0142"))
            #expect(!page.contains("data-window"))
        }
    }

    @Test func `sessions that are over move to the past, cancelled ones say so`() async throws {
        let world = try await World()
        _ = try await world.store.cancelBooking(world.session.id, in: world.practice.id, reason: nil, now: World.start)
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let page = try await browser.get(account).text
            #expect(page.contains("Annulée"))
            #expect(!page.contains("href=\"/p/laurier/sessions/"))
            world.clock.set("2026-11-24T15:00")
            #expect(try await browser.get(account).text.contains("data-state=\"done\""))
        }
    }

    @Test func `names can't carry markup into a page`() async throws {
        let world = try await World()
        let people = try await world.people()
        let payload = "<script>alert(1)</script>\" onload=\"x' {{csrf}}"
        let client = try await people.client(world.practice, payload)
        let evil = try await people.staff(world.practice, .clinician, payload, "evil@laurier.example")
        _ = try await people.account(world.practice, payload, "x@mail.example", for: client)
        let booking = try await people.booking(world.practice, evil, [client], "2026-11-24T14:00")
        try await world.test { connection async throws in
            let browser = Browser(connection)
            try await browser.logIn("x@mail.example")
            let staff = Browser(connection)
            try await staff.logIn("odile@laurier.example", staff: true)
            let pages = [
                try await browser.get(account), try await browser.get("/p/laurier/sessions/\(booking.id)"),
                try await staff.get("/p/laurier/staff/today"), try await staff.get("/p/laurier/staff/sessions/new"),
                try await staff.get("/p/laurier/staff/sessions/\(booking.id)"),
                try await staff.get("/p/laurier/staff/sessions/\(booking.id)/join"),
            ]
            for page in pages {
                #expect(page.status == .ok)
                #expect(!page.text.contains("<script>alert"))
                #expect(!page.text.contains("\" onload=\"x"))
                #expect(page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload="))
            }
        }
    }
}

extension [String] {
    /// Both of two.
    fileprivate var pair: (String, String)? { count == 2 ? (self[0], self[1]) : nil }
}
