import NIOCore

/// The outermost part of a connection. When its place in the lobby is given away, those further in may say so, and then it ends
/// there and then: TLS would wait for an answer.
final class CutHandler: ChannelInboundHandler {
    typealias InboundIn = Any

    /// The connection's place was given to somebody else.
    struct Cut: Sendable {}

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        context.fireUserInboundEventTriggered(event)
        if event is Cut { context.close(promise: nil) }
    }
}
