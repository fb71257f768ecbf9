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
        switch unwrapInboundIn(data) {
        case .head(let head): status = Int(head.status.code)
        case .body(let part): body += String(buffer: part)
        case .end:
            guard status == 101 else {
                finish(.failure(SignalingClient.Failure.refused(status: status, body: body)))
                return context.close(promise: nil)
            }
            do {
                finish(.success(try becomeWebSocket(context)))
            } catch {
                finish(.failure(error))
                context.close(promise: nil)
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

    private func finish(_ result: Result<SignalingClient, any Error>) {
        guard !isDone else { return }
        isDone = true
        outcome.completeWith(result)
    }

    private func becomeWebSocket(_ context: ChannelHandlerContext) throws -> SignalingClient {
        let pipeline = context.pipeline.syncOperations
        let handler = ClientHandler(on: context.eventLoop)
        try pipeline.addHandlers(
            [WebSocketFrameEncoder(), ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: 1 << 24)), handler],
            position: .after(decoder))
        pipeline.removeHandler(self, promise: nil)
        pipeline.removeHandler(encoder, promise: nil)
        pipeline.removeHandler(decoder, promise: nil)
        return SignalingClient(channel: context.channel, handler: handler)
    }
}
