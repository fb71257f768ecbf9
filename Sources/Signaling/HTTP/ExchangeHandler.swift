import NIOCore
import NIOHTTPTypes

/// Watches over requests and their answers: none takes forever, however slowly the peer sends or reads, and the lobby knows whether
/// one is being answered.
final class ExchangeHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// From the head of a request to the end of its answer. Default 120 s: a megabyte over a bad telephone line.
    static let longestTime: TimeAmount = .seconds(120)

    private let setBusy: (Bool) -> Void
    private var underWay = 0
    private var alarm: Scheduled<Void>?

    init(setBusy: @escaping (Bool) -> Void) { self.setBusy = setBusy }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            underWay += 1
            if underWay == 1 { rearm(context) }
        case .body: break
        // Not before: whoever sends a request slowly isn't being served.
        case .end: setBusy(true)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data), underWay > 0 {
            underWay -= 1
            setBusy(underWay > 0)
            rearm(context)
        }
        context.write(data, promise: promise)
    }

    func handlerRemoved(context: ChannelHandlerContext) { stop() }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    private func rearm(_ context: ChannelHandlerContext) {
        stop()
        guard underWay > 0 else { return }
        alarm = context.eventLoop.assumeIsolated().scheduleTask(in: Self.longestTime) { context.close(promise: nil) }
    }

    private func stop() {
        alarm?.cancel()
        alarm = nil
    }
}
