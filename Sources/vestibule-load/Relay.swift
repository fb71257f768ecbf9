import ArgumentParser
import SignalingClient
import SignalingProtocol

/// Pairs in rooms of their own pass each other signals at a steady rate: how long each takes from one to the other.
struct Relay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures signals between two people in a room, one way.",
        discussion: "Takes two tokens for each room, the host's first. Says \"relaying\" on standard error when all talk.")

    @OptionGroup var options: LoadOptions

    @Option(help: "Signals a second that each person sends. The server takes 30.")
    var rate = 20

    @Option(help: "For how long, in seconds.")
    var seconds = 10

    @Option(help: "The bytes of each signal's payload.")
    var bytes = 400

    func validate() throws {
        guard (1...30).contains(rate) else { throw ValidationError("--rate is 1 to 30") }
        guard (1...3_600).contains(seconds) else { throw ValidationError("--seconds is 1 to 3600") }
        guard (32...32_768).contains(bytes) else { throw ValidationError("--bytes is 32 to 32768") }
    }

    func run() async throws {
        let pairs = try await Pair.make(of: try options.tokens(), options)
        let talkers = pairs.flatMap(\.talkers)
        LoadProgress.say("relaying")
        let start = ContinuousClock.now
        let count = rate * seconds
        let times = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for (index, talker) in talkers.enumerated() {
                // Evenly spread, so that not everybody speaks in the same instant.
                let turn = Duration.seconds(1) / rate * index / talkers.count
                group.addTask {
                    for number in 0..<count {
                        try await Task.sleep(until: start + turn + Duration.seconds(1) / rate * number)
                        try await talker.say(since: start, bytes: bytes)
                    }
                    return []
                }
                group.addTask { try await talker.hear(count, since: start) }
            }
            return try await group.reduce(into: [Duration]()) { $0 += $1 }
        }
        for talker in talkers { await talker.client.drop() }
        try LoadReport(
            scenario: "relay",
            rows: [
                .init(figure: "relay_rate", value: Double(talkers.count * rate), unit: "signals/s"),
                .init(figure: "relay_signals", value: Double(times.count), unit: "signals"),
                .init(figure: "relay_p50_ms", value: times.percentile(0.5), unit: "ms"),
                .init(figure: "relay_p99_ms", value: times.percentile(0.99), unit: "ms"),
                .init(figure: "relay_max_ms", value: times.percentile(1), unit: "ms"),
            ]
        ).show(json: options.json)
    }
}

/// A host and one whom they let in.
private struct Pair {
    let talkers: [Talker]

    /// - Throws: `ValidationError` where the tokens don't come in pairs.
    static func make(of tokens: [LoadToken], _ options: LoadOptions) async throws -> [Pair] {
        guard tokens.count.isMultiple(of: 2) else { throw ValidationError("two tokens for each room are needed") }
        var pairs: [Pair] = []
        for index in stride(from: 0, to: tokens.count, by: 2) {
            pairs.append(try await Pair(host: tokens[index], guest: tokens[index + 1], options))
        }
        return pairs
    }

    private init(host: LoadToken, guest: LoadToken, _ options: LoadOptions) async throws {
        guard host.room == guest.room else { throw ValidationError("two tokens for each room are needed, one after the other") }
        let hosting = try await host.connect(options)
        _ = try await hosting.hello(token: host.token)
        let coming = try await guest.connect(options)
        let arrived = try await coming.hello(token: guest.token)
        try await hosting.send(.waitingAdmit(Admit(ids: [arrived.participantId])), id: "admit")
        let seen = try await hosting.first { frame -> Peer? in
            guard case .event(.participantJoined(let joined), _, _) = frame else { return nil }
            return joined.peer
        }
        let met = try await coming.first { frame -> Peer? in
            guard case .event(.roomState(let state), _, _) = frame else { return nil }
            return state.peers.first
        }
        talkers = [Talker(client: hosting, peer: seen), Talker(client: coming, peer: met)]
    }
}

private struct Talker: Sendable {
    let client: SignalingClient
    let peer: Peer

    /// The payload says when it was sent: nanoseconds since the start, and then as many dots as it takes.
    func say(since start: ContinuousClock.Instant, bytes: Int) async throws {
        let text = "\"\(start.duration(to: .now) / .nanoseconds(1)) "
        let payload = RawJSON(wellFormed: Array((text + String(repeating: ".", count: max(0, bytes - text.count - 1)) + "\"").utf8))
        try await client.send(
            .signal(OutgoingSignal(to: peer.id, toSession: peer.session, conn: peer.conn, kind: .candidates, payload: payload)))
    }

    func hear(_ count: Int, since start: ContinuousClock.Instant) async throws -> [Duration] {
        var times: [Duration] = []
        while times.count < count {
            let signal = try await client.first { frame -> IncomingSignal? in
                guard case .event(.signal(let signal), _, _) = frame else { return nil }
                return signal
            }
            let text = String(decoding: signal.payload.bytes.dropFirst(), as: UTF8.self)
            guard let sent = text.split(separator: " ").first.flatMap({ Double($0) }) else { continue }
            times.append(start.duration(to: .now) - .nanoseconds(Int64(sent)))
        }
        return times
    }
}
