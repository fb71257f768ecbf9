import NIOCore
import NIOPosix

/// A connection that speaks whatever bytes a test wants.
final class RawConnection: Sendable {
    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private var text = ""
        private var wanted: (text: String, found: EventLoopPromise<String>)?
        private var isOver = false

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
            check()
        }

        func channelInactive(context: ChannelHandlerContext) {
            isOver = true
            check()
        }

        /// Everything until this text has come, or until the end.
        func read(until wanted: String, _ found: EventLoopPromise<String>) {
            self.wanted = (wanted, found)
            check()
        }

        private func check() {
            guard let (wanted, found) = wanted, isOver || (!wanted.isEmpty && text.contains(wanted)) else { return }
            self.wanted = nil
            found.succeed(text)
            text = ""
        }
    }

    private let channel: any Channel
    private let collector: NIOLoopBound<Collector>

    private init(_ channel: any Channel, _ collector: NIOLoopBound<Collector>) {
        self.channel = channel
        self.collector = collector
    }

    static func open(port: Int) async throws -> RawConnection {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(host: "127.0.0.1", port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                let collector = Collector()
                try channel.pipeline.syncOperations.addHandler(collector)
                return RawConnection(channel, NIOLoopBound(collector, eventLoop: channel.eventLoop))
            }
        }
    }

    func send(_ text: String) async throws { try await send(bytes: Array(text.utf8)) }
    func send(bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }

    func read(until wanted: String) async throws -> String {
        let found = channel.eventLoop.makePromise(of: String.self)
        channel.eventLoop.execute { [collector] in collector.value.read(until: wanted, found) }
        return try await found.futureResult.get()
    }

    /// Everything until the server closes.
    func readToEnd() async throws -> String { try await read(until: "") }
}
