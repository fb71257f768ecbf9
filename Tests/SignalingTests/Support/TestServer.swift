import HTTPTypes
import HummingbirdCore
import Logging
import Metrics
import NIOCore
import NIOPosix
import ServiceLifecycle
import SignalingClient
import SignalingProtocol
import Synchronization

@testable import Signaling

/// The real server on a free port, with tokens that a test makes up.
final class TestServer: Sendable {
    static let origin = "https://practice.example"

    let signaling: Signaling
    let journal: TestJournal
    let tokens: TestTokens
    let port: Int

    private init(signaling: Signaling, journal: TestJournal, tokens: TestTokens, port: Int) {
        self.signaling = signaling
        self.journal = journal
        self.tokens = tokens
        self.port = port
    }

    /// Runs a server for as long as `body` takes.
    static func run<Result: Sendable>(
        journal: TestJournal? = nil, tokens: TestTokens = TestTokens(), terms: @escaping @Sendable () throws -> RoomTerms? = { nil },
        now: @escaping @Sendable () -> Instant = { TestTokens.now }, metrics: any MetricsFactory = NOOPMetricsHandler.instance,
        configure: (inout SignalingSettings) -> Void = { _ in },
        serving: (Signaling) -> HTTPServerBuilder = HTTPServerBuilder.signaling, _ body: @Sendable (TestServer) async throws -> Result
    ) async throws -> Result {
        var settings = SignalingSettings(endpoint: "ws://localhost/v1/ws", allowedOrigins: [origin])
        // Nobody is cut for what the machine did: where a limit matters the test sets it.
        settings.limits.helloTimeout = .seconds(600)
        settings.limits.heartbeatTimeout = .seconds(600)
        configure(&settings)
        let journal = try journal ?? TestJournal()
        let signaling = Signaling(
            settings: settings, journal: journal, verify: tokens.verify, verifyStaff: tokens.verifyStaff,
            terms: { room in room == TestTokens.room ? try terms() : nil }, now: now, logger: Logger(label: "test"),
            metrics: metrics)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let service = try serving(signaling).buildServer(
            configuration: .init(address: .hostname("127.0.0.1", port: 0)), eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "test"),
            responder: { _, writer, _ in
                let body = ResponseBody(byteBuffer: ByteBuffer(string: "page"))
                try await writer.write(response: .init(status: .ok, headerFields: [.contentLength: "4"]), body: body)
            },
            onServerRunning: { listener in
                do {
                    try await signaling.attend(listener)
                    port.yield(listener.localAddress?.port ?? 0)
                } catch {
                    port.finish()
                }
            })
        return try await withThrowingTaskGroup { group in
            let services = ServiceGroup(
                configuration: .init(services: [.init(service: service)], logger: Logger(label: "test")))
            group.addTask { try await services.run() }
            var found = ports.makeAsyncIterator()
            guard let port = await found.next() else { throw CancellationError() }
            let result = try await body(TestServer(signaling: signaling, journal: journal, tokens: tokens, port: port))
            await services.triggerGracefulShutdown()
            return result
        }
    }

    // MARK: Connecting

    func connect(room: RoomID = TestTokens.room, receiveBuffer: Int? = nil) async throws -> SignalingClient {
        try await SignalingClient.connect(
            to: "ws://127.0.0.1:\(port)/v1/ws?room=\(room)", handshake: .init(origin: Self.origin), receiveBuffer: receiveBuffer)
    }

    func connectStaff() async throws -> SignalingClient {
        try await SignalingClient.connect(to: "ws://127.0.0.1:\(port)/v1/staff", handshake: .init(origin: Self.origin))
    }

    /// Connects and says hello.
    func join(_ grant: RoomGrant, hello: Hello = Hello(), receiveBuffer: Int? = nil) async throws -> Joined {
        let client = try await connect(room: grant.room, receiveBuffer: receiveBuffer)
        var hello = hello
        hello.token = tokens.token(for: grant)
        let ok = try await client.hello(hello)
        return Joined(client: client, ok: ok)
    }

    /// A host and one other, a client if nothing is said, admitted, both with their pictures of the room.
    func session(with grant: RoomGrant? = nil) async throws -> (host: Joined, client: Joined) {
        let host = try await join(tokens.host())
        _ = try await host.client.first(.roomState)
        let client = try await join(grant ?? tokens.client())
        if client.ok.state == .waiting {
            _ = try await host.client.first(.waitingJoined)
            try await host.client.send(.waitingAdmit(Admit(ids: [client.id])), id: "admit")
            _ = try await host.client.reply(to: "admit")
        }
        _ = try await client.client.first(.roomState)
        _ = try await host.client.everythingSoFar()
        _ = try await client.client.everythingSoFar()
        return (host, client)
    }

    /// The room as it is in memory.
    func room(_ room: RoomID = TestTokens.room) async -> RoomHost? { await signaling.directory.hosts[room] }
}

/// Somebody who said hello and was taken in.
struct Joined: Sendable {
    let client: SignalingClient
    let ok: HelloOK
    var id: ParticipantID { ok.participantId }
}
