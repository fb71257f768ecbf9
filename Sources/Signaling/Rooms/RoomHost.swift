import NIOCore
import RoomCore
import SignalingProtocol

/// The only owner of one room: takes what happens in order, has the room decide, commits, and performs.
///
/// An actor whose executor is one event loop. On that loop it is entered at once, from others by a task of the loop; either
/// way what one socket sends stays in order, which a `Task` for each frame would not promise.
actor RoomHost {
    /// What may wait while a change is being committed. Default 1,024; beyond it messages are refused as overloaded.
    static let maximumInbox = 1_024
    /// How long an empty room is kept. Default 180 s: longer than a token lives, so that one withdrawn stays so.
    static let idleTime: Duration = .seconds(180)

    nonisolated let id: RoomID
    nonisolated let eventLoop: any EventLoop
    nonisolated let core: SignalingCore
    private nonisolated let executor: any SerialExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// The room as everybody may know it: everything in it is committed.
    var room: Room
    /// Decisions that wait for the journal.
    var pending: Pending?
    /// How many of the next hellos are committed each by itself.
    var aloneInFuture = 0
    var inbox = CircularBuffer<Event>()
    /// Set while effects are performed: what that sets off waits its turn.
    var isBusy = false
    /// Nobody is connected and nothing is to be waited for: the directory has let go of this host.
    var isRetired = false
    var connections: [ConnectionID: HostedConnection] = [:]
    var sessions: [SessionID: HostedSession] = [:]
    /// Inputs that wait to be tried again.
    var retries = 0
    /// Until when no deadline of the room is tried again, after one that could not be committed.
    var deadlinesRestUntil: Instant?
    var alarm: Scheduled<Void>?
    var alarmAt: Instant?
    var published: (state: QueuedRoom, hosts: [SubjectID])?
    /// Since when nobody is connected, nor expected back.
    private var idleSince: Instant?
    let queue: StaffQueue
    private let retire: @Sendable (RoomHost) -> Void

    init(
        _ room: Room, core: SignalingCore, queue: StaffQueue, on eventLoop: any EventLoop,
        retire: @escaping @Sendable (RoomHost) -> Void
    ) {
        id = room.id
        self.room = room
        self.core = core
        self.queue = queue
        self.eventLoop = eventLoop
        executor = eventLoop.executor
        self.retire = retire
    }

    /// Hands over what happened. Keeps the order of each caller that stays on one event loop.
    nonisolated func tell(_ event: Event) {
        if eventLoop.inEventLoop {
            assumeIsolated { $0.receive(event) }
        } else {
            eventLoop.execute { self.assumeIsolated { $0.receive(event) } }
        }
    }

    /// Hands over an event that may be the first in a while.
    ///
    /// - Returns: `false` if this host has been let go of: ask the directory again.
    func enter(_ event: Event) -> Bool {
        guard !isRetired else { return false }
        receive(event)
        return true
    }

    /// Starts the timers of a room that was read from the journal.
    func wake() {
        publish()
        settleDown()
    }

    func receive(_ event: Event) {
        switch event {
        case .message(let frame, let connection): receive(frame, from: connection)
        // At once, though a change is being committed; but not in the middle of what somebody is told, hello.ok before all.
        case .draining(let connection, let deadline) where !isBusy: drain(connection, by: deadline)
        default: inbox.append(event)
        }
        drain()
    }

    /// Takes waiting events until the inbox is empty or a commit is to be waited for.
    func drain() {
        guard !isBusy else { return }
        isBusy = true
        while pending == nil, let event = inbox.popFirst() { take(event) }
        isBusy = false
        settleDown()
    }

    /// Tells the staff queue what changed about this room, and who may host it.
    func publish() {
        let terms = room.record.terms
        let now = QueuedRoom(
            room: id, booking: terms.booking, startsAt: terms.startsAt, endsAt: terms.endsAt, hostPresent: room.isHostPresent,
            waiting: room.waiting, admitted: room.admittedCount)
        guard now != published?.state || terms.hosts != published?.hosts else { return }
        published = (now, terms.hosts)
        queue.tell(.changed(now, terms))
    }

    /// After everything is done: arms the timer, or lets go.
    private func settleDown() {
        guard pending == nil, !isBusy, !isRetired else { return }
        let isIdle =
            connections.isEmpty && inbox.isEmpty && retries == 0 && deadlinesRestUntil == nil && room.waiting.isEmpty
            && room.admittedCount == 0
        idleSince = isIdle ? idleSince ?? core.now() : nil
        guard let idleSince, core.now() >= idleSince + Self.idleTime else {
            return rearm(letGoAt: idleSince.map { $0 + Self.idleTime })
        }
        isRetired = true
        alarm?.cancel()
        alarm = nil
        queue.tell(.closed(id))
        retire(self)
    }
}
