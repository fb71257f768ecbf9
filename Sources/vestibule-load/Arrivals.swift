import ArgumentParser
import SignalingClient
import SignalingProtocol

/// Many come at once, or within a time: how long from hello to a place in the waiting room.
struct Arrivals: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Measures hello to the first state with everybody arriving at once.")

    @OptionGroup var options: LoadOptions

    @Option(help: "Spread the hellos evenly over this many seconds. Default: all in the same instant.")
    var over: Double = 0

    func validate() throws {
        guard over >= 0, over <= 3_600 else { throw ValidationError("--over is a number of seconds from 0 to 3600") }
    }

    private struct Arrival: Sendable {
        var accepted: Duration
        var placed: Duration
    }

    func run() async throws {
        let tokens = try options.tokens()
        let clients = try await connect(tokens)
        let start = ContinuousClock.now
        let arrivals = try await withThrowingTaskGroup { group in
            for (index, (client, token)) in zip(clients, tokens).enumerated() {
                let turn = start + .seconds(over) * index / clients.count
                group.addTask {
                    try await Task.sleep(until: turn)
                    return try await Self.arrive(client, token.token)
                }
            }
            return try await group.reduce(into: [Arrival]()) { $0.append($1) }
        }
        let total = start.duration(to: .now)
        let name = over > 0 ? "arrivals_spread" : "arrivals"
        for client in clients { await client.drop() }
        try LoadReport(
            scenario: name,
            rows: [
                .init(figure: "\(name)_connections", value: Double(arrivals.count), unit: "connections"),
                .init(figure: "\(name)_hello_p50_ms", value: arrivals.map(\.accepted).percentile(0.5), unit: "ms"),
                .init(figure: "\(name)_hello_p99_ms", value: arrivals.map(\.accepted).percentile(0.99), unit: "ms"),
                .init(figure: "\(name)_state_p50_ms", value: arrivals.map(\.placed).percentile(0.5), unit: "ms"),
                .init(figure: "\(name)_state_p99_ms", value: arrivals.map(\.placed).percentile(0.99), unit: "ms"),
                .init(figure: "\(name)_total_ms", value: total / .milliseconds(1), unit: "ms"),
            ]
        ).show(json: options.json)
    }

    /// Every socket open and greeted, before anybody says hello.
    private func connect(_ tokens: [LoadToken]) async throws -> [SignalingClient] {
        var clients: [SignalingClient] = []
        for token in tokens {
            let client = try await token.connect(options)
            _ = try await client.first(.welcome)
            clients.append(client)
        }
        return clients
    }

    private static func arrive(_ client: SignalingClient, _ token: String) async throws -> Arrival {
        let start = ContinuousClock.now
        _ = try await client.hello(token: token)
        let accepted = start.duration(to: .now)
        _ = try await client.first { frame -> Bool? in
            guard case .event(let message, _, _) = frame else { return nil }
            return message.kind == .waitingStatus || message.kind == .roomState ? true : nil
        }
        return Arrival(accepted: accepted, placed: start.duration(to: .now))
    }
}
