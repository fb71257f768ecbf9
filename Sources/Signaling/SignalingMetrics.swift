import Metrics
import SignalingProtocol

/// Counters, made once. Labels come from closed sets: message kinds, error codes, close codes.
final class SignalingMetrics: Sendable {
    private let slowConsumers = Counter(label: "vestibule_slow_consumers_total")
    private let commits = Counter(label: "vestibule_room_commits_total")
    private let failedCommits = Counter(label: "vestibule_room_commit_failures_total")
    private let commitTime = Timer(label: "vestibule_room_commit_seconds")
    private let hellos = Counter(label: "vestibule_hellos_total")
    private let sockets = Meter(label: "vestibule_sockets")
    private let rooms = Meter(label: "vestibule_rooms")
    private let receivedFrames: [ClientMessage.Kind: Counter]
    private let sentFrames: [ServerMessage.Kind: Counter]
    private let refusals: [ErrorCode: Counter]
    private let closes: [CloseCode: Counter]

    init() {
        receivedFrames = counters("vestibule_frames_received_total", "type")
        sentFrames = counters("vestibule_frames_sent_total", "type")
        refusals = counters("vestibule_refusals_total", "code")
        closes = counters("vestibule_closes_total", "code")
    }

    func helloReceived() { hellos.increment() }
    func slowConsumerClosed() { slowConsumers.increment() }
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

private func counters<Key: Hashable & CaseIterable & RawRepresentable>(_ label: String, _ dimension: String) -> [Key: Counter] {
    Dictionary(uniqueKeysWithValues: Key.allCases.map { ($0, Counter(label: label, dimensions: [(dimension, "\($0.rawValue)")])) })
}
