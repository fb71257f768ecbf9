import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOWebSocket
import SignalingProtocol

/// Looks at a connection's first request: a WebSocket handshake of ours is answered here and HTTP leaves the pipeline; anything
/// else starts the HTTP side, which gets that request and all that follow.
///
/// Later requests that ask for an upgrade are let through to be answered, and the connection closes after that, since the
/// decoder reads nothing behind them.
final class UpgradeHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Default 16 KiB: cookies and a token fit; the decoder holds that much for every connection that sends it.
    static let maximumHeaderBytes = 16_384
    static let maximumHeaderFields = 100
    /// What the kernel may hold of frames that a peer doesn't read, in bytes. Default 256 KiB, of which Linux makes twice as much;
    /// without it megabytes.
    static let sendBuffer: ChannelOptions.Types.SocketOption.Value = 262_144
    /// How long a connection may take to send its first request, and may rest between two. Default 60 s.
    static let idleTime: TimeAmount = .seconds(60)

    /// What speaks HTTP, to be taken out for a WebSocket.
    struct HTTPHandlers {
        let encoder: HTTPResponseEncoder
        let decoder: ByteToMessageHandler<HTTPRequestDecoder>
        let codec: HTTP1ToHTTPServerCodec
    }

    private enum State {
        case fresh
        /// A handshake in order, but for the end of its request.
        case shaking(HTTPRequest, UpgradeRequest.Purpose, accept: String)
        case http(isLast: Bool)
        /// Answered; what comes meanwhile is WebSocket's already.
        case leaving(early: [NIOAny])
        case done
    }

    let outcome: EventLoopPromise<NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>?>
    private let signaling: Signaling
    private let place: Lobby.Place
    private let user: SignalingChannel.MakeUser
    private let logger: Logger
    private let http: HTTPHandlers
    private var state = State.fresh
    private var alarm: Scheduled<Void>?

    init(
        _ signaling: Signaling, place: Lobby.Place, user: @escaping SignalingChannel.MakeUser, logger: Logger, http: HTTPHandlers,
        outcome: EventLoopPromise<NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>?>
    ) {
        self.signaling = signaling
        self.place = place
        self.user = user
        self.logger = logger
        self.http = http
        self.outcome = outcome
    }

    func handlerAdded(context: ChannelHandlerContext) {
        alarm = context.eventLoop.assumeIsolated().scheduleTask(in: Self.idleTime) { context.close(promise: nil) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .leaving(let early) = state {
            state = .leaving(early: early + [data])
            return
        }
        let part = unwrapInboundIn(data)
        switch (state, part) {
        case (.fresh, .head(let request)): first(request, context: context)
        case (.shaking(let request, let purpose, let accept), .end):
            upgrade(request, to: purpose, accept: accept, context: context)
        case (.shaking(let request, _, _), _):
            // A handshake has no body: the router's side says so.
            startHTTP(with: request, context: context)
            context.fireChannelRead(data)
        case (.http, .head(let request)): pass(request, context: context)
        case (.http, _): context.fireChannelRead(data)
        case (.fresh, _), (.leaving, _), (.done, _): break
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .http(isLast: true) = state, case .head(var response) = unwrapOutboundIn(data) else {
            return context.write(data, promise: promise)
        }
        response.headerFields[.connection] = "close"
        context.write(wrapOutboundOut(.head(response)), promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        let isQuiescing = event is ChannelShouldQuiesceEvent
        if isQuiescing { signaling.doorkeeper.drain() }
        switch state {
        case .fresh where isQuiescing || (event as? ChannelEvent) == .inputClosed: context.close(promise: nil)
        case .leaving where isQuiescing || (event as? ChannelEvent) == .inputClosed: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard case .fresh = state else { return context.fireErrorCaught(error) }
        let response = HTTPResponse(status: .badRequest, headerFields: [.connection: "close", .contentLength: "0"])
        context.write(wrapOutboundOut(.head(response)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.close(promise: nil)
    }

    private func first(_ request: HTTPRequest, context: ChannelHandlerContext) {
        guard
            case .accepted(let purpose, let accept)? = UpgradeRequest(
                request, allowedOrigins: signaling.settings.allowedOrigins), signaling.isReady
        else { return startHTTP(with: request, context: context) }
        state = .shaking(request, purpose, accept: accept)
    }

    private func startHTTP(with request: HTTPRequest, context: ChannelHandlerContext) {
        alarm?.cancel()
        alarm = nil
        do {
            let pipeline = context.pipeline.syncOperations
            let (lobby, place) = (signaling.core.lobby, self.place)
            try pipeline.addHandler(ExchangeHandler { lobby.setBusy(place, $0) })
            try pipeline.addHandler(
                HTTPConnectionStateHandler(idleTimeout: .nanoseconds(Self.idleTime.nanoseconds), logger: logger))
            let channel = try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
                wrappingChannelSynchronously: context.channel, configuration: .init(isOutboundHalfClosureEnabled: true))
            state = .http(isLast: false)
            outcome.succeed(channel)
            pass(request, context: context)
        } catch {
            state = .done
            outcome.fail(error)
            context.close(promise: nil)
        }
    }

    private func pass(_ request: HTTPRequest, context: ChannelHandlerContext) {
        context.fireChannelRead(wrapInboundOut(.head(request)))
        guard request.asksForUpgrade else { return }
        state = .http(isLast: true)
        // The state handler behind us closes once the answers under way are written.
        context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }

    private func upgrade(
        _ request: HTTPRequest, to purpose: UpgradeRequest.Purpose, accept: String, context: ChannelHandlerContext
    ) {
        alarm?.cancel()
        alarm = nil
        state = .leaving(early: [])
        let response = HTTPResponse(
            status: .switchingProtocols,
            headerFields: [
                .upgrade: "websocket", .connection: "Upgrade", .secWebSocketAccept: accept,
                .secWebSocketProtocol: Signaling.subprotocol,
            ])
        context.write(wrapOutboundOut(.head(response)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        let address = AddressPrefix(signaling.settings.clientAddress(request, context.remoteAddress))
        signaling.core.lobby.move(place, to: address)
        do {
            try context.channel.syncOptions?.setOption(.socketOption(.so_sndbuf), value: Self.sendBuffer)
        } catch {
            // Not every kind of channel has one, and it is a bound on top of ours.
        }
        let socket = WebSocketHandler(user(purpose), core: signaling.core, address: address, place: place)
        do {
            try leaveHTTP(context, for: socket).assumeIsolated().whenComplete { self.finish($0, with: socket, context: context) }
        } catch {
            finish(.failure(error), with: socket, context: context)
        }
    }

    /// Puts WebSocket's codec in the place of HTTP's. What the peer sent too early comes out of the HTTP decoder when it goes,
    /// and waits here for the socket.
    private func leaveHTTP(_ context: ChannelHandlerContext, for socket: WebSocketHandler) throws -> EventLoopFuture<Void> {
        let pipeline = context.pipeline.syncOperations
        try pipeline.addHandlers(
            [
                WebSocketFrameEncoder(),
                ByteToMessageHandler(
                    BoundedFrameDecoder(limit: signaling.core.limits.frameBytes) { [weak socket] in socket?.maximumBytes ?? 0 }),
            ], position: .after(http.decoder))
        pipeline.removeHandler(http.encoder, promise: nil)
        pipeline.removeHandler(http.codec, promise: nil)
        return pipeline.removeHandler(http.decoder)
    }

    private func finish(_ result: Result<Void, any Error>, with socket: WebSocketHandler, context: ChannelHandlerContext) {
        guard case .leaving(let early) = state else { return }
        state = .done
        do {
            try result.get()
            try context.pipeline.syncOperations.addHandler(socket)
            outcome.succeed(nil)
            for data in early { context.fireChannelRead(data) }
            context.pipeline.syncOperations.removeHandler(self, promise: nil)
        } catch {
            outcome.fail(error)
            context.close(promise: nil)
        }
    }

    /// The connection is gone, or HTTP is out of it. Whoever waits to hear what it became hears that it became nothing.
    private func end() {
        alarm?.cancel()
        alarm = nil
        switch state {
        case .fresh, .shaking, .leaving: outcome.fail(ChannelError.eof)
        case .http, .done: break
        }
        state = .done
    }
}
