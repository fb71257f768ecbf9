import SignalingClient
import SignalingProtocol
import Testing

@testable import Signaling

@Suite("Heartbeats", .timeLimit(.minutes(30)))
struct HeartbeatTests {
    @Test func `a silent peer is dead after a while, and is told so`() async throws {
        let clock = TestClock()
        try await TestServer.run(now: clock.moment, configure: Self.settings) { server in
            let client = try await server.join(server.tokens.client()).client
            try await client.answerPings(false)
            clock.advance(Self.timeout)
            let end = try await client.end()
            #expect(end.code == CloseCode.heartbeatLost.rawValue)
            #expect(end.bye?.action == .resume)
        }
    }

    @Test func `a peer that answers lives on, and is told the time`() async throws {
        let clock = TestClock()
        try await TestServer.run(now: clock.moment, configure: Self.settings) { server in
            let client = try await server.join(server.tokens.client()).client
            // Four steps are one timeout, and two are one tick.
            var ticks = 0
            for _ in 0..<8 {
                clock.advance(Self.timeout / 4)
                while true {
                    let event = try await client.next()
                    if event == .ping { break }
                    if case .frame(.event(.tick, _, _), _) = event { ticks += 1 }
                }
            }
            // The last may come after the last ping.
            #expect((3...4).contains(ticks))
        }
    }

    private static let timeout: Duration = .seconds(40)

    /// The server looks at its clock every 20 ms.
    private static func settings(_ settings: inout SignalingSettings) {
        settings.limits.heartbeat = .milliseconds(20)
        settings.limits.heartbeatTimeout = timeout
        settings.limits.tick = timeout / 2
    }
}
