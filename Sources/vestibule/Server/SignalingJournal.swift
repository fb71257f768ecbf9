import Signaling
import SignalingProtocol
import Storage

/// The rooms' journal on SQLite: what `Signaling` asks for, done by `Storage`. What was committed is told to who listens.
struct SignalingJournal: RoomJournal {
    private let store: JournalStore
    private let writer: JournalWriter
    private let events: AsyncStream<RoomEvent>.Continuation?

    init(_ store: JournalStore, telling events: AsyncStream<RoomEvent>.Continuation? = nil) {
        self.store = store
        self.events = events
        writer = JournalWriter(journal: store)
    }

    func record(_ changes: [RoomChange], in room: RoomID) async throws {
        do {
            try await writer.record(changes, in: room)
        } catch JournalError.tokenSpent {
            throw ErrorCode.tokenSpent
        }
        for event in changes.compactMap({ RoomEvent($0, in: room) }) { events?.yield(event) }
    }

    func load(_ room: RoomID) async throws -> RoomSnapshot? { try await store.load(room) }
    func openRooms() async throws -> [RoomID] { try await store.liveRooms() }
}
