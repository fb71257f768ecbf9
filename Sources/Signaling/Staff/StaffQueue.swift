import NIOConcurrencyHelpers
import NIOCore
import SignalingProtocol

/// Who waits where, for staff who are in no room: every open room reports here, every staff socket hears of its own rooms.
///
/// An actor on one event loop, entered like ``RoomHost``, so that reports of one room stay in order.
actor StaffQueue {
    enum Event: Sendable {
        case changed(QueuedRoom, RoomTerms)
        case closed(RoomID)
        case watching(ConnectionID, StaffGrant, LoopCell<StaffSocket>)
        case gone(ConnectionID)
        case dismissed(SubjectID, PracticeID)
    }

    private struct Watcher {
        let grant: StaffGrant
        let socket: LoopCell<StaffSocket>
    }

    private let now: @Sendable () -> Instant
    private nonisolated let eventLoop: any EventLoop
    private nonisolated let executor: any SerialExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private var rooms: [RoomID: (state: QueuedRoom, terms: RoomTerms)] = [:]
    private nonisolated let watchers = NIOLockedValueBox<[ConnectionID: Watcher]>([:])

    init(on eventLoop: any EventLoop, now: @escaping @Sendable () -> Instant) {
        self.eventLoop = eventLoop
        executor = eventLoop.executor
        self.now = now
    }

    nonisolated func tell(_ event: Event) {
        if eventLoop.inEventLoop {
            assumeIsolated { $0.receive(event) }
        } else {
            eventLoop.execute { self.assumeIsolated { $0.receive(event) } }
        }
    }

    /// Whether a host or co-host is in a room now.
    func isHosted(_ room: RoomID) -> Bool { rooms[room]?.state.hostPresent ?? false }

    /// Whether staff who may host such a room watch the queue now.
    nonisolated func isWatched(_ terms: RoomTerms) -> Bool {
        watchers.withLockedValue { $0.values.contains { $0.grant.mayHost(terms) } }
    }

    private func receive(_ event: Event) {
        switch event {
        case .changed(let state, let terms): changed(state, terms)
        case .closed(let room):
            guard let old = rooms.removeValue(forKey: room), !old.state.isEmpty else { return }
            announce(old.state.emptied) { $0.mayHost(old.terms) }
        case .watching(let id, let grant, let socket):
            watchers.withLockedValue { $0[id] = Watcher(grant: grant, socket: socket) }
            let mine = rooms.values.filter { grant.mayHost($0.terms) && !$0.state.isEmpty }.map(\.state)
            let state = QueueState(rooms: mine.sorted { ($0.startsAt, $0.room) < ($1.startsAt, $1.room) }, serverTime: now())
            socket.tell { $0.entered(with: state) }
        case .gone(let id): watchers.withLockedValue { $0[id] = nil }
        case .dismissed(let subject, let practice):
            for watcher in watchers.withLockedValue(\.values) where watcher.grant.subject == subject && watcher.grant.practice == practice {
                watcher.socket.tell { $0.dismissed() }
            }
        }
    }

    private func changed(_ state: QueuedRoom, _ terms: RoomTerms) {
        let old = rooms.updateValue((state, terms), forKey: state.room)
        guard !state.isEmpty || old?.state.isEmpty == false else { return }
        announce(state) { $0.mayHost(terms) }
        // Handed over: it leaves the queue of whoever may no longer host it.
        guard let old, !old.state.isEmpty else { return }
        announce(state.emptied) { $0.mayHost(old.terms) && !$0.mayHost(terms) }
    }

    private func announce(_ state: QueuedRoom, where isConcerned: (StaffGrant) -> Bool) {
        for watcher in watchers.withLockedValue(\.values) where isConcerned(watcher.grant) {
            watcher.socket.tell { $0.send(.queueUpdated(state)) }
        }
    }
}

extension QueuedRoom {
    /// Nobody waits, nobody is in.
    fileprivate var isEmpty: Bool { waiting.isEmpty && admitted == 0 && !hostPresent }

    fileprivate var emptied: QueuedRoom {
        var room = self
        room.waiting = []
        room.admitted = 0
        room.hostPresent = false
        return room
    }
}
