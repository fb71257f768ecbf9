import ArgumentParser
import SignalingClient
import SignalingProtocol

/// Everybody loses the server at once and comes back as soon as it is there again: how long until all are where they were.
struct Returns: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures how long everybody takes to come back after a restart.",
        discussion: "Says \"joined\" on standard error when all are in: then end the server, and start it again on the same port.")

    @OptionGroup var options: LoadOptions

    private struct Seat: Sendable {
        var token: LoadToken
        var client: SignalingClient
        var resume: String
    }

    func run() async throws {
        let seats = try await join()
        LoadProgress.say("joined")
        for seat in seats { _ = try? await seat.client.end() }
        guard let first = seats.first else { return }
        let line = try await connect(first)
        let opened = ContinuousClock.now
        await line.drop()
        let times = try await withThrowingTaskGroup { group in
            for seat in seats {
                group.addTask {
                    let client = try await connect(seat)
                    let ok = try await client.hello(Hello(resume: Hello.Resume(token: seat.resume, lastSeq: 0)))
                    guard ok.resumed else { throw ValidationError("somebody came back as somebody else") }
                    return (client, opened.duration(to: .now))
                }
            }
            return try await group.reduce(into: [(SignalingClient, Duration)]()) { $0.append($1) }
        }
        for (client, _) in times { await client.drop() }
        let durations = times.map(\.1)
        try LoadReport(
            scenario: "returns",
            rows: [
                .init(figure: "returns_people", value: Double(durations.count), unit: "people"),
                .init(figure: "returns_p50_ms", value: durations.percentile(0.5), unit: "ms"),
                .init(figure: "returns_p99_ms", value: durations.percentile(0.99), unit: "ms"),
                .init(figure: "returns_all_ms", value: durations.percentile(1), unit: "ms"),
            ]
        ).show(json: options.json)
    }

    private func join() async throws -> [Seat] {
        var seats: [Seat] = []
        for token in try options.tokens() {
            let client = try await token.connect(options)
            let ok = try await client.hello(token: token.token)
            seats.append(Seat(token: token, client: client, resume: ok.resumeToken))
        }
        return seats
    }

    /// As soon as the port is open.
    private func connect(_ seat: Seat) async throws -> SignalingClient {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            do {
                return try await seat.token.connect(options)
            } catch  where ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }
}
