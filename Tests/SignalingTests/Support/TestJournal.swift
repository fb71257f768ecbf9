import Signaling
import SignalingProtocol
import Storage

/// The real journal in memory, which a test may stop, let go on, or break.
actor TestJournal: RoomJournal {
    struct Broken: Error {}

    private let store: JournalStore
    /// How many times something was committed.
    private(set) var commits = 0
    /// How many times something could not be.
    private(set) var failures = 0
    private var isHeld = false
    private var isBroken = false
    private var breaksNext = false
    private var held: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    private var loadsAreHeld = false
    private var heldLoads: [CheckedContinuation<Void, Never>] = []
    private var loadWatchers: [CheckedContinuation<Void, Never>] = []

    init() throws { store = try JournalStore.inMemory() }

    func record(_ changes: [RoomChange], in room: RoomID) async throws {
        if isHeld {
            await withCheckedContinuation { continuation in
                held.append(continuation)
                for watcher in watchers { watcher.resume() }
                watchers = []
            }
        }
        if isBroken {
            failures += 1
            throw Broken()
        }
        do {
            try await store.record(changes, in: room)
            commits += 1
            if breaksNext { (isBroken, breaksNext) = (true, false) }
        } catch JournalError.tokenSpent {
            throw ErrorCode.tokenSpent
        }
    }

    func load(_ room: RoomID) async throws -> RoomSnapshot? {
        if loadsAreHeld {
            await withCheckedContinuation { continuation in
                heldLoads.append(continuation)
                for watcher in loadWatchers { watcher.resume() }
                loadWatchers = []
            }
        }
        return try await store.load(room)
    }

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

    func holdLoads() { loadsAreHeld = true }

    /// Waits until somebody has asked for a room and is held.
    func loadReached() async {
        guard heldLoads.isEmpty else { return }
        await withCheckedContinuation { loadWatchers.append($0) }
    }

    func releaseLoads() {
        loadsAreHeld = false
        for continuation in heldLoads { continuation.resume() }
        heldLoads = []
    }

    func breakDown(_ isBroken: Bool = true) { self.isBroken = isBroken }

    /// Keeps one more change, and breaks.
    func breakDownAfterNext() { breaksNext = true }
}
