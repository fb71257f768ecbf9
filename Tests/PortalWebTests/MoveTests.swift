import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("What a move leaves as it is")
struct MoveTests {
    private func staff(_ client: any TestClientProtocol, _ email: String = "elise@laurier.example") async throws -> Browser {
        let browser = Browser(client)
        browser.language = "en"
        try await browser.logIn(email, staff: true)
        return browser
    }

    private func address(_ booking: Booking) -> String { "/p/laurier/staff/sessions/\(booking.id)" }

    private func booking(_ world: World, _ booking: Booking? = nil) async throws -> Booking {
        let id = (booking ?? world.session).id
        return try #require(try await world.store.session(id, in: world.practice.id)).booking
    }

    /// Three on Wednesdays at 10:00, from tomorrow.
    private func series(_ world: World) async throws -> [Booking] {
        let slots = try ["2026-11-25T10:00", "2026-12-02T10:00", "2026-12-09T10:00"].map { local in
            let start = try #require(LocalDateTime(local))
            return SessionPlan.Slot(
                try SessionTime(localStart: start, in: World.zone, minutes: 50, now: World.start), mayOverlap: false)
        }
        let plan = SessionPlan(clinician: world.elise.id, clients: [world.nadia.id], slots: slots)
        return try await world.store.book(plan, in: world.practice.id, now: World.start)
    }

    @Test(arguments: ["time", "cancel"])
    func `H4 a clinician's acts on a series leave what a colleague took over`(act: String) async throws {
        let world = try await World()
        let made = try await series(world)
        let given = try await world.store.handOverBooking(made[1].id, in: world.practice.id, to: world.paul.id, now: World.start)
        let people = try await world.people()
        _ = try await people.booking(world.practice, world.paul, [world.marc], "2026-12-03T15:00")
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = address(made[0])
            #expect(try await browser.get(page).text.contains("This one and the following (2)"))
            #expect(try await staff(client, "odile@laurier.example").get(page).text.contains("This one and the following (3)"))
            let form = ["date": "2026-11-26", "start": "15:00", "length": "50", "scope": "following"]
            #expect(try await browser.post("\(page)/\(act)", form, tokenFrom: page).status == .seeOther)
            #expect(try await booking(world, made[1]) == given)
            for own in [made[0], made[2]] { #expect(try await booking(world, own) != own) }
        }
    }
}
