import Foundation
import PortalCore
import SignalingProtocol
import Testing

@Suite("Calendar files")
struct ICalendarTests {
    let now = Instant(seconds: 1_795_000_000)

    func event(_ change: (inout CalendarEvent) -> Void = { _ in }, booking: (inout Booking) throws -> Void = { _ in }) throws -> CalendarEvent {
        var booked = try Clinic().booking
        try booking(&booked)
        var event = CalendarEvent(
            booked, host: "clinic.example", language: .french, summary: "Rendez-vous vidéo", description: "Bonjour,\nà demain.",
            location: "Par vidéo", url: try #require(URL(string: "https://clinic.example/p/laurier/sessions/booking")),
            organizer: .init(name: "Clinique Laurier", email: try EmailAddress("info@clinic.example")),
            attendee: .init(name: "Nadia Tremblay", email: try EmailAddress("nadia@example.org")))
        change(&event)
        return event
    }

    /// The file read back.
    func read(_ calendar: ICalendar) throws -> ReadCalendar { try ReadCalendar(calendar.text) }

    @Test func `an invitation says what, when, where, by whom and for whom`() throws {
        let calendar = ICalendar.invitation(to: try event(), now: now)
        let file = try read(calendar)
        #expect(calendar.method == .request)
        #expect(calendar.contentType == "text/calendar; charset=utf-8; method=REQUEST")
        #expect(file.components == ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR"])
        #expect(file["METHOD"] == "REQUEST")
        #expect(file["VERSION"] == "2.0")
        #expect(file["UID"] == "booking@clinic.example")
        #expect(file["SEQUENCE"] == "0")
        #expect(file["DTSTAMP"] == "20261118T110640Z")
        #expect(file["DTSTART"] == "20270115T080000Z")
        #expect(file["DTEND"] == "20270115T085000Z")
        #expect(file["X-WR-TIMEZONE"] == "America/Montreal")
        #expect(file["STATUS"] == "CONFIRMED")
        #expect(file["CLASS"] == "PRIVATE")
        #expect(file["SUMMARY"] == "Rendez-vous vidéo")
        #expect(file.text("DESCRIPTION") == "Bonjour,\nà demain.")
        #expect(file["LOCATION"] == "Par vidéo")
        #expect(file["URL"] == "https://clinic.example/p/laurier/sessions/booking")
        #expect(file["CONFERENCE"] == file["URL"])
        #expect(file["ORGANIZER"] == "mailto:info@clinic.example")
        #expect(file["ATTENDEE"] == "mailto:nadia@example.org")
        #expect(file.parameters("ORGANIZER") == #";CN="Clinique Laurier""#)
        #expect(file.parameters("SUMMARY") == ";LANGUAGE=fr-CA")
        #expect(file.parameters("ATTENDEE").hasSuffix(";PARTSTAT=ACCEPTED;RSVP=FALSE"))
        #expect(!calendar.text.contains("VALARM"))
    }

    @Test func `a move keeps the UID, and has the higher sequence`() throws {
        let before = try read(.invitation(to: event(), now: now))
        let moved = try event(booking: { booking in
            booking.time = try SessionTime(startsAt: .fromStart(minutes: 60), in: zone("America/Montreal"), minutes: 50, now: Clinic.start)
            booking.revision += 1
        })
        let after = try read(.invitation(to: moved, now: now))
        #expect(after["UID"] == before["UID"])
        #expect(after["SEQUENCE"] == "1")
        #expect(after["DTSTART"] == "20270115T090000Z")
        #expect(after["METHOD"] == "REQUEST")
    }

    @Test func `a cancellation cancels the event with the same UID`() throws {
        let cancelled = try event(booking: { booking in
            booking.status = .cancelled(reason: nil)
            booking.revision += 1
        })
        let calendar = ICalendar.invitation(to: cancelled, now: now)
        let file = try read(calendar)
        #expect(calendar.method == .cancel)
        #expect(file["METHOD"] == "CANCEL")
        #expect(file["STATUS"] == "CANCELLED")
        #expect(file["UID"] == "booking@clinic.example")
        #expect(file["SEQUENCE"] == "1")
        #expect(file["ATTENDEE"] != nil && file["ORGANIZER"] != nil)
    }

    @Test func `for somebody who is taken off a session it is cancelled`() throws {
        let event = try event()
        let off = CalendarEvent(
            try Clinic().booking, host: "clinic.example", isAttending: false, language: .english, summary: "x", description: "", location: "",
            url: event.url, organizer: event.organizer, attendee: event.attendee)
        #expect(ICalendar.invitation(to: off, now: now).method == .cancel)
    }

