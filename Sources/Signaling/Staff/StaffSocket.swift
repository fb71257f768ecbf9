import NIOCore
import SignalingProtocol

/// A staff member's socket outside of any room: shows the queue, and takes decisions about those who wait. Makes nobody
/// present in a room.
///
/// Lives on the socket's event loop; not Sendable.
final class StaffSocket: SocketUser {
    enum Phase {
        case greeting, entering, over
        case inside(StaffGrant)
    }

    let id: ConnectionID = RandomNames.id()
    let signaling: Signaling
    private(set) var phase = Phase.greeting
    private var socket: WebSocketHandler?
    /// Ourselves, for those on other event loops. Set with the grant.
    private(set) var handle: LoopCell<StaffSocket>?
    private var expiry: Scheduled<Void>?
    private var replies: RememberedReplies
    /// Requests passed on to a room that has not answered yet.
    private var underWay: Set<String> = []
    /// What was said when the server began to stop.
    private var draining: Draining?

    init(signaling: Signaling) {
        self.signaling = signaling
        replies = RememberedReplies(maximumCount: signaling.core.limits.rememberedReplies)
    }

    var core: SignalingCore { signaling.core }

    func opened(on socket: WebSocketHandler) {
        self.socket = socket
        socket.send(.welcome(Welcome(limits: core.limits, at: core.now())))
    }

    func received(_ text: [UInt8], _ verdict: MessageRate.Verdict) {
        let frame: ClientFrame
        let room: RoomID?
        do {
            (frame, room) = try core.codec.decodeInstruction(text)
        } catch {
            socket?.reply(.error(error.refusal), to: error.request)
            if case .inside = phase { return }
            return close(.protocolViolation, error.refusal.code)
        }
        core.metrics.received(frame.message.kind)
        if case .refused(let wait) = verdict { return reply(.rateLimited, "too many messages", to: frame, after: wait) }
        if case .refused(let wait)? = socket?.verdict(on: frame.message) {
            return reply(.rateLimited, "too many decisions", to: frame, after: wait)
        }
        switch phase {
        case .greeting: greet(frame)
        case .entering: reply(.helloRequired, "wait for the queue", to: frame)
        case .inside(let grant):
            if isRepeated(frame) { return }
            guard underWay.count < core.limits.rememberedReplies else {
                return reply(.overloaded, "too many requests at once", to: frame, after: .seconds(1))
            }
            instruct(frame, for: room, by: grant)
        case .over: break
        }
    }

    private func greet(_ frame: ClientFrame) {
        guard case .hello(let hello) = frame.message, let token = hello.token else {
            return reply(.helloRequired, "say hello with a staff token", to: frame)
        }
        guard let eventLoop = socket?.eventLoop else { return }
        phase = .entering
        socket?.expectHello(within: nil)
        core.metrics.helloReceived()
        eventLoop.makeFutureWithTask { [signaling] in
            do throws(TokenError) {
                return Result<StaffGrant, TokenError>.success(try await signaling.verifyStaff(token))
            } catch {
                return .failure(error)
            }
        }.assumeIsolated().whenSuccess { outcome in
            switch outcome {
            case .success(let grant): self.accepted(grant, on: eventLoop)
            case .failure(let error): self.refused(error.refusal, frame, on: eventLoop)
            }
        }
    }

    private func accepted(_ grant: StaffGrant, on eventLoop: any EventLoop) {
        guard case .entering = phase else { return }
        guard grant.expiresAt > core.now() else {
            socket?.reply(.error(TokenError.expired.refusal), to: nil)
            return close(.unauthorized, .tokenExpired)
        }
        guard !core.shutOuts.cover(grant) else {
            socket?.reply(.error(Refusal(.forbidden, "access was withdrawn")), to: nil)
            return close(.forbidden, .forbidden)
        }
        phase = .inside(grant)
        socket?.accepted()
        let handle = LoopCell(self, on: eventLoop)
        self.handle = handle
        let lifetime = TimeAmount.milliseconds(core.limits.staffSocketLifetime.milliseconds)
        expiry = eventLoop.assumeIsolated().scheduleTask(in: lifetime) { self.expired() }
        signaling.queue.tell(.watching(id, grant, handle))
    }

    private func refused(_ refusal: Refusal, _ frame: ClientFrame, on eventLoop: any EventLoop) {
        guard let socket else { return }
        let delay = signaling.doorkeeper.badHello(from: socket.address, at: core.now())
        socket.setBusy(false)
        eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(delay.milliseconds)) {
            guard case .entering = self.phase else { return }
            self.socket?.reply(.error(refusal), to: frame.id)
            self.close(.unauthorized, refusal.code)
        }
    }

    // MARK: What the queue says

    func entered(with state: QueueState) { send(.queueState(state)) }
    func send(_ message: ServerMessage) { socket?.send(message) }
    func dismissed() { socket?.close(ServerBye(code: .forbidden, reason: ErrorCode.forbidden.rawValue)) }

    /// The token was good for so long; the page fetches another, if its login still holds.
    private func expired() { close(.sessionExpired, .tokenExpired) }

    // MARK: Requests

    /// Whether this request was made before: it gets the same reply, and has no second effect.
    private func isRepeated(_ frame: ClientFrame) -> Bool {
        guard let request = frame.id else { return false }
        if let reply = replies[request] {
            socket?.reply(reply, to: request)
            return true
        }
        return underWay.contains(request)
    }

    /// The room will ``answer(_:to:)``.
    func passedOn(_ request: String?) {
        if let request { underWay.insert(request) }
    }

    func answer(_ reply: Reply, to request: String?) {
        if let request {
            underWay.remove(request)
            replies.remember(reply, to: request)
        } else if case .ok = reply {
            return
        }
        socket?.reply(reply, to: request)
        leaveIfDone()
    }

    // MARK: What the socket says

    func helloTimedOut() {
        socket?.reply(.error(Refusal(.helloTimeout, "no hello in time")), to: nil)
        close(.unauthorized, .helloTimeout)
    }

    func draining(by deadline: Instant) {
        signaling.doorkeeper.drain()
        let draining = Draining(by: deadline)
        self.draining = draining
        if case .inside = phase { send(.serverDraining(draining)) }
        leaveIfDone()
    }

    /// Rooms that were asked something answer before the socket closes.
    private func leaveIfDone() {
        guard let draining, underWay.isEmpty else { return }
        socket?.close(draining.bye)
    }

    func closed() {
        if case .inside = phase { signaling.queue.tell(.gone(id)) }
        phase = .over
        handle = nil
        expiry?.cancel()
        expiry = nil
    }

    func reply(_ code: ErrorCode, _ message: String, to frame: ClientFrame, after wait: Duration? = nil) {
        socket?.reply(.error(Refusal(code, message, retryAfterMs: wait?.milliseconds)), to: frame.id)
    }

    private func close(_ code: CloseCode, _ reason: ErrorCode) {
        socket?.close(ServerBye(code: code, reason: reason.rawValue))
    }
}
