import Logging
import NIOCore
import NIOPosix
import NIOWebSocket
import SignalingProtocol

@testable import Signaling
@testable import SignalingClient

/// The signaling server without its HTTP: each room has a port of its own, where connections are WebSockets from their first byte.
/// Four event loops, so that people of one room are on several.
final class SocketServer: Sendable {
    let signaling: Signaling
    let tokens = Tokens()
    private let eventLoops: any EventLoopGroup

    private init(on eventLoops: any EventLoopGroup) {
        self.eventLoops = eventLoops
        var settings = SignalingSettings(endpoint: "ws://localhost/v1/ws", allowedOrigins: [])
        settings.limits.messageRate = .init(perSecond: 1 << 20, burst: 1 << 20)
        settings.limits.hostRate = settings.limits.messageRate
        settings.limits.helloTimeout = .seconds(600)
        settings.limits.heartbeatTimeout = .seconds(600)
        // Often, so that timers meet messages.
        settings.limits.heartbeat = .milliseconds(20)
        settings.limits.tick = .milliseconds(30)
        signaling = Signaling(
            settings: settings, journal: ForgetfulJournal(), verify: tokens.verify, verifyStaff: tokens.verifyStaff, terms: { _ in nil },
            now: { Tokens.now }, logger: Logger(label: "test"), eventLoops: eventLoops)
    }

    static func run(_ body: (SocketServer) async throws -> Void) async throws {
        let eventLoops = MultiThreadedEventLoopGroup(numberOfThreads: 4)
        let server = SocketServer(on: eventLoops)
        try await body(server)
        try await eventLoops.shutdownGracefully()
    }

    /// Listens for people of one room, or, without one, for staff.
    ///
    /// - Returns: Connects somebody.
    func open(_ room: RoomID?) async throws -> @Sendable () async throws -> SignalingClient {
        let listener = try await ServerBootstrap(group: eventLoops).childChannelInitializer { [signaling] channel in
            channel.eventLoop.makeCompletedFuture {
                let user: any SocketUser = room.map { ParticipantSocket(room: $0, signaling: signaling) } ?? StaffSocket(signaling: signaling)
                try channel.pipeline.syncOperations.addHandlers([
                    WebSocketFrameEncoder(), ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: signaling.core.limits.frameBytes)),
                    WebSocketHandler(user, core: signaling.core, address: AddressPrefix("127.0.0.1")),
                ])
            }
        }.bind(host: "127.0.0.1", port: 0).get()
        let port = listener.localAddress?.port ?? 0
        return { [eventLoops] in
            try await ClientBootstrap(group: eventLoops).connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = ClientHandler(on: channel.eventLoop)
                    try channel.pipeline.syncOperations.addHandlers([
                        WebSocketFrameEncoder(), ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: 1 << 24)), handler,
                    ])
                    return SignalingClient(channel: channel, handler: handler)
                }
            }
        }
    }
}
