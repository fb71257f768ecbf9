import NIOCore
import NIOWebSocket
import SignalingProtocol

/// One WebSocket: frames in and out, limits, heartbeats, closing. What the messages mean is its user's business.
///
/// Lives on the channel's event loop; not Sendable.
final class WebSocketHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    let core: SignalingCore
    let address: AddressPrefix
    private let place: Lobby.Place?
    private let user: any SocketUser
    private var context: ChannelHandlerContext?
    private var assembly: MessageAssembly
    private var outbox: Outbox
    private var timers: SocketTimers
    private var rate: MessageRate
    private var alarm: Scheduled<Void>?
    private(set) var isClosing = false
    private var isFlushing = false

    /// - Parameter place: Whose place in the lobby this is; `nil` where there is none.
    init(_ user: any SocketUser, core: SignalingCore, address: AddressPrefix, place: Lobby.Place? = nil) {
        self.user = user
        self.place = place
        self.core = core
        self.address = address
        let limits = core.limits
        assembly = MessageAssembly(maximumBytes: limits.helloBytes)
        outbox = Outbox(maximumCount: limits.outboundMessages, maximumBytes: limits.outboundBytes)
        let now = core.now()
        timers = SocketTimers(limits: limits, at: now)
        rate = MessageRate(limits: limits, at: now)
    }

    // MARK: What the user asks for

    var eventLoop: (any EventLoop)? { context?.eventLoop }

    /// The peer said hello and was taken in: larger frames, no more hello timeout.
    func accepted() {
        assembly.maximumBytes = core.limits.frameBytes
        if let place { core.lobby.admit(place) }
        expectHello(within: nil)
    }

    /// - Parameter time: `nil` while a hello is looked at, and after it was taken.
    func expectHello(within time: Duration?) {
        timers.expectHello(by: time.map { core.now() + $0 })
        setBusy(time == nil)
        rearm()
    }

    /// Whether something is being done for a stranger, who then is among the last to make room for others.
    func setBusy(_ isBusy: Bool) {
        if let place { core.lobby.setBusy(place, isBusy) }
    }

    /// The largest message that is read now, in bytes.
    var maximumBytes: Int { assembly.maximumBytes }

    func send(_ message: ServerMessage) {
        guard let text = core.codec.encode(.event(message, seq: nil, rev: nil)) else { return }
        core.metrics.sent(message.kind)
        send(OutgoingFrame(text, key: message.coalescingKey))
    }

    /// Whether a host's decision comes too soon after the others.
    func verdict(on message: ClientMessage) -> MessageRate.Verdict { rate.message(message, at: core.now()) }

    func reply(_ reply: Reply, to request: String?) {
        if case .error(let refusal) = reply { core.metrics.refused(refusal.code) }
        guard let text = core.codec.encode(.reply(reply, re: request ?? "")) else { return }
        send(OutgoingFrame(text))
    }

    func send(_ frame: OutgoingFrame) {
        guard let context, !isClosing else { return }
        if outbox.isEmpty, context.channel.isWritable { return write(frame.text, as: .text) }
        let isFirst = outbox.isEmpty
        guard outbox.append(frame) else { return closeAsSlow() }
        guard isFirst else { return }
        timers.queued(at: core.now())
        rearm()
    }

    private func closeAsSlow() {
        core.metrics.slowConsumerClosed()
        close(ServerBye(code: .slowConsumer, reason: "slow_consumer"))
    }

    /// Says `bye`, closes, and waits a little for the peer to do the same.
    func close(_ bye: ServerBye) {
        guard context != nil, !isClosing else { return }
        if bye.code == .slowConsumer { outbox.removeAll() }
        while let frame = outbox.popFirst() { write(frame.text, as: .text) }
        if let text = core.codec.encode(.event(.bye(bye), seq: nil, rev: nil)) { write(text, as: .text) }
        core.metrics.closed(bye.code)
        isClosing = true
        writeClose(WebSocketErrorCode(codeNumber: Int(bye.code.rawValue)))
        timers.closing(at: core.now())
        rearm()
        user.closed()
    }

    /// The server is about to stop: the user has until then to end it well.
    func stop(by deadline: Instant) {
        guard context != nil else { return }
        timers.stop(by: deadline)
        rearm()
        if !isClosing { user.draining(by: deadline) }
    }

    // MARK: Channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        core.metrics.opened()
        user.opened(on: self)
        rearm()
        if let deadline = core.sockets.add(self, on: context.eventLoop) { stop(by: deadline) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { gone() }
    func channelInactive(context: ChannelHandlerContext) {
        gone()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let now = core.now()
        timers.heard(at: now)
        let frame = unwrapInboundIn(data)
        let outcome = assembly.take(frame)
        if isClosing {
            if case .close = outcome { context.close(promise: nil) }
            return
        }
        let verdict = rate.frame(at: now)
        if verdict == .excessive { return close(ServerBye(code: .rateExceeded, reason: CloseCode.rateExceeded.word)) }
        switch outcome {
        case .nothing: break
        case .text(let text): user.received(text, verdict)
        case .ping(let data): if verdict == .pass, context.channel.isWritable { write(data, as: .pong) }
        case .close(let code): peerCloses(code, context: context)
        case .violation(let code):
            close(ServerBye(code: code, reason: code.word))
            // A close that isn't in order is one all the same: no other will come.
            if frame.opcode == .connectionClose { leave(context) }
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if !isClosing { drain() }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case let event as ChannelEvent where event == .inputClosed: context.close(promise: nil)
        case is ChannelShouldQuiesceEvent: stop(by: core.now())
        case is CutHandler.Cut:
            // There is nothing yet to be resumed.
            close(ServerBye(code: .overloaded, reason: ErrorCode.overloaded.rawValue, action: .rejoin))
            flush()
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength: lost(.tooLarge, context)
        case is NIOWebSocketError: lost(.protocolError, context)
        // After its first error the decoder reports every further byte as one; the close is under way by then.
        default: if !isClosing { context.close(promise: nil) }
        }
    }

    // MARK: Inside

    private func drain() {
        guard let context, !outbox.isEmpty else { return }
        while context.channel.isWritable, let frame = outbox.popFirst() { write(frame.text, as: .text) }
        timers.queued(at: outbox.isEmpty ? nil : core.now())
    }

    /// What is written in one turn of the event loop leaves in one go.
    private func write(_ data: ByteBuffer, as opcode: WebSocketOpcode) {
        guard let context else { return }
        context.write(wrapOutboundOut(WebSocketFrame(fin: true, opcode: opcode, data: data)), promise: nil)
        guard !isFlushing else { return }
        isFlushing = true
        context.eventLoop.assumeIsolated().execute { self.flush() }
    }

    private func flush() {
        isFlushing = false
        context?.flush()
    }

    private func peerCloses(_ code: WebSocketErrorCode?, context: ChannelHandlerContext) {
        isClosing = true
        outbox.removeAll()
        writeClose(code)
        leave(context)
        user.closed()
    }

    private func leave(_ context: ChannelHandlerContext) {
        flush()
        context.close(promise: nil)
    }

    /// Nothing more can be read, the peer's answer to a close neither: it isn't waited for.
    private func lost(_ code: CloseCode, _ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        close(ServerBye(code: code, reason: code.word))
        flush()
        context.close(mode: .output, promise: nil)
    }

    /// The server stops now: says so, and waits for nobody.
    private func cut() {
        close(Draining(by: core.now()).bye)
        flush()
        context?.close(promise: nil)
    }

    private func writeClose(_ code: WebSocketErrorCode?) {
        var data = ByteBuffer()
        if let code { data.write(webSocketErrorCode: code) }
        write(data, as: .connectionClose)
    }

    private func gone() {
        guard context != nil else { return }
        context = nil
        alarm?.cancel()
        alarm = nil
        outbox.removeAll()
        core.sockets.remove(self)
        core.metrics.gone()
        if !isClosing {
            isClosing = true
            user.closed()
        }
    }

    private func rearm() {
        guard let context else { return }
        alarm?.cancel()
        let wait = max((timers.next - core.now()).milliseconds, 1)
        alarm = context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(wait)) { self.alarmRang() }
    }

    private func alarmRang() {
        for due in timers.due(at: core.now()) {
            switch due {
            case .ping: if context?.channel.isWritable == true { write(ByteBuffer(), as: .ping) }
            case .tick: send(.tick(Tick(serverTime: core.now())))
            case .dead: close(ServerBye(code: .heartbeatLost, reason: "heartbeat_lost"))
            case .stalled: closeAsSlow()
            case .helloTimeout: user.helloTimedOut()
            case .closeTimeout: context?.close(promise: nil)
            case .stopped: cut()
            }
        }
        rearm()
    }

}

extension CloseCode {
    /// What `bye` says where nothing better is known.
    var word: String {
        switch self {
        case .protocolError: "protocol_error"
        case .unsupportedData: "text_only"
        case .invalidPayload: "invalid_utf8"
        case .tooLarge: ErrorCode.tooLarge.rawValue
        case .protocolViolation: ErrorCode.badRequest.rawValue
        case .rateExceeded: ErrorCode.rateLimited.rawValue
        case .restart: "restart"
        default: ErrorCode.internal.rawValue
        }
    }
}
