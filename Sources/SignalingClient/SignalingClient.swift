import Foundation
import NIOCore
import NIOPosix
import NIOWebSocket
import SignalingProtocol

/// One WebSocket to a signaling server, for tests and for load: sends messages, or frames as bad as wanted, and waits for what
/// comes back.
public final class SignalingClient: Sendable {
    /// What came from the server.
    public enum Event: Equatable, Sendable {
        case frame(ServerFrame, text: String)
        /// Text that is no frame of the protocol.
        case unreadable(String)
        case ping
        case pong
        /// The connection is over; without a code where there was no close frame.
        case closed(UInt16?)
    }

    public enum Failure: Error, Equatable, Sendable {
        /// Not a 101: what was answered instead.
        case refused(status: Int, body: String)
        /// Nothing came in the time allowed.
        case silence
        /// The connection ended where something else was expected.
        case ended(code: UInt16?)
        /// The server did what it should have refused.
        case granted
        case badURL
    }

    /// How long is waited for what must come before it counts as lost. Default 2 min, since a busy machine can stand still for
    /// many seconds: it ends a wait that would never end, and measures nothing.
    public static let patience: TimeAmount = .minutes(2)

    let channel: any Channel
    private let inbox: NIOLoopBound<ClientHandler>

    init(channel: any Channel, handler: ClientHandler) {
        self.channel = channel
        inbox = NIOLoopBound(handler, eventLoop: channel.eventLoop)
    }

    // MARK: Sending

    public func send(_ message: ClientMessage, id: String? = nil, ack: Int? = nil) async throws {
        let frame = ClientFrame(message, id: id, ack: ack)
        try await send(text: String(decoding: frame.signalText ?? Array(JSONEncoder().encode(frame)), as: UTF8.self))
    }

    public func send(text: String) async throws { try await send(bytes: Array(text.utf8)) }

    /// Sends these bytes as one text frame, whatever they are.
    public func send(bytes: [UInt8]) async throws {
        try await send(WebSocketFrame(fin: true, opcode: .text, maskKey: .random(), data: ByteBuffer(bytes: bytes)))
    }

    public func send(_ frame: WebSocketFrame) async throws { try await channel.writeAndFlush(frame) }

    /// Says goodbye by a close frame.
    public func close(_ code: UInt16 = 1000) async throws {
        var data = ByteBuffer()
        data.write(webSocketErrorCode: WebSocketErrorCode(codeNumber: Int(code)))
        try await send(WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: data))
    }

    /// Drops the connection without a word.
    public func drop() async { try? await channel.close() }

    /// Closes only the sending half, as a process that ends may do.
    public func finishSending() async throws { try await channel.close(mode: .output) }

    /// Stops, or goes on, taking bytes from the network.
    public func read(_ isReading: Bool) async throws { try await channel.setOption(.autoRead, value: isReading).get() }

    /// Stops, or goes on, answering the server's PING frames.
    public func answerPings(_ isAnswering: Bool) async throws {
        try await channel.eventLoop.submit { [inbox] in inbox.value.answersPings = isAnswering }.get()
    }

    // MARK: Receiving

    /// What comes next.
    ///
    /// - Throws: ``Failure/silence`` if nothing comes in time.
    public func next(within time: TimeAmount = patience) async throws -> Event {
        try await channel.eventLoop.flatSubmit { [inbox] in inbox.value.next(within: time) }.get()
    }
}
