import Foundation
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// A client's calendar under a series: it takes the files of all mails, one by one, as calendars do.
@Suite("Mail about a series")
struct SeriesMailTests {
    private static let days = ["2026-11-26T10:00", "2026-12-03T10:00", "2026-12-10T10:00", "2026-12-17T10:00"]

    @Test func `W5 every session of a series that mails put into a calendar is taken out by the mail that cancels it`() async throws {
        let post = try await Post()
        let made = try await post.bookSeries(Self.days)
        var calendar = Mailed()
        let confirmed = try await post.lastMail()
        #expect(confirmed.calendars.map(\.method) == [.request, .request, .request, .request])
        try calendar.take(confirmed)
        #expect(Set(calendar.entered.keys) == Set(made.map { "\($0.id)@portal.example" }))

        _ = try await post.world.store.moveBooking(made[2].id, in: post.world.practice.id, to: post.time("2026-12-11T09:00"), now: World.start)
        let moved = try await post.lastMail()
        #expect(moved.calendars.map(\.method) == [.request])
        try calendar.take(moved)

        _ = try await post.world.store.cancelSeries(from: made[1].id, in: post.world.practice.id, reason: nil, now: World.start)
        let cancelled = try await post.lastMail()
        #expect(cancelled.calendars.map(\.method) == [.cancel, .cancel, .cancel])
        try calendar.take(cancelled)
        #expect(Array(calendar.entered.keys) == ["\(made[0].id)@portal.example"])
        _ = try await post.world.store.cancelBooking(made[0].id, in: post.world.practice.id, reason: nil, now: World.start)
        let last = try await post.lastMail()
        #expect(last.calendars.count == 1, "what was cancelled before isn't told again")
        try calendar.take(last)
        #expect(calendar.entered.isEmpty)
    }

    @Test func `W5 a move of several sessions changes each in the calendar, one that moved before too`() async throws {
        let post = try await Post()
        let (store, practice) = (post.world.store, post.world.practice)
        let made = try await post.bookSeries(Self.days)
        var calendar = Mailed()
        try calendar.take(try await post.lastMail())
        _ = try await store.moveBooking(made[2].id, in: practice.id, to: post.time("2026-12-10T13:00"), now: World.start)
        try calendar.take(try await post.lastMail())
        _ = try await store.moveSeries(
            from: made[1].id, in: practice.id, to: post.time("2026-12-04T11:00"), mayOverlap: false, now: World.start)
        let mail = try await post.lastMail()
        #expect(mail.calendars.map(\.method) == [.request, .request, .request])
        #expect(mail.text.contains("Also changed"))
        try calendar.take(mail)
        let series = try #require(made[0].series)
        let starts = try await store.sessions(of: series, in: practice.id).map(\.booking.startsAt.calendarText)
        #expect(calendar.entered.values.sorted() == starts)
    }

    @Test func `W5 of sessions moved together those that are left are told, whichever was cancelled before the mail left`() async throws {
        let post = try await Post()
        let (store, practice) = (post.world.store, post.world.practice)
        let made = try await post.bookSeries(Self.days)
        _ = try await store.moveSeries(
            from: made[1].id, in: practice.id, to: post.time("2026-12-04T11:00"), mayOverlap: false, now: World.start)
        let notice = try #require(try await post.notices().first)
        _ = try await store.cancelBooking(made[1].id, in: practice.id, reason: nil, now: World.start)
        let mail = try #require(try await post.mail(notice))
        #expect(mail.calendars.map { Mailed.value("UID", in: $0.text) } == made[2...].map { "\($0.id)@portal.example" })
        #expect(mail.subject.contains("11 December") && !mail.text.contains("4 December"))
    }

