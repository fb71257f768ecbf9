import Logging
import Metrics
import NIOCore
import NIOPosix
import SignalingProtocol

/// The signaling server: sockets, rooms and the staff queue.
public final class Signaling: Sendable {
    /// The subprotocol of every socket; its number is the protocol's major version.
    public static let subprotocol = "vestibule.v1"

    public typealias Verify<Grant> = @Sendable (String) async throws(TokenError) -> Grant

    let settings: SignalingSettings
    let core: SignalingCore
    let directory: RoomDirectory
    let queue: StaffQueue
    let doorkeeper: Doorkeeper
    let verify: Verify<RoomGrant>
    let verifyStaff: Verify<StaffGrant>

    /// - Parameters:
    ///   - journal: Where rooms write down what outlives the process.
    ///   - verify: Reads a room token: signature, header, issuer, audience, lifetime.
    ///   - verifyStaff: The same for tokens of `/v1/staff`.
    ///   - terms: What the booking of a room says now; `nil` if it isn't known here, and the token's
    ///     terms stand in. May fail: then the room isn't opened.
    ///   - now: UTC, advancing with the monotonic clock.
    ///   - metrics: Where figures are kept.
    ///   - eventLoops: Where rooms live that nobody's socket opened.
    public init(
        settings: SignalingSettings, journal: any RoomJournal, verify: @escaping Verify<RoomGrant>,
        verifyStaff: @escaping Verify<StaffGrant>, terms: @escaping @Sendable (RoomID) async throws -> RoomTerms?,
        now: @escaping @Sendable () -> Instant, logger: Logger, metrics: any MetricsFactory = MetricsSystem.factory,
        eventLoops: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) {
        self.settings = settings
        self.verify = verify
        self.verifyStaff = verifyStaff
        let figures = SignalingMetrics(metrics)
        let lobby = Lobby(
            strangers: settings.limits.unauthenticatedSockets, connections: settings.maximumConnections, metrics: figures)
        core = SignalingCore(
            limits: settings.limits, lobby: lobby, ice: settings.ice, journal: journal, terms: terms, now: now, eventLoops: eventLoops,
            metrics: figures, logger: logger)
        queue = StaffQueue(on: eventLoops.any(), now: now)
        directory = RoomDirectory(core: core, queue: queue)
        doorkeeper = Doorkeeper(limits: settings.limits)
    }

    /// Opens the rooms in which somebody waits or is in, so that their timers run again after a restart.
    public func restore() async throws { try await directory.restore() }

    /// Tells a room of a change from outside. Returns when it is committed and everybody concerned was told; a room that nobody
    /// has entered yet remembers it all the same. Does nothing if there is no such room.
    ///
    /// - Throws: If it could not be committed: nothing changed, try again.
    public func deliver(_ command: RoomCommand, to room: RoomID) async throws {
        let (outcomes, outcome) = AsyncThrowingStream.makeStream(of: Never.self)
        let host = try await directory.enterIfKnown(room) {
            .commanded(command) { result in
                switch result {
                case .success: outcome.finish()
                case .failure(let error): outcome.finish(throwing: error)
                }
            }
        }
        guard host != nil else { return }
        for try await _ in outcomes {}
    }

    /// What anybody may know about a room; `nil` if there is none.
    ///
    /// - Throws: If neither the journal nor the portal can be asked.
    public func status(of room: RoomID) async throws -> RoomStatus? {
        try await directory.record(of: room).map { record in
            RoomStatus(
                protocols: [Self.subprotocol], endpoint: settings.endpoint, serverTime: core.now(),
                state: record.status(at: core.now()), opensAt: record.terms.opensAt, closesAt: record.terms.closesAt)
        }
    }

    /// Whether somebody who may admit is in a room now.
    public func isHosted(_ room: RoomID) async -> Bool { await queue.isHosted(room) }

    /// Whether new people would be let in: not while the server stops, nor while as many are inside as may be.
    public var isReady: Bool { doorkeeper.isOpen && !core.lobby.isFull }

    /// Lets nobody new in, tells everybody when to come back, and lets each go as soon as what they asked for is committed; whoever
    /// is still there when the time is over is cut. Returns when no socket is left, or when the task is cancelled.
    public func drain(within time: Duration) async {
        doorkeeper.drain()
        await core.sockets.stop(by: core.now() + time)
    }

    /// Watches over a listening socket from now on: it outlives that the system has nothing left for newcomers, and accepts no more
    /// than ``SignalingSettings/maximumConnections``. To be called once, before the port is told to anybody.
    public func attend(_ listener: any Channel) async throws {
        try await listener.eventLoop.submit { [core, settings] in
            let handler = ListenerHandler(
                maximumConnections: settings.maximumConnections, metrics: core.metrics, logger: core.logger)
            try listener.pipeline.syncOperations.addHandler(handler, position: .first)
        }.get()
    }

    /// Somebody was logged out or disabled, or a link revoked: no token from before is good any more, in rooms that haven't met
    /// its bearer yet either, and their queue sockets close. To be told before those rooms that have, and again after a restart.
    ///
    /// - Parameter moment: When it was; what a clock that ran ahead wrote down counts as of now, else no later token would be good.
    public func shutOut(_ access: Access, of practice: PracticeID, at moment: Instant) {
        core.shutOuts.add(access, of: practice, at: min(moment, core.now()))
        if case .subject(let subject) = access { queue.tell(.dismissed(subject, practice)) }
    }
}

extension RoomRecord {
    /// Whether somebody new could enter now.
    fileprivate func status(at now: Instant) -> RoomStatus.State {
        if let ended { return ended.cause == .cancelled ? .cancelled : .closed }
        if now < terms.opensAt { return .scheduled }
        return now < entryClosesAt ? .open : .closed
    }
}
