import Signaling
import SignalingProtocol
import Storage

/// The real journal in memory, which a test may stop, let go on, or break.
actor TestJournal: RoomJournal {
    struct Broken: Error {}

    private let store: JournalStore
    private var isHeld = false
    private var isBroken = false
    private var held: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    init() throws { store = try JournalStore.inMemory() }

    func record(_ changes: [RoomChange], in room: RoomID) async throws {
        if isHeld {
            await withCheckedContinuation { continuation in
                held.append(continuation)
                for watcher in watchers { watcher.resume() }
                watchers = []
            }
        }
        if isBroken { throw Broken() }
        do {
            try await store.record(changes, in: room)
        } catch JournalError.tokenSpent {
            throw ErrorCode.tokenSpent
        }
    }

    func load(_ room: RoomID) async throws -> RoomSnapshot? { try await store.load(room) }
    func openRooms() async throws -> [RoomID] { try await store.liveRooms() }

    func hold() { isHeld = true }

    /// Waits until a commit has come and is held.
    func reached() async {
        guard held.isEmpty else { return }
        await withCheckedContinuation { watchers.append($0) }
    }

    func release() {
        isHeld = false
        for continuation in held { continuation.resume() }
        held = []
    }

    func breakDown(_ isBroken: Bool = true) { self.isBroken = isBroken }
}
