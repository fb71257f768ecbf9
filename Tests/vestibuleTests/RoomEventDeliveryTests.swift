import Logging
import PortalCore
import SignalingProtocol
import Storage
import Synchronization
import Testing

@testable import vestibule

@Suite("Delivery of room events")
struct RoomEventDeliveryTests {
    private static let now = Instant(milliseconds: 1_800_000_000_000)

    /// A portal that writes down what it is told, but of rooms that it can't read.
    private final class Listener: Sendable {
        struct Unreadable: Error {}

        private let unreadable: Mutex<Set<RoomID>>
        private let told = Mutex<[RoomEvent]>([])

        init(unreadable: Set<RoomID> = []) { self.unreadable = Mutex(unreadable) }

        func mend() { unreadable.withLock { $0 = [] } }
        func events(_ room: RoomID) -> [RoomEvent.Kind] { told.withLock { $0.filter { $0.room == room }.map(\.kind) } }

        func delivery(of journal: JournalStore) -> RoomEventDelivery {
            RoomEventDelivery(
                journal: journal,
                tell: { event in
                    if self.unreadable.withLock({ $0.contains(event.room) }) { throw Unreadable() }
                    self.told.withLock { $0.append(event) }
                }, logger: Logger(label: "test"))
        }
    }

    private let journal: JournalStore

    init() throws { journal = try .inMemory() }

    /// Nadia waits in a room, or is in it.
    private func record(_ states: ParticipantRecord.State..., in room: RoomID) async throws {
        let terms = RoomTerms(
            practice: "practice", booking: "booking", revision: 1, startsAt: Self.now, endsAt: Self.now + .seconds(3_000),
            opensAt: Self.now - .seconds(1_800), closesAt: Self.now + .seconds(1_800), hosts: ["staff:elise"])
        for state in states {
            let nadia = ParticipantRecord(
                id: "participant", subject: "account:nadia", role: .participant, state: state, displayName: try .parse("Nadia"),
                verifiedName: "Nadia Tremblay", link: nil, wasAdmitted: false, isBlocked: false, waitingSince: Self.now,
                since: Self.now, session: "session", resumeHash: ResumeHash(rawValue: "ab"), previousResumeHash: nil)
            try await SignalingJournal(journal).record([.room(RoomRecord(terms: terms)), .participant(nadia)], in: room)
        }
    }

    @Test func `what happened before the process began is told by it, once`() async throws {
        try await record(.waiting, .admitted, .left, in: "room")
        let listener = Listener()
        for _ in 1...2 { try await listener.delivery(of: journal).takeUp() }
        #expect(listener.events("room") == [.waiting, .admitted, .left])
        #expect(try await journal.events() == [])
    }

    @Test func `a room whose news can't be taken up holds no other room up, and is told in its order later`() async throws {
        let listener = Listener(unreadable: ["sick"])
        let delivery = listener.delivery(of: journal)
        try await record(.waiting, in: "sick")
        try await record(.waiting, in: "well")
        try await record(.admitted, in: "sick")
        try await delivery.takeUp()
        #expect(listener.events("well") == [.waiting])
        #expect(try await journal.events().map(\.event.room) == ["sick", "sick"])
        listener.mend()
        try await delivery.takeUp()
        #expect(listener.events("sick") == [.waiting, .admitted])
        #expect(try await journal.events() == [])
    }

    @Test func `a room whose news can't be taken up holds no other up, however much it is`() async throws {
        let listener = Listener(unreadable: ["sick"])
        for _ in 1...510 { try await record(.waiting, .admitted, in: "sick") }
        try await record(.waiting, in: "well")
        try await listener.delivery(of: journal).takeUp()
        #expect(listener.events("well") == [.waiting])
        #expect(try await journal.events(limit: 2_000).count == 1_020)
    }

    @Test func `whoever is written down again where they were is no news`() async throws {
        try await record(.waiting, .waiting, .admitted, .admitted, .waiting, in: "room")
        #expect(try await journal.events().map(\.event.kind) == [.waiting, .admitted, .waiting])
    }

    @Test func `whoever listens is woken by what happens, and by nothing else`() async throws {
        let wakeUps = Mutex(0)
        let recording = SignalingJournal(journal) { wakeUps.withLock { $0 += 1 } }
        try await record(.waiting, in: "room")
        let snapshot = try #require(try await journal.load("room"))
        try await recording.record([.room(snapshot.room)], in: "room")
        #expect(wakeUps.withLock { $0 } == 0)
        try await recording.record(snapshot.participants.map { .participant($0) }, in: "room")
        #expect(wakeUps.withLock { $0 } == 1)
    }
}
