import Foundation
import NIOCore
import NIOWebSocket
import SignalingProtocol

/// Collects what the server sends until somebody asks for it. Lives on the channel's event loop.
final class ClientHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    var answersPings = true
    private var events = CircularBuffer<SignalingClient.Event>()
    private var waiter: EventLoopPromise<SignalingClient.Event>?
    private let eventLoop: any EventLoop
    private var closeCode: UInt16?
    private var isOver = false

    init(on eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func next(within time: TimeAmount) -> EventLoopFuture<SignalingClient.Event> {
        let promise = eventLoop.makePromise(of: SignalingClient.Event.self)
        if let event = events.popFirst() {
            promise.succeed(event)
        } else if isOver {
            promise.succeed(.closed(closeCode))
        } else {
            waiter?.fail(SignalingClient.Failure.silence)
            waiter = promise
            let timeout = eventLoop.assumeIsolated().scheduleTask(in: time) {
                self.waiter = nil
                promise.fail(SignalingClient.Failure.silence)
            }
            promise.futureResult.assumeIsolated().whenComplete { _ in timeout.cancel() }
        }
        return promise.futureResult
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        switch frame.opcode {
        case .text:
            let text = String(buffer: frame.data)
            if let read = try? JSONDecoder().decode(ServerFrame.self, from: Data(text.utf8)) {
                deliver(.frame(read, text: text))
            } else {
                deliver(.unreadable(text))
            }
        case .ping:
            if answersPings {
                let pong = WebSocketFrame(fin: true, opcode: .pong, maskKey: .random(), data: frame.data)
                context.writeAndFlush(wrapOutboundOut(pong), promise: nil)
            }
            deliver(.ping)
        case .pong: deliver(.pong)
        case .connectionClose:
            var payload = frame.data
            closeCode = payload.readInteger(as: UInt16.self)
            let answer = WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: frame.data)
            context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
            context.close(promise: nil)
        default: break
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        over()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func over() {
        guard !isOver else { return }
        isOver = true
        waiter?.succeed(.closed(closeCode))
        waiter = nil
    }

    private func deliver(_ event: SignalingClient.Event) {
        guard let waiter else { return events.append(event) }
        self.waiter = nil
        waiter.succeed(event)
    }
}
