import ArgumentParser
import Foundation
import SignalingClient

/// What a connection costs that only waits: memory of the server before and after, divided by how many.
struct Idle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Measures the server's memory for each idle connection.")

    @OptionGroup var options: LoadOptions

    @Option(help: "The server's process id, on this machine.")
    var pid: Int32

    @Option(help: "How long to hold the connections before measuring, in seconds.")
    var seconds = 5

    func run() async throws {
        let tokens = try options.tokens()
        let before = try residentKiB()
        var clients: [SignalingClient] = []
        for token in tokens {
            let client = try await token.connect(options)
            _ = try await client.hello(token: token.token)
            clients.append(client)
        }
        try await Task.sleep(for: .seconds(seconds))
        let after = try residentKiB()
        for client in clients { await client.drop() }
        try LoadReport(
            scenario: "idle",
            rows: [
                .init(figure: "idle_connections", value: Double(tokens.count), unit: "connections"),
                .init(figure: "idle_rss_before_kib", value: before, unit: "KiB"),
                .init(figure: "idle_rss_after_kib", value: after, unit: "KiB"),
                .init(figure: "idle_kib", value: (after - before) / Double(tokens.count), unit: "KiB/connection"),
            ]
        ).show(json: options.json)
    }

    /// `VmRSS` of the server (proc(5)).
    private func residentKiB() throws -> Double {
        let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        guard let value = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) }) else {
            throw ValidationError("no memory figure for process \(pid)")
        }
        return value
    }
}