    @Test(arguments: [
        (Language.english, "The attached file puts the session into", "The attached files put the sessions into"),
        (.french, "Le fichier joint inscrit la séance", "Les fichiers joints inscrivent les séances"),
    ])
    func `V2 a mail says whether it has one file or several`(language: Language, one: String, several: String) async throws {
        let post = try await Post(language: language)
        let single = try #require(try await post.mail(.sessionBooked(post.session.id, post.client.id)))
        #expect(single.text.contains(one) && !single.text.contains(several))
        _ = try await post.bookSeries(Self.days)
        let mail = try await post.lastMail()
        #expect(mail.text.contains(several) && !mail.text.contains(one))
        #expect(mail.calendars.map(\.fileName) == ["invite.ics", "invite-2026-12-03.ics", "invite-2026-12-10.ics", "invite-2026-12-17.ics"])
    }

    @Test func `the longest series is one mail with a small file for each session`() async throws {
        let post = try await Post(language: .french, name: String(repeating: "é", count: 60))
        let first = try #require(LocalDate("2026-11-26"))
        let days = (0..<SessionPlan.limit).compactMap { first.adding(days: $0 * 7)?.description }
        _ = try await post.bookSeries(days.map { "\($0)T10:00" })
        let mail = try await post.lastMail()
        #expect(mail.calendars.count == 52)
        #expect(mail.calendars.allSatisfy { $0.text.utf8.count < 2_000 })
    }

    @Test func `a notice of before, which names no other session, tells of its own`() async throws {
        let post = try await Post()
        let made = try await post.bookSeries(Self.days)
        let written = Data(#"{"sessionMoved":{"_0":"\#(made[1].id)","_1":"\#(post.client.id)"}}"#.utf8)
        let mail = try #require(try await post.mail(try JSONDecoder().decode(Notice.self, from: written)))
        #expect(mail.calendars.map { Mailed.value("UID", in: $0.text) } == ["\(made[1].id)@portal.example"])
    }
}

/// What a calendar does with files: of each event it believes the highest sequence, and strikes out only what it has.
private struct Mailed {
    /// The start of each event that stands in the calendar, by its UID.
    private(set) var entered: [String: String] = [:]
    private var sequences: [String: Int] = [:]

    mutating func take(_ mail: MailMessage) throws {
        for file in mail.calendars {
            let uid = try #require(Self.value("UID", in: file.text))
            let sequence = try #require(Self.value("SEQUENCE", in: file.text).flatMap { Int($0) })
            #expect(Self.value("METHOD", in: file.text) == file.method.rawValue)
            #expect(sequence > sequences[uid, default: -1], "a calendar heeds nothing older")
            sequences[uid] = sequence
            if file.method == .cancel {
                #expect(entered.removeValue(forKey: uid) != nil)
            } else {
                entered[uid] = Self.value("DTSTART", in: file.text)
            }
        }
    }

    static func value(_ name: String, in file: String) -> String? {
        file.split(separator: "\r\n").first { $0.hasPrefix("\(name):") }.map { String($0.dropFirst(name.count + 1)) }
    }
}

extension Instant {
    fileprivate var calendarText: String {
        Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601).replacing(/[-:]/, with: "")
    }
}

extension Post {
    fileprivate func time(_ local: String) throws -> SessionTime {
        let start = try #require(LocalDateTime(local))
        return try SessionTime(localStart: start, in: world.practice.timeZone, minutes: 50, now: World.start)
    }

    fileprivate func bookSeries(_ days: [String]) async throws -> [Booking] {
        let slots = try days.map { SessionPlan.Slot(try time($0), mayOverlap: false) }
        let plan = SessionPlan(clinician: world.elise.id, clients: [client.id], slots: slots)
        return try await world.store.book(plan, in: world.practice.id, now: World.start)
    }

    /// What clients are to be told at once, the latest first.
    fileprivate func notices() async throws -> [Notice] {
        try await world.store.outbox(of: world.practice.id, in: .due, limit: 1_000).filter { $0.dueAt <= World.start }.map(\.notice)
    }

    /// The mail that the last change caused.
    fileprivate func lastMail() async throws -> MailMessage {
        let notice = try #require(try await notices().first)
        return try #require(try await mail(notice))
    }
}
