import Logging
import SignalingProtocol
import Testing

@testable import Signaling

@Suite("Restore")
struct RestoreTests {
    /// Two rooms are on record, and the first of them can't be read.
    private actor DamagedJournal: RoomJournal {
        struct Unreadable: Error {}

        private let terms: RoomTerms
        private(set) var opened: [RoomID] = []

        init(terms: RoomTerms) { self.terms = terms }

        func record(_ changes: [RoomChange], in room: RoomID) {}

        func load(_ room: RoomID) throws -> RoomSnapshot? {
            if room == TestTokens.room { throw Unreadable() }
            opened.append(room)
            return RoomSnapshot(room: RoomRecord(terms: terms), participants: [])
        }

        func openRooms() -> [RoomID] { [TestTokens.room, TestTokens.otherRoom] }
    }

    @Test func `a room that can't be read keeps neither the server nor another room from opening`() async throws {
        let tokens = TestTokens()
        let journal = DamagedJournal(terms: tokens.terms)
        let signaling = Signaling(
            settings: SignalingSettings(endpoint: "ws://localhost/v1/ws", allowedOrigins: []), journal: journal,
            verify: tokens.verify, verifyStaff: tokens.verifyStaff, terms: { _ in nil }, now: { TestTokens.now },
            logger: Logger(label: "test"))
        try await signaling.restore()
        #expect(await journal.opened == [TestTokens.otherRoom])
    }
}
