import RoomCore
import SignalingClient
import SignalingProtocol
import Testing

@testable import Signaling

@Suite("Slow readers", .timeLimit(.minutes(30)))
struct SlowReaderTests {
    @Test func `whoever stops reading is closed though little is queued`() async throws {
        let clock = TestClock()
        try await TestServer.run(
            now: clock.moment,
            configure: { settings in
                settings.limits.messageRate = .init(perSecond: 100_000, burst: 100_000)
                // The server looks at its clock every 20 ms.
                settings.limits.heartbeat = .milliseconds(20)
            }
        ) { server in
            let (host, client) = try await server.session()
            let slow = try await server.join(server.tokens.client(2), receiveBuffer: 4_096)
            _ = try await host.client.first(.waitingJoined)
            try await host.client.send(.waitingAdmit(Admit(ids: [slow.id])), id: "1")
            _ = try await host.client.reply(to: "1")
            _ = try await slow.client.first(.roomState)
            try await slow.client.read(false)

            let text = String(repeating: "😀", count: 2_000)
            // More than the kernel takes, less than may wait.
            for _ in 0..<120 {
                try await host.client.send(.chatSend(ChatDraft(text: text)))
                _ = try await host.client.everythingSoFar()
                #expect(try await client.client.everythingSoFar().isEmpty == false)
            }
            #expect(await server.room()?.connections.count == 3)
            clock.advance(.seconds(5))
            while await server.room()?.connections.count != 2 { _ = try await host.client.everythingSoFar() }
            try await slow.client.read(true)
            #expect(try await slow.client.end().bye?.code == .slowConsumer)
        }
    }

    @Test func `whoever does not read is closed, and slows nobody`() async throws {
        try await TestServer.run(configure: { settings in
            settings.limits.messageRate = .init(perSecond: 100_000, burst: 100_000)
            settings.limits.outboundMessages = 16
        }) { server in
            let (host, client) = try await server.session()
            let slow = try await server.join(server.tokens.client(2), receiveBuffer: 4_096)
            _ = try await host.client.first(.waitingJoined)
            try await host.client.send(.waitingAdmit(Admit(ids: [slow.id])), id: "1")
            _ = try await host.client.reply(to: "1")
            _ = try await slow.client.first(.roomState)
            try await slow.client.read(false)

            let text = String(repeating: "😀", count: 2_000)
            var isClosed = false
            for round in 0..<5_000 where !isClosed {
                try await host.client.send(.chatSend(ChatDraft(text: text)))
                guard round % 16 == 0 else { continue }
                _ = try await host.client.everythingSoFar()
                #expect(try await client.client.everythingSoFar().isEmpty == false)
                isClosed = await server.room()?.connections.count == 2
            }
            #expect(isClosed)
            try await slow.client.read(true)
            let end = try await slow.client.end()
            #expect(end.bye?.code == .slowConsumer)
            #expect(end.bye?.action == .resume)
            #expect(end.code == CloseCode.slowConsumer.rawValue)
        }
    }
}
