import HummingbirdCore
import Logging
import NIOCore
import SignalingProtocol

@testable import Signaling

/// The real server's way from the first byte to a message, with somebody at its end who says back what was said. It exists in these
/// tests alone: the program can't be asked for it.
enum EchoServer {
    /// The limits are raised to what a suite of tests sends, which is more than anybody may: up to 16 MiB in a message, as fast as it can.
    static func run<Result: Sendable>(_ body: @Sendable (TestServer) async throws -> Result) async throws -> Result {
        try await TestServer.run(
            configure: { settings in
                settings.limits.frameBytes = 1 << 26
                settings.limits.outboundBytes = 1 << 27
                settings.limits.outboundMessages = 1 << 20
                settings.limits.messageRate = .init(perSecond: 1 << 20, burst: 1 << 20)
                // What the server says by itself would be taken for an answer.
                settings.limits.heartbeat = .seconds(3600)
                settings.limits.tick = .seconds(3600)
            },
            serving: { signaling in
                HTTPServerBuilder { responder in
                    EchoChannel(signaling: SignalingChannel(signaling, responder: responder) { _ in Echo() })
                }
            }, body)
    }
}

/// Says back what it hears.
private final class Echo: SocketUser {
    private var socket: WebSocketHandler?

    func opened(on socket: WebSocketHandler) {
        self.socket = socket
        socket.accepted()
    }

    func received(_ text: [UInt8], _ verdict: MessageRate.Verdict) { socket?.send(OutgoingFrame(ByteBuffer(bytes: text))) }
    func draining(by deadline: Instant) { socket?.close(ServerBye(code: .restart, reason: CloseCode.restart.word)) }
    func helloTimedOut() {}
    func closed() { socket = nil }
}

/// The server's own connection, with an ``EchoTongue`` where it becomes a WebSocket.
private struct EchoChannel: ServerChildChannel {
    let signaling: SignalingChannel

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<SignalingChannel.Value> {
        signaling.setup(channel: channel, logger: logger).map { value in
            value.http.whenSuccess { http in
                guard http == nil else { return }
                do {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(EchoTongue(), position: .before(pipeline.handler(type: WebSocketHandler.self)))
                } catch {
                    channel.close(promise: nil)
                }
            }
            return value
        }
    }

    func handle(value: SignalingChannel.Value, logger: Logger) async { await signaling.handle(value: value, logger: logger) }
}