    @Test func `a copy invites nobody, and still says that a session is cancelled`() throws {
        let copy = ICalendar.copy(of: try event(), now: now)
        #expect(copy.method == .publish)
        #expect(try read(copy)["ATTENDEE"] == nil)
        #expect(try read(copy)["ORGANIZER"] != nil)
        let cancelled = try event(booking: { $0.status = .cancelled(reason: nil) })
        #expect(try read(.copy(of: cancelled, now: now))["STATUS"] == "CANCELLED")
    }

    @Test(arguments: [
        ("America/Montreal", "2027-03-13T14:00", "20270313T190000Z"), ("America/Montreal", "2027-03-14T14:00", "20270314T180000Z"),
        ("America/Montreal", "2027-11-07T00:30", "20271107T043000Z"), ("America/Montreal", "2027-11-07T14:00", "20271107T190000Z"),
        ("Europe/Paris", "2027-03-28T14:00", "20270328T120000Z"), ("Europe/Paris", "2027-10-31T14:00", "20271031T130000Z"),
    ])
    func `a session on a day when clocks change is at its moment`(name: String, local: String, utc: String) throws {
        let start = try #require(LocalDateTime(local))
        let event = try event(booking: { booking in
            booking.time = try SessionTime(localStart: start, in: zone(name), minutes: 50, now: Clinic.start - .seconds(1))
        })
        let file = try read(.invitation(to: event, now: now))
        #expect(file["DTSTART"] == utc)
        #expect(file["X-WR-TIMEZONE"] == name)
    }

    @Test(arguments: [
        "a;b,c\\d", "a\r\nATTENDEE:mailto:x@example.org\r\nSUMMARY:b", "a\nb", "a\rb", "a\u{2028}b", "a\u{85}b", "\\n", "\\;,\"':",
        "a\u{0}b\u{1B}c", ",\u{301};\u{301}\\\u{301}\n\u{301}", "tab\there", "", " ", "é😀\u{202E}x", "BEGIN:VALARM", "\r\n \r\n\t",
        String(repeating: "Très long, avec virgules; et « guillemets ». 👩🏽‍⚕️\n", count: 40),
    ])
    func `hostile text stays text`(text: String) throws {
        let calendar = ICalendar.invitation(
            to: try event {
                $0.summary = text
                $0.description = text
                $0.location = text
                $0.organizer.name = text
                $0.attendee.name = text
            }, now: now)
        let file = try read(calendar)
        let shown = ReadCalendar.normalized(text)
        for name in ["SUMMARY", "DESCRIPTION", "LOCATION"] { #expect(file.text(name) == shown) }
        #expect(file.lines.count == 24)
        #expect(file.components == ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR"])
        #expect(file["ATTENDEE"] == "mailto:nadia@example.org")
        for line in file.rawLines {
            #expect(line.count <= 75)
            #expect(String(validating: line, as: UTF8.self) != nil, "a character was taken apart")
            #expect(line.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
        }
    }

    @Test(arguments: [(75, 1), (76, 2), (149, 2), (150, 3)]) func `a line has at most 75 octets, the blank of the next included`(octets: Int, rows: Int) throws
    {
        let start = "https://a.example/"
        let letters = String(repeating: "b", count: octets - "URL:\(start)".count)
        let file = try read(.copy(of: event { $0.url = URL(string: start + letters) ?? $0.url }, now: now))
        #expect(file["URL"] == start + letters)
        let first = try #require(file.rawLines.firstIndex { $0.starts(with: Array("URL:".utf8)) })
        #expect(file.rawLines[(first + 1)...].prefix { $0.first == 32 }.count == rows - 1)
        #expect(file.rawLines[first].count == 75)
    }

    @Test func `addresses with signs of their own are encoded, names quoted`() throws {
        let file = try read(
            .invitation(
                to: try event {
                    $0.attendee = .init(name: #"Tremblay, Nadia "Nad" ^ x: y; z"#, email: (try? EmailAddress("a?b&c%d+e@example.org")) ?? $0.attendee.email)
                }, now: now))
        #expect(file["ATTENDEE"] == "mailto:a%3Fb%26c%25d+e@example.org")
        #expect(file.parameters("ATTENDEE").hasPrefix(#";CN="Tremblay, Nadia ^'Nad^' ^^ x: y; z";CUTYPE"#))
    }

    @Test func `moments that no calendar has are the ends of those it has`() throws {
        let far = try read(.copy(of: event(), now: Instant(milliseconds: .max)))
        #expect(far["DTSTAMP"] == "99991231T235959Z")
        #expect(try read(.copy(of: event(), now: Instant(milliseconds: .min)))["DTSTAMP"] == "10000101T000000Z")
        #expect(try read(.copy(of: event(), now: Instant(milliseconds: -1)))["DTSTAMP"] == "19691231T235959Z")
    }
}
