import Foundation
import PortalCore
import SignalingProtocol
import Testing

@testable import PortalWeb

@Suite("How times are said")
struct SpeechTests {
    let french: Speech
    let english: Speech
    let now = World.moment("2026-11-24T13:45")

    init() throws {
        let catalogue = try Catalogue(directory: World.webRoot.appending(path: "locales"))
        french = Speech(words: catalogue[.french], language: .french, zone: World.zone)
        english = Speech(words: catalogue[.english], language: .english, zone: World.zone)
    }

    @Test func `hours are said as each language does`() {
        let start = World.moment("2026-11-24T14:00")
        let end = World.moment("2026-11-24T14:50")
        #expect(french.hours(start, end) == "de 14\u{a0}h à 14\u{a0}h\u{a0}50")
        #expect(english.hours(start, end) == "14:00 – 14:50")
        #expect(french.time(World.moment("2026-11-24T09:05")) == "9\u{a0}h\u{a0}05")
        #expect(english.clock(World.moment("2026-11-24T09:05")) == "9:05")
    }

    @Test func `hours in which clocks change say so`() {
        // 1:30 in Toronto, for the first time that night.
        let start = Instant(milliseconds: 1_825_565_400_000)
        #expect(english.hours(start, start + .seconds(3_000)) == "1:30 – 1:20 (clocks change)")
        #expect(french.hours(start, start + .seconds(3_000)).hasSuffix("(changement d’heure)"))
        #expect(english.hours(start - .seconds(3_000), start) == "0:40 – 1:30")
    }

    @Test(arguments: [
        ("2026-11-24T23:59", "Aujourd’hui", "Today"), ("2026-11-25T00:00", "Demain", "Tomorrow"),
        ("2026-11-23T12:00", "Hier", "Yesterday"), ("2026-12-01T12:00", "Mardi 1er décembre", "Tuesday 1 December"),
        ("2027-01-01T12:00", "Vendredi 1er janvier 2027", "Friday 1 January 2027"),
        ("2028-02-29T12:00", "Mardi 29 février 2028", "Tuesday 29 February 2028"),
    ])
    func `days are said as people say them`(local: String, inFrench: String, inEnglish: String) {
        #expect(french.day(World.moment(local), now: now) == inFrench)
        #expect(english.day(World.moment(local), now: now) == inEnglish)
    }

    @Test func `within a sentence a day is joined on`() {
        let day = World.moment("2026-12-04T10:00")
        #expect(french.onDay(day, now: now) == "le ven. 4 déc.")
        #expect(english.onDay(day, now: now) == "on Fri 4 Dec")
        #expect(french.onDay(now, now: now) == "aujourd’hui")
        #expect(french.shortDay(day, now: now) == "Ven. 4 déc.")
    }

    @Test func `moments are on the clocks of the practice, and in UTC for machines`() {
        #expect(english.iso(World.moment("2026-11-24T14:00")) == "2026-11-24T19:00:00Z")
    }
}
