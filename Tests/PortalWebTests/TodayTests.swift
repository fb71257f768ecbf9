import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("Today")
struct TodayTests {
    let today = "/p/laurier/staff/today"

    @Test func `a stranger and a client are sent to the staff login`() async throws {
        try await World().test { client async throws in
            #expect(try await Browser(client).get(today).location == "/p/laurier/staff/login?back=\(today)")
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            #expect(try await browser.get(today).location == "/p/laurier/staff/login?back=\(today)")
        }
    }

    @Test func `clinicians see their own day, owners the practice's`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("elise@laurier.example", staff: true)
            let own = try await browser.get(today)
            #expect(own.status == .ok)
            #expect(own.text.contains("Nadia Tremblay"))
            #expect(!own.text.contains("Marc Lévesque"))
            #expect(own.text.contains("data-room=\"\(world.session.room)\""))
            let owner = Browser(client)
            try await owner.logIn("odile@laurier.example", staff: true)
            let all = try await owner.get(today).text
            #expect(all.contains("Nadia Tremblay"))
            #expect(all.contains("Marc Lévesque"))
            #expect(!all.contains("Sam Stone"))
        }
    }

    @Test func `of the next days the first twenty sessions are shown, and where the others are`() async throws {
        let world = try await World()
        let people = try await world.people()
        var coming: [Booking] = []
        for minute in 10..<30 {
            coming.append(try await people.booking(world.practice, world.elise, [world.nadia], "2026-11-25T14:\(minute)"))
        }
        let shown = coming
        try await world.test { client async throws in
            let owner = Browser(client)
            try await owner.logIn("odile@laurier.example", staff: true)
            let calendar = "<a href=\"/p/laurier/staff/calendar\">Plus dans le calendrier</a>"
            #expect(try await !owner.get(today).text.contains(calendar))
            let last = try await people.booking(world.practice, world.paul, [world.marc], "2026-11-25T18:00")
            let full = try await owner.get(today).text
            #expect(full.contains(calendar))
            for session in shown { #expect(full.contains("/sessions/\(session.id)\"")) }
            #expect(!full.contains("/sessions/\(last.id)"))
        }
    }

    @Test func `owners are asked how to reach the practice as long as nothing says it, clinicians are not`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let owner = Browser(client)
            try await owner.logIn("odile@laurier.example", staff: true)
            let settings = "href=\"/p/laurier/staff/settings/practice\""
            #expect(try await !owner.get(today).text.contains(settings))
            _ = try await world.store.updatePractice(world.practice.id, now: World.start) { $0.contact = Practice.Contact() }
            #expect(try await owner.get(today).text.contains(settings))
            let clinician = Browser(client)
            try await clinician.logIn("elise@laurier.example", staff: true)
            #expect(try await !clinician.get(today).text.contains(settings))
        }
    }

    @Test func `the running session is marked, the one that is over has no room to open`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("elise@laurier.example", staff: true)
            let join = "/p/laurier/staff/sessions/\(world.session.id)/join"
            world.clock.set("2026-11-24T14:10")
            let running = try await browser.get(today).text
            #expect(running.contains("data-state=\"now\""))
            #expect(running.contains(join))
            world.clock.set("2026-11-24T15:20")
            let over = try await browser.get(today).text
            #expect(over.contains("data-state=\"done\""))
            #expect(!over.contains(join))
        }
    }

    @Test func `the socket's token says whose queue it is`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            for (email, staff, oversees) in [
                ("elise@laurier.example", world.elise, false), ("odile@laurier.example", world.owner, true),
            ] {
                let browser = Browser(client)
                try await browser.logIn(email, staff: true)
                let token = try await browser.get(today).formToken
                let answer = try await browser.postJSON("/p/laurier/staff/socket-token", token: token)
                #expect(answer.status == .ok)
                #expect(answer.text.contains("\"token\":\"staff-token\""))
                #expect(answer.text.contains("ws://localhost/v1/staff"))
                let grant = try #require(world.signed.lastStaff)
                #expect(grant.subject == .staff(staff.id))
                #expect(grant.practice == world.practice.id)
                #expect(grant.overseesPractice == oversees)
            }
            #expect(try await Browser(client).postJSON("/p/laurier/staff/socket-token").status == .unauthorized)
        }
    }
}
