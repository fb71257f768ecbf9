import Signaling
import SignalingProtocol
import Storage

/// The rooms' journal on SQLite: what `Signaling` asks for, done by `Storage`.
struct SignalingJournal: RoomJournal {
    private let store: JournalStore
    private let writer: JournalWriter
    private let wakeUp: @Sendable () -> Void

    /// - Parameter wakeUp: Called when changes are committed that tell something (``SignalingProtocol/RoomEvent``).
    init(_ store: JournalStore, wakeUp: @escaping @Sendable () -> Void = {}) {
        self.store = store
        self.wakeUp = wakeUp
        writer = JournalWriter(journal: store)
    }

    func record(_ changes: [RoomChange], in room: RoomID) async throws {
        do {
            try await writer.record(changes, in: room)
        } catch JournalError.tokenSpent {
            throw ErrorCode.tokenSpent
        }
        if changes.contains(where: { RoomEvent($0, in: room) != nil }) { wakeUp() }
    }

    func load(_ room: RoomID) async throws -> RoomSnapshot? { try await store.load(room) }
    func openRooms() async throws -> [RoomID] { try await store.liveRooms() }
}
