import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Sends the handshake and, after a 101, makes the connection a WebSocket (RFC 6455, section 4.1).
final class HandshakeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    let outcome: EventLoopPromise<SignalingClient>
    private let request: HTTPRequestHead
    private let encoder: HTTPRequestEncoder
    private let decoder: ByteToMessageHandler<HTTPResponseDecoder>
    private var status = 0
    private var body = ""
    private var isDone = false
    /// The server said yes; what comes now is WebSocket's already.
    private var isLeaving = false
    private var early: [NIOAny] = []

    init(
        request: HTTPRequestHead, encoder: HTTPRequestEncoder, decoder: ByteToMessageHandler<HTTPResponseDecoder>,
        outcome: EventLoopPromise<SignalingClient>
    ) {
        self.request = request
        self.encoder = encoder
        self.decoder = decoder
        self.outcome = outcome
    }

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { ask(context) } }

    func channelActive(context: ChannelHandlerContext) {
        ask(context)
        context.fireChannelActive()
    }

    private func ask(_ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(request)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isLeaving else { return early.append(data) }
        switch unwrapInboundIn(data) {
        case .head(let head): status = Int(head.status.code)
        case .body(let part): body += String(buffer: part)
        case .end:
            guard status == 101 else {
                finish(.failure(SignalingClient.Failure.refused(status: status, body: body)))
                return context.close(promise: nil)
            }
            isLeaving = true
            do {
                try leaveHTTP(context).assumeIsolated().whenComplete { self.becomeWebSocket($0, context: context) }
            } catch {
                becomeWebSocket(.failure(error), context: context)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finish(.failure(error))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(.failure(ChannelError.eof))
        context.fireChannelInactive()
    }

    /// Taken out before the handshake was over: the connection never came about.
    func handlerRemoved(context: ChannelHandlerContext) { finish(.failure(ChannelError.eof)) }

    private func finish(_ result: Result<SignalingClient, any Error>) {
        guard !isDone else { return }
        isDone = true
        outcome.completeWith(result)
    }

    /// Puts WebSocket's codec in the place of HTTP's. The HTTP decoder reads along what is written past it, so nothing may be
    /// until it is gone; what the server sent meanwhile waits here.
    private func leaveHTTP(_ context: ChannelHandlerContext) throws -> EventLoopFuture<Void> {
        let pipeline = context.pipeline.syncOperations
        try pipeline.addHandlers(
            [WebSocketFrameEncoder(), ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: 1 << 24))],
            position: .after(decoder))
        pipeline.removeHandler(encoder, promise: nil)
        return pipeline.removeHandler(decoder)
    }

    private func becomeWebSocket(_ left: Result<Void, any Error>, context: ChannelHandlerContext) {
        let handler = ClientHandler(on: context.eventLoop)
        do {
            try left.get()
            try context.pipeline.syncOperations.addHandler(handler)
            for data in early { context.fireChannelRead(data) }
            early = []
            finish(.success(SignalingClient(channel: context.channel, handler: handler)))
            context.pipeline.syncOperations.removeHandler(self, promise: nil)
        } catch {
            finish(.failure(error))
            context.close(promise: nil)
        }
    }
}
