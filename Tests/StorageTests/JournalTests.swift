import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

/// Records as rooms make them.
enum Rooms {
    static func record(practice: PracticeID = "practice") -> RoomRecord {
        RoomRecord(
            terms: RoomTerms(
                practice: practice, booking: "booking", revision: 1, startsAt: start, endsAt: start + .seconds(3_000),
                opensAt: start - .seconds(1_800), closesAt: start + .seconds(1_800), hosts: ["staff:elise"]))
    }

    static func participant(
        _ state: ParticipantRecord.State, id: ParticipantID = "participant", subject: SubjectID = "account:nadia",
        link: LinkID? = nil, isBlocked: Bool = false, waitingSince: Instant? = start
    ) throws -> ParticipantRecord {
        ParticipantRecord(
            id: id, subject: subject, role: .participant, state: state, displayName: try .parse("Nadia « la vraie »"),
            verifiedName: "Nadia Tremblay", link: link, wasAdmitted: false, isBlocked: isBlocked, waitingSince: waitingSince,
            since: start, session: "session", resumeHash: ResumeHash(rawValue: "ab"), previousResumeHash: ResumeHash(rawValue: "cd")
        )
    }
}

@Suite("Rooms journal")
struct JournalTests {
    let journal: JournalStore

    init() throws { journal = try .inMemory() }

