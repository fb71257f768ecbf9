import SignalingClient
import SignalingProtocol
import Testing

@testable import Signaling

@Suite("Heartbeats", .timeLimit(.minutes(1)))
struct HeartbeatTests {
    @Test func `a silent peer is dead after a while, and is told so`() async throws {
        try await TestServer.run(configure: { settings in
            settings.limits.heartbeat = .milliseconds(100)
            settings.limits.heartbeatTimeout = .milliseconds(1_500)
        }) { server in
            let client = try await server.join(server.tokens.client()).client
            try await client.answerPings(false)
            let end = try await client.end()
            #expect(end.code == CloseCode.heartbeatLost.rawValue)
            #expect(end.bye?.action == .resume)
        }
    }

    @Test func `a peer that answers lives on, and is told the time`() async throws {
        try await TestServer.run(configure: { settings in
            settings.limits.heartbeat = .milliseconds(100)
            settings.limits.heartbeatTimeout = .milliseconds(1_500)
            settings.limits.tick = .milliseconds(600)
        }) { server in
            let client = try await server.join(server.tokens.client()).client
            for _ in 0..<4 { _ = try await client.first(.tick) }
        }
    }

    @Test func `when the server stops everybody is told when to come back`() async throws {
        try await TestServer.run { server in
            let (_, client) = try await server.session()
            let queue = try await server.connectStaff()
            let silent = try await server.connect()
            await server.stop()
            let draining = try await client.client.serverDraining()
            #expect((500...5_000).contains(draining.reconnectAfterMs))
            let end = try await client.client.end()
            #expect(end.bye?.retryAfterMs == draining.reconnectAfterMs)
            #expect(end.code == CloseCode.restart.rawValue)
            for other in [queue, silent] { #expect(try await other.end().code == CloseCode.restart.rawValue) }
            #expect(!server.signaling.isReady)
        }
    }
}
