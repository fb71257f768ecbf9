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
        try await Browser.staff(client, email, language: "en")
    }

    @Test(arguments: ["time", "cancel"])
    func `H4 a clinician's acts on a series leave what a colleague took over`(act: String) async throws {
        let world = try await World()
        let made = try await world.series()
        let given = try await world.store.handOverBooking(made[1].id, in: world.practice.id, to: world.paul.id, now: World.start)
        let people = try await world.people()
        _ = try await people.booking(world.practice, world.paul, [world.marc], "2026-12-03T15:00")
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = made[0].page
            #expect(try await browser.get(page).text.contains("This one and the following (2)"))
            #expect(try await staff(client, "odile@laurier.example").get(page).text.contains("This one and the following (3)"))
            let form = ["date": "2026-11-26", "start": "15:00", "length": "50", "scope": "following"]
            #expect(try await browser.post("\(page)/\(act)", form, tokenFrom: page).status == .seeOther)
            #expect(try await world.kept(made[1]) == given)
            for own in [made[0], made[2]] { #expect(try await world.kept(own) != own) }
        }
    }

    /// What the form that moves a session says.
    private func form(_ page: Answer) throws -> [String: String] {
        var fields: [String: String] = [:]
        for name in ["date", "start"] {
            let input = try #require(page.text.matches(of: /<input[^>]*>/).map { String($0.0) }.first { $0.contains("name=\"\(name)\"") })
            fields[name] = String(try #require(input.firstMatch(of: /value="([^"]*)"/)).1)
        }
        return fields
    }

    private func changeZone(_ world: World) async throws {
        let vancouver = try #require(TimeZone(identifier: "America/Vancouver"))
        _ = try await world.store.updatePractice(world.practice.id, now: World.start) { $0.timeZone = vancouver }
    }

    @Test func `only its length changed, a session stays where it is although the practice's zone has changed`() async throws {
        let world = try await World()
        let before = try await world.people().booking(world.practice, world.elise, [world.nadia], "2026-11-25T11:00")
        try await changeZone(world)
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = before.page
            let shown = try form(try await browser.get(page))
            // What the practice's clocks say, as everywhere on the page.
            #expect(shown == ["date": "2026-11-25", "start": "08:00"])
            let answer = try await browser.post("\(page)/time", shown.merging(["length": "80"]) { $1 }, tokenFrom: page)
            #expect(answer.location == "\(page)?done=moved")
            let after = try await world.kept(before)
            #expect(after.startsAt == before.startsAt && after.time.minutes == 80)
            // Sent as it is shown, nothing changes and nobody is told.
            let same = try await browser.post("\(page)/time", shown.merging(["length": "80"]) { $1 }, tokenFrom: page)
            #expect(same.status == .seeOther)
            #expect(try await world.kept(before) == after)
        }
    }

    @Test func `only its length changed, a session in the second of two same hours stays in it`() async throws {
        let world = try await World()
        let second = World.moment("2027-11-07T00:30") + .seconds(2 * 3_600)
        let before = try await world.store.createBooking(
            in: world.practice.id, clinician: world.elise.id, clients: [world.nadia.id],
            time: SessionTime(startsAt: second, in: World.zone, minutes: 50, now: World.start), now: World.start)
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = before.page
            let shown = try form(try await browser.get(page))
            #expect(shown == ["date": "2027-11-07", "start": "01:30"])
            let answer = try await browser.post("\(page)/time", shown.merging(["length": "30"]) { $1 }, tokenFrom: page)
            #expect(answer.location == "\(page)?done=moved")
            let after = try await world.kept(before)
            #expect(after.startsAt == second && after.time.minutes == 30)
        }
    }

    @Test func `only its length changed, a whole series stays where it is although the practice's zone has changed`() async throws {
        let world = try await World()
        let made = try await world.series()
        try await changeZone(world)
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = made[0].page
            let shown = try form(try await browser.get(page))
            let longer = shown.merging(["length": "80", "scope": "following"]) { $1 }
            #expect(try await browser.post("\(page)/time", longer, tokenFrom: page).location == "\(page)?done=seriesMoved")
            for one in made {
                let after = try await world.kept(one)
                #expect(after.startsAt == one.startsAt && after.time.minutes == 80)
            }
            let later = shown.merging(["start": "09:00", "length": "80", "scope": "following"]) { $1 }
            #expect(try await browser.post("\(page)/time", later, tokenFrom: page).status == .seeOther)
            for one in made { #expect(try await world.kept(one).startsAt == one.startsAt + .seconds(2 * 3_600)) }
        }
    }
}
