import Foundation
import HTTPTypes
import Logging
import Metrics
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Synchronization
import Testing

@testable import Signaling

@Suite("Connection handlers")
struct ConnectionHandlerTests {
    private final class Recorder<Value: Sendable>: Sendable {
        private let values = Mutex<[Value]>([])
        var all: [Value] { values.withLock { $0 } }
        func add(_ value: Value) { values.withLock { $0.append(value) } }
    }

    // MARK: Requests and answers

    private static func exchange() throws -> (channel: EmbeddedChannel, busy: Recorder<Bool>) {
        let busy = Recorder<Bool>()
        let channel = EmbeddedChannel(handler: ExchangeHandler { busy.add($0) })
        try channel.connect(to: SocketAddress(ipAddress: "192.0.2.1", port: 1)).wait()
        return (channel, busy)
    }

    private static let head = HTTPRequestPart.head(HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/"))

    @Test func `a request that comes slowly ends after two minutes, however often a little of it comes`() throws {
        let (channel, busy) = try Self.exchange()
        try channel.writeInbound(Self.head)
        for _ in 0..<119 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
            try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "a")))
        }
        #expect(channel.isActive && busy.all == [])
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test func `an answer that nobody reads ends as well`() throws {
        let (channel, busy) = try Self.exchange()
        try channel.writeInbound(Self.head)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
        channel.embeddedEventLoop.advanceTime(by: .seconds(120))
        #expect(!channel.isActive && busy.all == [true])
    }

    @Test func `each request has its own two minutes`() throws {
        let (channel, busy) = try Self.exchange()
        for _ in 0..<3 {
            try channel.writeInbound(Self.head)
            try channel.writeInbound(HTTPRequestPart.end(nil))
            channel.embeddedEventLoop.advanceTime(by: .seconds(119))
            try channel.writeOutbound(HTTPResponsePart.end(nil))
            channel.embeddedEventLoop.advanceTime(by: .seconds(300))
        }
        #expect(channel.isActive && busy.all == [true, false, true, false, true, false])
        _ = try channel.finish()
    }

    // MARK: The listening socket

    private final class Reads: ChannelOutboundHandler {
        typealias OutboundIn = Never
        var count = 0
        func read(context: ChannelHandlerContext) { count += 1 }
    }

    private final class Errors: ChannelInboundHandler {
        typealias InboundIn = any Channel
        var count = 0
        func errorCaught(context: ChannelHandlerContext, error: any Error) { count += 1 }
        func channelRead(context: ChannelHandlerContext, data: NIOAny) {}
    }

    private static func listener(_ maximum: Int) throws -> (channel: EmbeddedChannel, reads: Reads, errors: Errors) {
        let (channel, reads, errors) = (EmbeddedChannel(), Reads(), Errors())
        let handler = ListenerHandler(
            maximumConnections: maximum, metrics: SignalingMetrics(NOOPMetricsHandler.instance), logger: Logger(label: "test"))
        try channel.pipeline.syncOperations.addHandlers([reads, handler, errors])
        return (channel, reads, errors)
    }

    @Test(arguments: [EMFILE, ENFILE, ENOBUFS, ENOMEM])
    func `without anything left for a newcomer the listening socket rests, and looks again`(code: CInt) throws {
        let (channel, reads, errors) = try Self.listener(100)
        channel.pipeline.syncOperations.fireErrorCaught(IOError(errnoCode: code, reason: "accept"))
        #expect(errors.count == 0)
        channel.pipeline.syncOperations.read()
        #expect(reads.count == 0)
        channel.embeddedEventLoop.advanceTime(by: ListenerHandler.restingTime)
        channel.pipeline.syncOperations.read()
        #expect(reads.count == 1)
        _ = try channel.finish()
    }

    @Test func `whoever has gone before being accepted disturbs nobody, and what can't be mended is told`() throws {
        let (channel, reads, errors) = try Self.listener(100)
        channel.pipeline.syncOperations.fireErrorCaught(IOError(errnoCode: ECONNABORTED, reason: "accept"))
        channel.pipeline.syncOperations.read()
        #expect(errors.count == 0 && reads.count == 1)
        channel.pipeline.syncOperations.fireErrorCaught(IOError(errnoCode: EBADF, reason: "accept"))
        #expect(errors.count == 1)
        _ = try channel.finish()
    }

    @Test func `no more are accepted than there may be, until one is gone`() throws {
        let (channel, reads, _) = try Self.listener(1)
        let connections = (0...ListenerHandler.leaving).map { _ in EmbeddedChannel(loop: channel.embeddedEventLoop) }
        for connection in connections.dropLast() { channel.pipeline.syncOperations.fireChannelRead(NIOAny(connection)) }
        channel.pipeline.syncOperations.read()
        #expect(reads.count == 1)
        for connection in connections.suffix(1) { channel.pipeline.syncOperations.fireChannelRead(NIOAny(connection)) }
        channel.pipeline.syncOperations.read()
        #expect(reads.count == 1)
        _ = try connections.first?.finish()
        channel.embeddedEventLoop.run()
        #expect(reads.count == 2)
        for connection in connections.dropFirst() { _ = try connection.finish() }
        _ = try channel.finish()
    }
}
