import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("A new series, its people and its fee")
struct SeriesFormTests {
    let new = "/p/laurier/staff/sessions/new"
    let form = [
        "client": "nadia tremblay", "date": "2026-11-25", "start": "10:00", "length": "50", "repeats": "weekly", "times": "4",
    ]

    private func staff(_ client: any TestClientProtocol, _ email: String = "elise@laurier.example") async throws -> Browser {
        try await Browser.staff(client, email, language: "en")
    }

    private func booked(_ world: World) async throws -> [Booking] {
        try await world.store.sessions(of: [world.nadia.id], in: world.practice.id, endingAfter: World.moment("2026-11-25T00:00"))
            .map(\.booking)
    }

    @Test func `a series is looked over before anything is made, then made at once`() async throws {
        let world = try await World()
        let people = try await world.people()
        _ = try await people.booking(world.practice, world.elise, [world.marc], "2026-12-09T10:30")
        try await world.test { client async throws in
            let browser = try await staff(client)
            let review = try await browser.post(new, form, tokenFrom: new)
            #expect(review.status == .ok)
            #expect(review.text.contains("4 sessions, 1 to look at."))
            #expect(review.text.contains("name=\"make-1\" value=\"yes\" checked"))
            #expect(review.text.contains("name=\"make-3\" value=\"overlap\">"))
            #expect(review.text.contains("Élise Gagnon has a session with Marc Lévesque then"))
            #expect(try await booked(world).isEmpty)
            let ticked = form.merging(["reviewed": "yes", "make-1": "yes", "make-3": "overlap", "make-4": "yes"]) { $1 }
            let answer = try await browser.post(new, ticked, tokenFrom: new)
            #expect(answer.status == .seeOther && answer.location?.hasSuffix("?done=seriesCreated") == true)
            let made = try await booked(world)
            #expect(made.map(\.time.localStart.description) == ["2026-11-25T10:00", "2026-12-09T10:00", "2026-12-16T10:00"])
            #expect(Set(made.map(\.series)).count == 1 && made.first?.series != nil)
            let page = try await browser.get(try #require(answer.location))
            #expect(page.text.contains("Part of a series of 3 sessions."))
        }
    }

    @Test func `an hour that clocks skip is said, and left out`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let spring = form.merging(["date": "2027-03-07", "start": "02:30", "times": "2"]) { $1 }
            let review = try await staff(client).post(new, spring, tokenFrom: new)
            #expect(review.text.contains("This hour does not exist that day"))
            #expect(!review.text.contains("name=\"make-2\""))
        }
    }

    @Test func `what got in the way since is said, and nothing is made`() async throws {
        let world = try await World()
        let people = try await world.people()
        try await world.test { client async throws in
            let browser = try await staff(client)
            _ = try await people.booking(world.practice, world.elise, [world.marc], "2026-12-02T10:00")
            let ticked = form.merging(["reviewed": "yes", "make-1": "yes", "make-2": "yes"]) { $1 }
            let answer = try await browser.post(new, ticked, tokenFrom: new)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("Somebody has just booked the time") && answer.text.contains("href=\"#make-2\""))
            #expect(try await booked(world).isEmpty)
            let none = form.merging(["reviewed": "yes"]) { $1 }
            let nothing = try await browser.post(new, none, tokenFrom: new)
            #expect(nothing.status == .unprocessableContent && nothing.text.contains("Tick the sessions to create"))
        }
    }

    @Test func `going back to change something keeps what was typed`() async throws {
        try await World().test { client async throws in
            let back = form.merging(["reviewed": "yes", "act": "change"]) { $1 }
            let page = try await staff(client).post(new, back, tokenFrom: new)
            #expect(page.status == .ok)
            #expect(page.text.contains("value=\"nadia tremblay\"") && page.text.contains("value=\"weekly\" selected"))
        }
    }

    @Test(arguments: [
        ("times", "1"), ("times", "53"), ("times", "-3"), ("times", "many"), ("repeats", "daily"), ("fee", "a lot"),
        ("fee", "-1"), ("fee", "99999999"), ("service", "nothing"), ("length", "0"), ("length", "99999999999999999999"),
    ])
    func `hostile values are refused by name`(field: (String, String)) async throws {
        let world = try await World()
        try await world.test { client async throws in
            let answer = try await staff(client).post(new, form.merging([field.0: field.1]) { $1 }, tokenFrom: new)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("href=\"#\(field.0)\""), "\(field)")
            #expect(try await booked(world).isEmpty)
        }
    }

    @Test func `more people and guests get a field each, up to the limit, without any being checked`() async throws {
        try await World().test { client async throws in
            let browser = try await staff(client)
            let person = try await browser.post(new, ["client": "Nad", "people": "1", "act": "addPerson"], tokenFrom: new)
            #expect(person.status == .ok)
            #expect(person.text.contains("id=\"client-2\"") && person.text.contains("value=\"Nad\"") && !person.text.contains("role=\"alert\""))
            let full = try await browser.post(new, ["people": "99", "guests": "99", "act": "addGuest"], tokenFrom: new)
            #expect(full.text.contains("id=\"client-7\"") && !full.text.contains("id=\"client-8\""))
            #expect(full.text.contains("id=\"guest-name-3\"") && !full.text.contains("id=\"guest-name-4\""))
        }
    }

    @Test func `a guest needs a name and a real address`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let wrong = form.merging(["guests": "2", "guest-email-1": "a@b.example", "guest-name-2": "Sam", "guest-email-2": "sam"]) { $1 }
            let answer = try await browser.post(new, wrong, tokenFrom: new)
            #expect(answer.text.contains("href=\"#guest-name-1\"") && answer.text.contains("href=\"#guest-email-2\""))
            #expect(try await booked(world).isEmpty)
        }
    }

    @Test func `the service fills in what isn't said, and a fee that is said counts`() async throws {
        let world = try await World()
        let service = try await world.store.createService(
            in: world.practice.id, name: .parse("Couple"), minutes: 80, fee: 18_000, isTaxed: true, now: World.start)
        try await world.test { client async throws in
            let browser = try await staff(client)
            let once = form.merging(["repeats": "", "times": "", "service": service.id.rawValue, "length": ""]) { $1 }
            #expect(try await browser.get(new).text.contains("Couple, 80 minutes, $180.00"))
            #expect(try await browser.post(new, once, tokenFrom: new).status == .seeOther)
            #expect(try await browser.post(new, once.merging(["start": "13:00", "fee": "95,50", "length": "50"]) { $1 }, tokenFrom: new).status == .seeOther)
            let made = try await booked(world)
            #expect(made.map(\.time.minutes) == [80, 50])
            #expect(made.map(\.charge) == [service.charge, SessionCharge(service: service.id, fee: 9_550, isTaxed: true)])
        }
    }

    @Test func `a clinician books and finds their own clients alone`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let elise = try await staff(client)
            let marcs = form.merging(["client": "Marc Lévesque", "client-id": world.marc.id.rawValue]) { $1 }
            #expect(try await elise.post(new, marcs, tokenFrom: new).status == .unprocessableContent)
            #expect(!(try await elise.get("\(new)?client=\(world.marc.id)").text.contains("Marc Lévesque")))
            #expect(try await elise.get("\(new)?client=\(world.nadia.id)").text.contains("value=\"Nadia Tremblay\""))
            let search = "/p/laurier/staff/client-search?q="
            #expect(try await elise.get("\(search)marc").text == "{\"clients\":[]}")
            let found = try await elise.get("\(search)NADI").json(Found.self)
            #expect(found.clients.map(\.id) == [world.nadia.id.rawValue])
            let owner = try await staff(client, "odile@laurier.example")
            #expect(try await owner.get("\(search)l%C3%A9v").json(Found.self).clients.map(\.name) == ["Marc Lévesque"])
            #expect(try await owner.get("\(search)sam").text == "{\"clients\":[]}")
            #expect(try await owner.get("\(search)%25").text == "{\"clients\":[]}")
            #expect(try await owner.get("\(search)").text == "{\"clients\":[]}")
        }
    }

    @Test func `strangers and clients search for nobody`() async throws {
        try await World().test { client async throws in
            #expect(try await Browser(client).get("/p/laurier/staff/client-search?q=n").status == .seeOther)
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            #expect(try await browser.get("/p/laurier/staff/client-search?q=n").status == .seeOther)
        }
    }

    @Test func `letters alone lead to a choice, never to the first who fits`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let letters = form.merging(["client": "nad", "repeats": ""]) { $1 }
            let answer = try await browser.post(new, letters, tokenFrom: new)
            #expect(answer.status == .unprocessableContent && answer.text.contains("Choose the client you mean"))
            let chosen = letters.merging(["client-id": world.nadia.id.rawValue]) { $1 }
            #expect(try await browser.post(new, chosen, tokenFrom: new).status == .seeOther)
            let other = chosen.merging(["client": "Zoé"]) { $1 }
            #expect(try await browser.post(new, other, tokenFrom: new).status == .unprocessableContent)
        }
    }

    @Test func `of many who send one form at once, one session is made`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let token = try await browser.get(new).formToken ?? ""
            let once = form.merging(["repeats": "", "csrf": token]) { $1 }
            let body = once.map { "\($0)=\($1.replacing(" ", with: "+"))" }.joined(separator: "&")
            let cookie = browser.cookies.map { "\($0)=\($1)" }.joined(separator: "; ")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        _ = try await client.execute(
                            uri: new, method: .post,
                            headers: [.cookie: cookie, .contentType: "application/x-www-form-urlencoded", .origin: "http://localhost"],
                            body: .init(string: body))
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await booked(world).count == 1)
        }
    }

    private struct Found: Decodable {
        struct Row: Decodable {
            let id: String
            let name: String
        }
        let clients: [Row]
    }
}