    @Test func `a room that was never entered isn't there`() async throws {
        #expect(try await journal.load("room") == nil)
        #expect(try await journal.roomRecord("room") == nil)
        #expect(
            try await journal.facts(about: "account:nadia", in: "room")
                == JournalFacts(room: nil, participant: nil, isLinkBlocked: false))
    }

    @Test func `everything recorded comes back, the newest of each kind`() async throws {
        var room = Rooms.record()
        var nadia = try Rooms.participant(.waiting)
        try await journal.record([.tokenSpent("token", expiresAt: start), .participant(nadia), .room(room)], in: "room")
        let elise = try Rooms.participant(.admitted, id: "host", subject: "staff:elise", waitingSince: nil)
        room.isLocked = true
        room.ended = .init(cause: .endedByHost, reason: "à bientôt", at: start)
        nadia.state = .admitted
        nadia.wasAdmitted = true
        nadia.permissions.screen = false
        try await journal.record([.participant(nadia), .room(room), .participant(elise)], in: "room")
        let snapshot = try #require(try await journal.load("room"))
        #expect(snapshot.room == room)
        #expect(snapshot.participants == [elise, nadia])
        #expect(try await journal.roomRecord("room") == room)
        #expect(try await journal.visit("account:nadia", in: "room") == nadia)
    }

    @Test func `a person's newest record counts`() async throws {
        let old = try Rooms.participant(.left, id: "b")
        var new = try Rooms.participant(.waiting, id: "a")
        new.since = start + .seconds(1)
        try await journal.record([.room(Rooms.record()), .participant(old), .participant(new)], in: "room")
        #expect(try await journal.visit("account:nadia", in: "room") == new)
    }

    @Test func `nothing happens in a room without a record`() async throws {
        await #expect(throws: JournalError.roomNotRecorded) {
            try await journal.record([.participant(Rooms.participant(.waiting))], in: "room")
        }
        await #expect(throws: JournalError.roomNotRecorded) {
            try await journal.record([.tokenSpent("token", expiresAt: start)], in: "room")
        }
        #expect(try await journal.load("room") == nil)
    }

    @Test func `A18 a room stays with its practice, and another's claim costs nobody else anything`() async throws {
        try await journal.record([.room(Rooms.record())], in: "room")
        let refusals = try await journal.record([
            JournalEntry(room: "room", changes: [.room(Rooms.record(practice: "elsewhere"))]),
            JournalEntry(room: "room", changes: [.participant(Rooms.participant(.waiting))]),
        ])
        #expect(refusals == [.roomNotRecorded, nil])
        #expect(try await journal.roomRecord("room")?.terms.practice == "practice")
    }

    @Test func `a token is spent once, in whatever room of the practice, and what came with it isn't kept`() async throws {
        try await journal.record([.room(Rooms.record()), .tokenSpent("token", expiresAt: start)], in: "room")
        try await journal.record([.room(Rooms.record())], in: "other")
        for room in ["room", "other"] as [RoomID] {
            await #expect(throws: JournalError.tokenSpent("token")) {
                try await journal.record(
                    [.participant(Rooms.participant(.waiting)), .tokenSpent("token", expiresAt: start)], in: room)
            }
            #expect(try await journal.load(room)?.participants == [])
        }
        try await journal.record([.room(Rooms.record(practice: "elsewhere")), .tokenSpent("token", expiresAt: start)], in: "third")
    }

    @Test func `a refused entry leaves the others of its transaction alone`() async throws {
        try await journal.record([.room(Rooms.record()), .tokenSpent("used", expiresAt: start)], in: "room")
        let nadia = try Rooms.participant(.waiting)
        let refusals = try await journal.record([
            JournalEntry(room: "room", changes: [.participant(nadia), .tokenSpent("fresh", expiresAt: start)]),
            JournalEntry(
                room: "room", changes: [.participant(Rooms.participant(.admitted)), .tokenSpent("used", expiresAt: start)]),
            JournalEntry(room: "unknown", changes: [.participant(nadia)]),
            JournalEntry(room: "second", changes: [.room(Rooms.record()), .participant(nadia)]),
        ])
        #expect(refusals == [nil, .tokenSpent("used"), .roomNotRecorded, nil])
        #expect(try await journal.load("room")?.participants == [nadia])
        #expect(try await journal.load("second")?.participants == [nadia])
    }

    @Test func `what happened stands on record with the change that it tells of, in order, until it is taken up`() async throws {
        let (waiting, admitted) = (try Rooms.participant(.waiting), try Rooms.participant(.admitted))
        try await journal.record([.participant(waiting), .room(Rooms.record())], in: "room")
        try await journal.record([.participant(admitted)], in: "room")
        let events = try await journal.events()
        #expect(events.map(\.event) == [waiting, admitted].compactMap { RoomEvent(.participant($0), in: "room") })
        #expect(events.map(\.event.kind) == [.waiting, .admitted])
        try await journal.forget(Array(events.prefix(1)))
        #expect(try await journal.events() == Array(events.suffix(1)))
    }

    @Test func `what wasn't kept didn't happen`() async throws {
        try await journal.record([.room(Rooms.record()), .tokenSpent("used", expiresAt: start)], in: "room")
        let refusals = try await journal.record([
            JournalEntry(room: "room", changes: [.participant(Rooms.participant(.admitted)), .tokenSpent("used", expiresAt: start)]),
            JournalEntry(room: "unknown", changes: [.participant(Rooms.participant(.waiting))]),
        ])
        #expect(refusals == [.tokenSpent("used"), .roomNotRecorded])
        #expect(try await journal.events() == [])
    }

    @Test func `H2 who waits is listed per room, longest first`() async throws {
        let late = try Rooms.participant(.waiting, id: "a", subject: "account:late", waitingSince: start + .seconds(60))
        let early = try Rooms.participant(.waiting, id: "b", subject: "account:early")
        let inside = try Rooms.participant(.admitted, id: "c", subject: "account:inside")
        try await journal.record(
            [.room(Rooms.record()), .participant(late), .participant(early), .participant(inside)], in: "room")
        try await journal.record([.room(Rooms.record()), .participant(inside)], in: "busy")
        try await journal.record([.room(Rooms.record()), .participant(late)], in: "elsewhere")
        #expect(try await journal.waiting(in: ["room", "busy", "empty"]) == ["room": [early, late]])
        #expect(try await journal.waiting(in: []) == [:])
    }

    @Test func `rooms with somebody in them are live, and a logout finds the rooms that haven't ended`() async throws {
        var ended = Rooms.record()
        ended.ended = .init(cause: .hardEnd, reason: nil, at: start)
        try await journal.record([.room(Rooms.record()), .participant(Rooms.participant(.waiting))], in: "waiting")
        try await journal.record([.room(Rooms.record()), .participant(Rooms.participant(.admitted))], in: "inside")
        try await journal.record([.room(Rooms.record()), .participant(Rooms.participant(.left))], in: "left")
        try await journal.record([.room(ended), .participant(Rooms.participant(.ended))], in: "ended")
        try await journal.record(
            [.room(Rooms.record(practice: "elsewhere")), .participant(Rooms.participant(.waiting))], in: "other")
        #expect(try await journal.liveRooms() == ["inside", "other", "waiting"])
        #expect(Set(try await journal.rooms(of: "account:nadia", in: "practice")) == ["waiting", "inside", "left"])
        #expect(try await journal.rooms(of: "account:nobody", in: "practice") == [])
    }

    @Test func `a link is blocked while somebody who came by it is`() async throws {
        var guest = try Rooms.participant(.removed, subject: "visitor:one", link: "link", isBlocked: true)
        try await journal.record([.room(Rooms.record()), .participant(guest)], in: "room")
        #expect(try await journal.facts(about: "visitor:two", cameBy: "link", in: "room").isLinkBlocked)
        #expect(try await !journal.facts(about: "visitor:two", cameBy: "another", in: "room").isLinkBlocked)
        #expect(try await !journal.facts(about: "visitor:two", in: "room").isLinkBlocked)
        guest.isBlocked = false
        try await journal.record([.participant(guest)], in: "room")
        #expect(try await !journal.facts(about: "visitor:two", cameBy: "link", in: "room").isLinkBlocked)
    }

    @Test func `tokens are forgotten once they have expired`() async throws {
        try await journal.record(
            [.room(Rooms.record()), .tokenSpent("old", expiresAt: start), .tokenSpent("new", expiresAt: start + .seconds(1))],
            in: "room")
        try await journal.forgetTokens(expiredBefore: start + .seconds(1))
        try await journal.record([.tokenSpent("old", expiresAt: start)], in: "room")
        await #expect(throws: JournalError.tokenSpent("new")) {
            try await journal.record([.tokenSpent("new", expiresAt: start)], in: "room")
        }
    }

    @Test func `how far commands were taken up never goes back`() async throws {
        #expect(try await journal.consumedCommand() == 0)
        try await journal.markConsumed(7)
        try await journal.markConsumed(5)
        #expect(try await journal.consumedCommand() == 7)
        #expect(try await journal.consumedCommand(reader: "other") == 0)
    }
}
