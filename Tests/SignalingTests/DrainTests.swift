import SignalingClient
import SignalingProtocol
import Testing

@testable import Signaling

@Suite("Draining", .timeLimit(.minutes(30)))
struct DrainTests {
    /// Longer than any machine stands still: what comes before it came by itself.
    private static let ample: Duration = .seconds(600)

    @Test func `whoever is in, waits, watches the queue or stands at the door is told when to come back`() async throws {
        try await TestServer.run { server in
            let (host, client) = try await server.session()
            let waiting = try await server.join(server.tokens.client(2)).client
            let (queue, _) = try await StaffTests.queue(server, server.tokens.staffGrant())
            let silent = try await server.connect()
            await server.signaling.drain(within: Self.ample)

            for inside in [host.client, client.client, waiting, queue] {
                let draining = try await inside.serverDraining()
                #expect((500...5_000).contains(draining.reconnectAfterMs))
                #expect(draining.deadline > TestTokens.now)
                let end = try await inside.end()
                #expect(end.bye == draining.bye)
                #expect(end.bye?.action == .resume)
                #expect(end.code == CloseCode.restart.rawValue)
            }
            let end = try await silent.end()
            #expect(end.code == CloseCode.restart.rawValue)
            #expect((500...5_000).contains(end.bye?.retryAfterMs ?? 0))
            #expect(!server.signaling.isReady)
        }
    }

    @Test func `what is being committed is answered before the last word`() async throws {
        try await TestServer.run { server in
            let (host, client) = try await server.session()
            let waiting = try await server.join(server.tokens.client(2))
            let (queue, _) = try await StaffTests.queue(server, server.tokens.staffGrant())
            await server.journal.hold()
            try await host.client.send(.roomLock(Lock(locked: true)), id: "lock")
            await server.journal.reached()
            try await queue.send(text: #"{"type":"waiting.admit","id":"admit","data":{"room":"room-1","ids":["\#(waiting.id)"]}}"#)
            try await Self.pass(queue)
            async let drained: Void = server.signaling.drain(within: Self.ample)
            for inside in [host.client, client.client, queue] { _ = try await inside.serverDraining() }
            #expect(try await host.client.kinds() == [])

            await server.journal.release()
            #expect(try await host.client.reply(to: "lock") == .ok(.none))
            #expect(try await queue.reply(to: "admit") == .ok(.admission(AdmissionOutcome(admitted: [waiting.id]))))
            for inside in [host.client, client.client, waiting.client, queue] {
                #expect(try await inside.end().code == CloseCode.restart.rawValue)
            }
            await drained
        }
    }

    @Test func `a hello under way gets what its token bought, and then the last word`() async throws {
        try await TestServer.run { server in
            let (host, _) = try await server.session()
            let newcomer = try await server.connect()
            await server.journal.hold()
            try await newcomer.send(.hello(Hello(token: server.tokens.token(for: server.tokens.client(2)))))
            await server.journal.reached()
            async let drained: Void = server.signaling.drain(within: Self.ample)
            _ = try await host.client.serverDraining()
            await server.journal.release()
            _ = try await newcomer.first(.helloOK)
            _ = try await newcomer.serverDraining()
            #expect(try await newcomer.end().code == CloseCode.restart.rawValue)
            await drained
        }
    }

    @Test func `meanwhile nobody new is let in, and pages are answered`() async throws {
        try await TestServer.run { server in
            let (host, _) = try await server.session()
            await server.journal.hold()
            try await host.client.send(.roomLock(Lock(locked: true)), id: "lock")
            await server.journal.reached()
            async let drained: Void = server.signaling.drain(within: Self.ample)
            _ = try await host.client.serverDraining()

            let late = try await RawConnection.open(port: server.port)
            try await late.send(HandshakeTests.upgrade)
            let answer = try await late.read(until: "}")
            #expect(answer.hasPrefix("HTTP/1.1 503 "))
            #expect(answer.lowercased().contains("retry-after: "))
            let reader = try await RawConnection.open(port: server.port)
            try await reader.send(HandshakeTests.page)
            #expect(try await reader.read(until: "page").hasPrefix("HTTP/1.1 200 OK"))
            await server.journal.release()
            await drained
        }
    }

    @Test func `at the deadline nobody waits for the disk, nor for a peer that answers nothing`() async throws {
        let clock = TestClock()
        try await TestServer.run(now: clock.moment, configure: Self.looksOften) { server in
            let (host, _) = try await server.session()
            let hung = try await RawConnection.open(port: server.port)
            try await hung.send(HandshakeTests.upgrade)
            _ = try await hung.read(until: "welcome")
            await server.journal.hold()
            try await host.client.send(.roomLock(Lock(locked: true)), id: "lock")
            await server.journal.reached()
            async let drained: Void = server.signaling.drain(within: .seconds(2))
            #expect(try await host.client.serverDraining().deadline == clock.moment() + .seconds(2))
            _ = try await hung.read(until: "bye")

            clock.advance(.seconds(2))
            await drained
            _ = try await hung.readToEnd()
            let end = try await host.client.end()
            #expect(end.code == CloseCode.restart.rawValue)
            #expect(end.bye?.action == .resume)
            await server.journal.release()
        }
    }

    @Test func `who comes in at the last moment is told as well`() async throws {
        try await TestServer.run { server in
            // Past the door before it was shut, and open only now.
            await server.signaling.core.sockets.stop(by: TestTokens.now + Self.ample)
            let late = try await RawConnection.open(port: server.port)
            try await late.send(HandshakeTests.upgrade)
            #expect(try await late.read(until: "retryAfterMs").contains("bye"))
        }
    }

    /// Waits until the server has taken everything that this client sent.
    private static func pass(_ client: SignalingClient) async throws { _ = try await client.everythingSoFar() }

    /// The server looks at its clock every 20 ms.
    private static func looksOften(_ settings: inout SignalingSettings) {
        settings.limits.heartbeat = .milliseconds(20)
    }
}
