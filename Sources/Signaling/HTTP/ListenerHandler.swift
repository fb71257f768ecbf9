import Foundation
import Logging
import NIOCore

/// Stands before the listening socket: where the system has no descriptor left for a newcomer, newcomers wait, and nothing else
/// happens.
///
/// Without it such a failure would end the listening socket, and with that the server: an error there is taken for the end of all
/// connections. It would also come again at once, for as long as somebody waits to be accepted.
final class ListenerHandler: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = Never
    typealias OutboundOut = Never

    /// After a failure, before newcomers are looked at again. Default 250 ms.
    static let restingTime: TimeAmount = .milliseconds(250)
    /// After the last failure, before the next is told again: one that goes on is told once. Default 1 min.
    static let silence: TimeAmount = .minutes(1)
    /// Connections beyond the most there may be, whose end is under way. Default 32.
    static let leaving = 32

    private let maximumConnections: Int
    private let metrics: SignalingMetrics
    private let logger: Logger
    private var context: ChannelHandlerContext?
    private var connections = 0
    /// Somebody wants to accept more, once there is room.
    private var isHeld = false
    private var rest: Scheduled<Void>?
    private var failedAt: NIODeadline?

    init(maximumConnections: Int, metrics: SignalingMetrics, logger: Logger) {
        self.maximumConnections = maximumConnections
        self.metrics = metrics
        self.logger = logger
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        rest?.cancel()
        rest = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        connections += 1
        let gone = unwrapInboundIn(data).closeFuture.hop(to: context.eventLoop)
        gone.assumeIsolated().whenComplete { _ in self.left() }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        guard rest == nil, hasRoom else {
            isHeld = true
            return
        }
        context.read()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch (error as? IOError)?.errnoCode {
        // Whoever it was has gone before being accepted.
        case ECONNABORTED: break
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: pause(context, error)
        default: context.fireErrorCaught(error)
        }
    }

    private var hasRoom: Bool { connections < maximumConnections + Self.leaving }

    private func left() {
        connections -= 1
        guard isHeld, rest == nil, hasRoom else { return }
        isHeld = false
        context?.read()
    }

    /// The read that failed stays asked for: without taking it back the event loop would try again and again.
    private func pause(_ context: ChannelHandlerContext, _ error: any Error) {
        metrics.acceptFailed()
        let now = NIODeadline.now()
        if failedAt.map({ now - $0 > Self.silence }) ?? true {
            logger.warning("connections can't be accepted, newcomers wait", metadata: ["error": "\(error)"])
        }
        failedAt = now
        guard rest == nil else { return }
        setReading(false)
        rest = context.eventLoop.assumeIsolated().scheduleTask(in: Self.restingTime) {
            self.rest = nil
            self.setReading(true)
        }
    }

    private func setReading(_ isReading: Bool) {
        do {
            try context?.channel.syncOptions?.setOption(.autoRead, value: isReading)
        } catch {
            // The socket is closed: the server stops.
        }
    }
}
