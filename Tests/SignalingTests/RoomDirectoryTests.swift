import NIOPosix
import RoomCore
import SignalingClient
import SignalingProtocol
import Synchronization
import Testing

@testable import Signaling

@Suite("Room directory", .timeLimit(.minutes(30)))
struct RoomDirectoryTests {
    /// Once, a stranger's resume beside a first hello made the directory spin, and with it every room.
    @Test func `whoever asks for a room that isn't on record holds up nobody who may open it`() async throws {
        try await TestServer.run { server in
            let directory = server.signaling.directory
            let terms = server.tokens.client().terms
            let eventLoop = MultiThreadedEventLoopGroup.singleton.any()
            await server.journal.holdLoads()
            async let stranger = directory.enterIfOnRecord(TestTokens.room) { .happened(.deadlinePassed) }
            await server.journal.loadReached()
            async let first = directory.enter(TestTokens.room, offered: terms, preferring: eventLoop) { .happened(.deadlinePassed) }
            async let second = directory.enter(TestTokens.room, offered: terms, preferring: eventLoop) { .happened(.deadlinePassed) }
            for _ in 0..<100 { await Task.yield() }
            await server.journal.releaseLoads()
            #expect(try await first === second)
            _ = try await stranger
            #expect(await server.room() != nil)
        }
    }

    @Test func `while the portal can't be read, no room is founded on what a token says`() async throws {
        let isDown = Mutex(true)
        let tokens = TestTokens()
        try await TestServer.run(tokens: tokens, terms: { try isDown.withLock { if $0 { throw CancellationError() } else { tokens.terms } } }) {
            server in
            let client = try await server.connect()
            let hello = Hello(token: tokens.token(for: tokens.client()))
            try await client.send(.hello(hello), id: "h")
            let refusal = try await client.refusal(to: "h")
            #expect(refusal.code == .upstreamUnavailable && refusal.retryable)
            #expect(await server.room() == nil)

            isDown.withLock { $0 = false }
            let again = try await server.connect()
            #expect(try await again.hello(hello).state == .waiting)
        }
    }
}
