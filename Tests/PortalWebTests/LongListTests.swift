import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

/// A client with more sessions to come than one page has.
@Suite("Long lists")
struct LongListTests {
    private let account = "/p/laurier/account"

    /// Nadia's 101 sessions to come: today's, and two a day for fifty days.
    private func sessions(of world: World) async throws -> [BookingID] {
        let day = try #require(LocalDate("2026-11-26"))
        var ids = [world.session.id]
        for hour in ["10:00", "11:00"] {
            let slots = try (0..<50).map { number in
                let start = try #require(day.adding(days: number).flatMap { LocalDateTime("\($0)T\(hour)") })
                let time = try SessionTime(localStart: start, in: world.practice.timeZone, minutes: 50, now: World.start)
                return SessionPlan.Slot(time, mayOverlap: false)
            }
            let plan = SessionPlan(clinician: world.elise.id, clients: [world.nadia.id], slots: slots)
            ids += try await world.store.book(plan, in: world.practice.id, now: World.start).map(\.id)
        }
        return ids
    }

    /// The sessions that a page leads to.
    private func shown(_ answer: Answer, under path: String) -> [BookingID] {
        answer.text.matches(of: /href="([^"?]+)"/).compactMap { match in
            let address = String(match.1)
            return address.hasPrefix(path) ? BookingID(rawValue: String(address.dropFirst(path.count))) : nil
        }
    }

    @Test func `M5 a client reaches each of a hundred and one sessions, on pages of less than 100 KB`() async throws {
        let world = try await World()
        let booked = try await sessions(of: world)
        try await world.test { client async throws in
            let browser = Browser(client)
            browser.language = "en"
            try await browser.logIn("nadia@mail.example")
            var seen: [BookingID] = []
            for (page, position) in [("", "1–50 of 101"), ("?page=2", "51–100 of 101"), ("?page=3", "101–101 of 101")] {
                let answer = try await browser.get(account + page)
                #expect(answer.text.contains(position))
                #expect(answer.bytes.count < 100_000, "\(answer.bytes.count) bytes")
                let ids = shown(answer, under: "/p/laurier/sessions/")
                #expect(ids.first == world.session.id, "the next one is on top")
                seen += page.isEmpty ? ids : Array(ids.dropFirst())
            }
            #expect(seen.count == 101 && Set(seen) == Set(booked))
            #expect(try await browser.get("\(account)?page=9").text.contains("101–101 of 101"))
        }
    }

    @Test func `what is cancelled stays in the list, and the one after it is the next, on whichever page`() async throws {
        let world = try await World()
        let booked = try await sessions(of: world)
        for id in [booked[0], booked[1]] {
            _ = try await world.store.cancelBooking(id, in: world.practice.id, reason: nil, now: World.start)
        }
        try await world.test { client async throws in
            let browser = Browser(client)
            browser.language = "en"
            try await browser.logIn("nadia@mail.example")
            for page in ["", "?page=3"] {
                let answer = try await browser.get(account + page)
                #expect(answer.text.contains("of 101"))
                #expect(shown(answer, under: "/p/laurier/sessions/").first == booked[51])
            }
        }
    }

    @Test func `staff reach each of a client's hundred and one sessions, and the record counts them`() async throws {
        let world = try await World()
        let booked = try await sessions(of: world)
        try await world.test { client async throws in
            let browser = Browser(client)
            browser.language = "en"
            try await browser.logIn("elise@laurier.example", staff: true)
            let record = "/p/laurier/staff/clients/\(world.nadia.id)"
            #expect(try await browser.get(record).text.contains("101 sessions are still booked"))
            var seen: [BookingID] = []
            for (page, position) in [("", "1–50 of 101"), ("?coming=2", "51–100 of 101"), ("?coming=3&page=1", "101–101 of 101")] {
                let answer = try await browser.get("\(record)/sessions\(page)")
                #expect(answer.text.contains(position) && answer.text.contains("aria-label=\"Pages: Upcoming sessions\""))
                #expect(answer.bytes.count < 100_000, "\(answer.bytes.count) bytes")
                seen += shown(answer, under: "/p/laurier/staff/sessions/")
            }
            #expect(seen.count == 101 && Set(seen) == Set(booked))
            _ = try await world.store.cancelBooking(booked[7], in: world.practice.id, reason: nil, now: World.start)
            #expect(try await browser.get(record).text.contains("100 sessions are still booked"))
        }
    }
    @Test func `who leaves hands over every session, however many there are`() async throws {
        let world = try await World()
        let day = try #require(LocalDate("2026-11-26"))
        for hour in 8..<19 {
            let slots = try (0..<SessionPlan.limit).map { number in
                let start = try #require(day.adding(days: number).flatMap { LocalDateTime(date: $0, hour: hour, minute: 0) })
                let time = try SessionTime(localStart: start, in: world.practice.timeZone, minutes: 50, now: World.start)
                return SessionPlan.Slot(time, mayOverlap: false)
            }
            let plan = SessionPlan(clinician: world.elise.id, clients: [world.marc.id], slots: slots)
            _ = try await world.store.book(plan, in: world.practice.id, now: World.start)
        }
        try await world.test { client async throws in
            let owner = Browser(client)
            owner.language = "en"
            try await owner.logIn("odile@laurier.example", staff: true)
            let page = "/p/laurier/staff/settings/team/\(world.elise.id)"
            let question = try await owner.get("\(page)/deactivate")
            #expect(question.text.contains("573") && question.bytes.count < 100_000)
            let done = try await owner.post("\(page)/deactivate", ["colleague": world.paul.id.rawValue], tokenFrom: page)
            #expect(done.location == "\(page)?done=deactivated")
            #expect(try await world.store.countSessionsToCome(of: world.elise.id, in: world.practice.id, endingAfter: World.start) == 0)
        }
    }
}
