import Crypto
import NIOCore
import NIOPosix
import NIOSSL

/// Why a relay gives no address.
enum RelayRefusal: Error {
    /// The relay's own number (RFC 8656, section 19).
    case code(Int)
    case silence
}

/// Asks a relay for an address as a browser does (RFC 8656, section 7), and gives it back at once.
struct RelayVisit: Sendable {
    /// How long all of it may take. Default 10 s.
    static let patience: TimeAmount = .seconds(10)
    /// After how long a datagram is sent again. Default 0.5 s (RFC 8489, section 6.2.1).
    static let resendTime: TimeAmount = .milliseconds(500)

    let address: RelayAddress
    let user: String
    let password: String

    /// - Throws: ``RelayRefusal``, or what connecting throws.
    func allocate() async throws {
        let (answers, answer) = AsyncStream.makeStream(of: ByteBuffer.self, bufferingPolicy: .bufferingOldest(64))
        let channel = try await connect(answer)
        let limit = channel.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
        defer {
            limit.cancel()
            channel.close(promise: nil)
        }
        let line = Line(channel: channel, resends: address.transport == .udp, answers: answers)
        // UDP is asked for (17); whoever has not logged in is told how.
        let transport: (STUNMessage.Attribute, [UInt8]) = (.requestedTransport, [17, 0, 0, 0])
        let challenge = try await line.ask(STUNMessage(.allocate, [transport]), key: nil)
        guard let realm = challenge[.realm], let nonce = challenge[.nonce] else { throw RelayRefusal.code(challenge.error ?? 400) }
        let login: [(STUNMessage.Attribute, [UInt8])] = [(.username, Array(user.utf8)), (.realm, realm), (.nonce, nonce)]
        let key = Array(Insecure.MD5.hash(data: Array("\(user):".utf8) + realm + Array(":\(password)".utf8)))
        let outcome = try await line.ask(STUNMessage(.allocate, [transport] + login), key: key)
        guard outcome.kind == STUNMessage.Kind.allocated.rawValue else { throw RelayRefusal.code(outcome.error ?? 400) }
        _ = try? await line.ask(STUNMessage(.refresh, [(.lifetime, [0, 0, 0, 0])] + login), key: key)
    }

    private func connect(_ answer: AsyncStream<ByteBuffer>.Continuation) async throws -> any Channel {
        let eventLoops = MultiThreadedEventLoopGroup.singleton
        switch address.transport {
        case .udp:
            return try await DatagramBootstrap(group: eventLoops).channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([Datagrams(), Answers(answer)])
                }
            }.connect(host: address.host, port: address.port).get()
        case .tcp, .tls:
            let context = address.transport == .tls ? try NIOSSLContext(configuration: .makeClientConfiguration()) : nil
            let name = address.host.contains(where: \.isLetter) && !address.host.contains(":") ? address.host : nil
            return try await ClientBootstrap(group: eventLoops).channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let context { try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: name)) }
                    try pipeline.addHandler(Answers(answer))
                }
            }.connect(host: address.host, port: address.port).get()
        }
    }
}

/// Question and answer.
private struct Line {
    let channel: any Channel
    let resends: Bool
    let answers: AsyncStream<ByteBuffer>

    func ask(_ question: STUNMessage, key: [UInt8]?) async throws -> STUNMessage {
        let bytes = question.bytes(key: key)
        channel.writeAndFlush(bytes, promise: nil)
        let resending =
            resends
            ? channel.eventLoop.scheduleRepeatedTask(initialDelay: RelayVisit.resendTime, delay: RelayVisit.resendTime) { _ in
                channel.writeAndFlush(bytes, promise: nil)
            } : nil
        defer { resending?.cancel() }
        var heard = ByteBuffer()
        for await more in answers {
            heard.writeImmutableBuffer(more)
            while let message = STUNMessage(from: &heard) {
                if message.transaction == question.transaction { return message }
            }
            // A datagram is a whole message, or none.
            if resends { heard.clear() }
        }
        throw RelayRefusal.silence
    }
}

private final class Datagrams: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias InboundOut = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.fireChannelRead(wrapInboundOut(unwrapInboundIn(data).data))
    }
}

private final class Answers: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let answer: AsyncStream<ByteBuffer>.Continuation

    init(_ answer: AsyncStream<ByteBuffer>.Continuation) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { answer.yield(unwrapInboundIn(data)) }
    func channelInactive(context: ChannelHandlerContext) { answer.finish() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
