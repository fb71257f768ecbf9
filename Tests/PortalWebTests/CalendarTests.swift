import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("Calendar")
struct CalendarTests {
    let calendar = "/p/laurier/staff/calendar"

    private func staff(_ client: any TestClientProtocol, _ email: String = "elise@laurier.example") async throws -> Browser {
        try await Browser.staff(client, email, language: "en")
    }

    @Test func `a stranger and a client are sent to the staff login`() async throws {
        try await World().test { client async throws in
            #expect(try await Browser(client).get(calendar).location?.hasPrefix("/p/laurier/staff/login") == true)
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            #expect(try await browser.get(calendar).location?.hasPrefix("/p/laurier/staff/login") == true)
        }
    }

    @Test func `H5 clinicians see their own sessions, owners everybody's or somebody's`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let elise = try await staff(client)
            let own = try await elise.get(calendar).text
            #expect(own.contains("23 – 27 November") && own.contains("Your sessions. Times in Toronto."))
            #expect(own.contains("Nadia Tremblay") && !own.contains("Marc Lévesque"))
            let asked = try await elise.get("\(calendar)?clinician=\(world.paul.id)").text
            #expect(asked.contains("Nadia Tremblay") && !asked.contains("Marc Lévesque"))
            #expect(!own.contains("name=\"clinician\""))
            let owner = try await staff(client, "odile@laurier.example")
            let all = try await owner.get(calendar).text
            #expect(all.contains("Nadia Tremblay") && all.contains("Marc Lévesque") && !all.contains("Sam Stone"))
            let pauls = try await owner.get("\(calendar)?clinician=\(world.paul.id)").text
            #expect(pauls.contains("Marc Lévesque") && !pauls.contains("Nadia Tremblay"))
            let foreign = try await owner.get("\(calendar)?clinician=\(world.outsider.id)").text
            #expect(!foreign.contains("Sam Stone") && !foreign.contains("Olga"))
        }
    }

    @Test func `a session stands at its time, and a free half hour leads to a new one`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await staff(client)
            let page = try await browser.get("\(calendar)?view=day&date=2026-11-24").text
            #expect(page.contains("Tuesday 24 November"))
            #expect(page.contains("class=\"block\" data-hour=\"14\" data-minute=\"0\" data-length=\"50\""))
            #expect(page.contains("/staff/sessions/\(world.session.id)\""))
            #expect(page.contains("sessions/new?date=2026-11-24&amp;start=16:30\""))
            #expect(!page.contains("start=13:30"), "what is past can't be booked")
            let form = try await browser.get("/p/laurier/staff/sessions/new?date=2026-11-24&start=16:30").text
            #expect(form.contains("value=\"2026-11-24\"") && form.contains("value=\"16:30\""))
        }
    }

    @Test func `previous, next and today lead where they say`() async throws {
        try await World().test { client async throws in
            let browser = try await staff(client)
            let week = try await browser.get("\(calendar)?view=week&date=2026-12-30").text
            #expect(week.contains("28 December 2026 – 1 January 2027"))
            #expect(week.contains("view=week&amp;date=2026-12-23") && week.contains("view=week&amp;date=2027-01-06"))
            let day = try await browser.get("\(calendar)?view=day&date=2026-03-01").text
            #expect(day.contains("view=day&amp;date=2026-02-28") && day.contains("view=day&amp;date=2026-03-02"))
        }
    }

    @Test func `bad addresses show today's week`() async throws {
        try await World().test { client async throws in
            let browser = try await staff(client)
            for query in ["view=month", "date=2026-02-30", "date=%00", "view=week&date=0000-00-00", "clinician=%3Cb%3E"] {
                let page = try await browser.get("\(calendar)?\(query)")
                #expect(page.status == .ok && page.text.contains("23 – 27 November"), "\(query)")
            }
            #expect(try await browser.get("\(calendar)?date=1000-01-01").status == .notFound)
            #expect(try await browser.get("\(calendar)?date=9999-12-31").status == .notFound)
        }
    }

    @Test func `early, late, odd and weekend sessions have a place`() async throws {
        let world = try await World()
        for (local, minutes) in [("2026-11-25T05:58", 37), ("2026-11-26T22:30", 120), ("2026-11-28T10:00", 5)] {
            let start = try #require(LocalDateTime(local))
            _ = try await world.store.createBooking(
                in: world.practice.id, clinician: world.elise.id, clients: [world.nadia.id],
                time: SessionTime(localStart: start, in: World.zone, minutes: minutes, now: World.start), now: World.start)
        }
        try await world.test { client async throws in
            let page = try await staff(client).get(calendar).text
            #expect(page.contains("data-days=\"7\" data-first-hour=\"0\" data-hours=\"24\""))
            #expect(page.contains("data-hour=\"5\" data-minute=\"55\" data-length=\"40\""))
            #expect(page.contains("5:58 – 6:35"))
            #expect(page.contains("data-hour=\"22\" data-minute=\"30\" data-length=\"90\""))
            #expect(page.contains("data-hour=\"0\" data-minute=\"0\" data-length=\"30\""), "Thursday's session ends on Friday")
        }
    }

    @Test func `overlapping sessions stand side by side, cancelled ones are quiet`() async throws {
        let world = try await World()
        let people = try await world.people()
        let over = try await people.booking(world.practice, world.elise, [world.marc], "2026-11-24T14:30")
        _ = try await world.store.cancelBooking(over.id, in: world.practice.id, reason: nil, now: World.start)
        try await world.test { client async throws in
            let page = try await staff(client).get(calendar).text
            #expect(page.contains("data-lanes=\"2\" data-lane=\"0\""))
            #expect(page.contains("data-lanes=\"2\" data-lane=\"1\" data-state=\"cancelled\""))
            #expect(page.contains("Cancelled"))
        }
    }

    @Test(arguments: [
        ("America/Montreal", "2026-11-01", "1 November clocks go back"), ("America/Montreal", "2026-03-08", "8 March clocks go forward"),
        ("Europe/Paris", "2026-10-25", "25 October clocks go back"), ("Europe/Paris", "2026-03-29", "29 March clocks go forward"),
    ])
    func `a day of 23 or 25 hours shows every session of it, and says so`(place: (String, String, String)) async throws {
        let world = try await World()
        let zone = try #require(TimeZone(identifier: place.0))
        let practice = try await world.store.updatePractice(world.practice.id, now: World.start) { $0.timeZone = zone }
        let day = try #require(LocalDate(place.1))
        let moments = try #require(day.moments(in: zone))
        var hour = moments.lowerBound
        var made = 0
        while hour < moments.upperBound {
            let time = try SessionTime(startsAt: hour, in: zone, minutes: 50, now: hour)
            _ = try await world.store.createBooking(
                in: practice.id, clinician: world.elise.id, clients: [world.nadia.id], time: time, now: World.start)
            hour = hour + .seconds(3600)
            made += 1
        }
        let hours = made
        try await world.test { client async throws in
            let page = try await staff(client).get("\(calendar)?view=day&date=\(place.1)").text
            #expect(page.components(separatedBy: "class=\"block\"").count - 1 == hours)
            #expect(page.contains(place.2))
            let week = try await staff(client).get("\(calendar)?view=week&date=\(place.1)").text
            #expect(week.contains("data-days=\"7\"") && week.contains(place.2))
        }
    }

    @Test func `what an hour that clocks skip would hold can't be clicked`() async throws {
        let world = try await World()
        let people = try await world.people()
        world.clock.set("2027-03-13T12:00")
        _ = try await people.booking(world.practice, world.elise, [world.nadia], "2027-03-14T01:00")
        try await world.test { client async throws in
            let page = try await staff(client).get("\(calendar)?view=day&date=2027-03-14").text
            #expect(page.contains("start=01:30") && page.contains("start=03:00"))
            #expect(!page.contains("start=02:00") && !page.contains("start=02:30"))
        }
    }

    @Test func `more sessions than fit are said to be there`() async throws {
        let world = try await World()
        let start = World.moment("2026-11-24T17:00")
        for _ in 0...CalendarRoutes.limit {
            _ = try await world.store.createBooking(
                in: world.practice.id, clinician: world.elise.id, clients: [world.nadia.id],
                time: SessionTime(startsAt: start, in: World.zone, minutes: 50, now: World.start), now: World.start)
        }
        try await world.test { client async throws in
            let page = try await staff(client).get(calendar).text
            #expect(page.contains("There are more sessions than can be shown at once"))
            #expect(page.contains("data-lanes=\"12\" data-lane=\"11\""))
        }
    }

    /// The calendar places by attributes (a strict CSP allows no inline style): each one that a page can say needs its rule.
    @Test func `the style sheet knows every start, length, lane and hour`() throws {
        let file = World.webRoot.appending(path: "css/components/calendar-places.css")
        let css = try String(contentsOf: file, encoding: .utf8)
        let lists: [(name: String, values: [Int])] = [
            ("hour", Array(0..<24)), ("minute", Array(stride(from: 0, to: 60, by: DayPlace.step))),
            ("length", Array(stride(from: DayPlace.step, through: SessionTime.lengths.upperBound + DayPlace.step, by: DayPlace.step))),
            ("first-hour", Array(0...CalendarColumns.usualHours.lowerBound)),
            ("hours", Array(CalendarColumns.usualHours.count...24)), ("days", [1, 5, 7]),
            ("lanes", Array(2...CalendarColumns.mostLanes)), ("lane", Array(1..<CalendarColumns.mostLanes)),
        ]
        for (name, values) in lists {
            for value in values { #expect(css.contains("[data-\(name)=\"\(value)\"]{--\(name):\(value)}"), "\(name) \(value)") }
        }
    }
}
