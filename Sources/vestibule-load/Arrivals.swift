import ArgumentParser
import SignalingClient
import SignalingProtocol

/// Everybody comes at once: how long from hello to a place in the waiting room.
struct Arrivals: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Measures hello to the first state with everybody arriving at once.")

    @OptionGroup var options: LoadOptions

    private struct Arrival: Sendable {
        var accepted: Duration
        var placed: Duration
    }

    func run() async throws {
        let tokens = try options.tokens()
        let clients = try await connect(tokens)
        let start = ContinuousClock.now
        let arrivals = try await withThrowingTaskGroup { group in
            for (client, token) in zip(clients, tokens) { group.addTask { try await Self.arrive(client, token.token) } }
            return try await group.reduce(into: [Arrival]()) { $0.append($1) }
        }
        let total = start.duration(to: .now)
        for client in clients { await client.drop() }
        try LoadReport(
            scenario: "arrivals",
            rows: [
                .init(figure: "arrivals_connections", value: Double(arrivals.count), unit: "connections"),
                .init(figure: "arrivals_hello_p50_ms", value: arrivals.map(\.accepted).percentile(0.5), unit: "ms"),
                .init(figure: "arrivals_hello_p99_ms", value: arrivals.map(\.accepted).percentile(0.99), unit: "ms"),
                .init(figure: "arrivals_state_p50_ms", value: arrivals.map(\.placed).percentile(0.5), unit: "ms"),
                .init(figure: "arrivals_state_p99_ms", value: arrivals.map(\.placed).percentile(0.99), unit: "ms"),
                .init(figure: "arrivals_total_ms", value: total / .milliseconds(1), unit: "ms"),
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
