import Metrics
import SignalingProtocol

/// Counters, made once. Labels come from closed sets: message kinds, error codes, close codes.
final class SignalingMetrics: Sendable {
    /// Why a connection was not kept, or not made.
    private enum Refused: String, CaseIterable {
        /// A stranger among too many, who made room for a newcomer.
        case crowded
        /// A newcomer when people inside had taken every place.
        case full
        /// The system could not accept one.
        case unacceptable
    }

    private let slowConsumers: Counter
    private let connections: Meter
    private let refusedConnections: [Refused: Counter]
    private let commits: Counter
    private let failedCommits: Counter
    private let commitTime: Timer
    private let hellos: Counter
    private let sockets: Meter
    private let rooms: Meter
    private let receivedFrames: [ClientMessage.Kind: Counter]
    private let sentFrames: [ServerMessage.Kind: Counter]
    private let refusals: [ErrorCode: Counter]
    private let closes: [CloseCode: Counter]

    init(_ factory: any MetricsFactory) {
        slowConsumers = Counter(label: "vestibule_slow_consumers_total", factory: factory)
        connections = Meter(label: "vestibule_connections", factory: factory)
        refusedConnections = counters("vestibule_connections_refused_total", "reason", factory)
        commits = Counter(label: "vestibule_room_commits_total", factory: factory)
        failedCommits = Counter(label: "vestibule_room_commit_failures_total", factory: factory)
        commitTime = Timer(label: "vestibule_room_commit_seconds", preferredDisplayUnit: .seconds, factory: factory)
        hellos = Counter(label: "vestibule_hellos_total", factory: factory)
        sockets = Meter(label: "vestibule_sockets", factory: factory)
        rooms = Meter(label: "vestibule_rooms", factory: factory)
        receivedFrames = counters("vestibule_frames_received_total", "type", factory)
        sentFrames = counters("vestibule_frames_sent_total", "type", factory)
        refusals = counters("vestibule_refusals_total", "code", factory)
        closes = counters("vestibule_closes_total", "code", factory)
    }

    func helloReceived() { hellos.increment() }
    func slowConsumerClosed() { slowConsumers.increment() }
    func connected() { connections.increment() }
    func disconnected() { connections.decrement() }
    func cut(_ count: Int) { refusedConnections[.crowded]?.increment(by: count) }
    func turnedAway() { refusedConnections[.full]?.increment() }
    func acceptFailed() { refusedConnections[.unacceptable]?.increment() }
    func committed(after time: Duration) {
        commits.increment()
        commitTime.recordMilliseconds(time.milliseconds)
    }
    func commitFailed() { failedCommits.increment() }
    func opened() { sockets.increment() }
    func gone() { sockets.decrement() }
    func roomOpened() { rooms.increment() }
    func roomClosed() { rooms.decrement() }
    func received(_ kind: ClientMessage.Kind) { receivedFrames[kind]?.increment() }
    func sent(_ kind: ServerMessage.Kind) { sentFrames[kind]?.increment() }
    func refused(_ code: ErrorCode) { refusals[code]?.increment() }
    func closed(_ code: CloseCode) { closes[code]?.increment() }
}

private func counters<Key: Hashable & CaseIterable & RawRepresentable>(
    _ label: String, _ dimension: String, _ factory: any MetricsFactory
) -> [Key: Counter] {
    Dictionary(
        uniqueKeysWithValues: Key.allCases.map {
            ($0, Counter(label: label, dimensions: [(dimension, "\($0.rawValue)")], factory: factory))
        })
}
