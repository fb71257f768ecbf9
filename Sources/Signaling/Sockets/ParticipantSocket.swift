import NIOCore
import SignalingProtocol

/// One participant's connection to a room: says welcome, waits for hello, then passes messages on to the room's host.
///
/// Lives on the socket's event loop; not Sendable.
final class ParticipantSocket: SocketUser {
    enum Phase {
        /// Nobody yet: only hello is taken.
        case greeting
        /// Hello came: its token is looked at, then the room decides.
        case entering(RoomHost?)
        case inside(RoomHost)
        case over
    }

    /// Frames that may come between hello and its answer. Default 16: a client has no reason to send any.
    static let maximumEarlyFrames = 16
    /// How long a question such as "take over from your other tab?" may stand. Default 120 s, a token's life.
    static let secondHelloTime: Duration = .seconds(120)

    let id: ConnectionID = RandomNames.id()
    let room: RoomID
    let signaling: Signaling
    private(set) var phase = Phase.greeting
    private(set) var socket: WebSocketHandler?
    private var early: [ClientFrame] = []
    /// The server stops: whoever is being let in is told once they are.
    private var drainsBy: Instant?

    init(room: RoomID, signaling: Signaling) {
        self.room = room
        self.signaling = signaling
    }

    var core: SignalingCore { signaling.core }

    func opened(on socket: WebSocketHandler) {
        self.socket = socket
        socket.send(.welcome(Welcome(limits: core.limits, at: core.now())))
    }

    func received(_ text: [UInt8], _ verdict: MessageRate.Verdict) {
        let frame: ClientFrame
        do {
            frame = try core.codec.decode(text)
        } catch {
            return refuse(error)
        }
        core.metrics.received(frame.message.kind)
        if case .refused(let wait) = verdict { return refuse(frame, .rateLimited, "too many messages", after: wait) }
        if case .refused(let wait)? = socket?.verdict(on: frame.message) {
            return refuse(frame, .rateLimited, "too many decisions", after: wait)
        }
        receive(frame)
    }

    private func receive(_ frame: ClientFrame) {
        switch phase {
        case .greeting:
            guard case .hello(let hello) = frame.message else { return refuse(frame, .helloRequired, "say hello first") }
            core.metrics.helloReceived()
            phase = .entering(nil)
            socket?.expectHello(within: nil)
            enter(hello, request: frame.id)
        case .entering:
            guard early.count < Self.maximumEarlyFrames else {
                socket?.close(ServerBye(code: .protocolViolation, reason: ErrorCode.helloRequired.rawValue))
                return
            }
            early.append(frame)
        case .inside(let host): host.tell(.message(frame, from: id))
        case .over: break
        }
    }

    /// Before hello a frame that makes no sense ends the connection; later it is answered, so that one bad message does
    /// not cost anybody the session.
    private func refuse(_ problem: FrameRefusal) {
        socket?.reply(.error(problem.refusal), to: problem.request)
        guard case .greeting = phase else { return }
        socket?.close(ServerBye(code: .protocolViolation, reason: problem.refusal.code.rawValue))
    }

    private func refuse(_ frame: ClientFrame, _ code: ErrorCode, _ message: String, after wait: Duration? = nil) {
        socket?.reply(.error(Refusal(code, message, retryAfterMs: wait?.milliseconds)), to: frame.id)
    }

    // MARK: What the room orders

    func perform(_ order: SocketHandle.Order) {
        switch order {
        case .send(let frame): socket?.send(frame)
        case .accept(let host): accepted(by: host)
        case .refuse(let refusal, let request, let close): refuseHello(refusal, to: request, close: close)
        case .close(let bye): socket?.close(bye)
        }
    }

    private func accepted(by host: RoomHost) {
        guard case .entering = phase else { return }
        phase = .inside(host)
        socket?.accepted()
        let frames = early
        early = []
        for frame in frames { receive(frame) }
        if let drainsBy { draining(by: drainsBy) }
    }

    /// The room has the hello and will decide.
    func entered(_ host: RoomHost) {
        switch phase {
        case .entering: phase = .entering(host)
        case .over: host.tell(.closed(id))
        case .greeting, .inside: break
        }
    }

    func answer(_ refusal: Refusal, to request: String?, close: CloseCode?) {
        guard case .entering = phase else { return }
        phase = .greeting
        early = []
        socket?.reply(.error(refusal), to: request)
        if let close {
            // There is nothing yet to be resumed.
            let action = close.action == .resume ? ByeAction.rejoin : nil
            socket?.close(ServerBye(code: close, reason: refusal.code.rawValue, action: action))
        } else if let drainsBy {
            draining(by: drainsBy)
        } else {
            socket?.expectHello(within: Self.secondHelloTime)
        }
    }

    // MARK: What the socket says

    func helloTimedOut() {
        socket?.reply(.error(Refusal(.helloTimeout, "no hello in time")), to: nil)
        socket?.close(ServerBye(code: .unauthorized, reason: ErrorCode.helloTimeout.rawValue))
    }

    func draining(by deadline: Instant) {
        signaling.doorkeeper.drain()
        switch phase {
        case .inside(let host): host.tell(.draining(id, by: deadline))
        // What they said hello with may be spent by now: they get what it bought.
        case .entering: drainsBy = deadline
        case .greeting: socket?.close(Draining(by: deadline).bye)
        case .over: break
        }
    }

    func closed() {
        switch phase {
        case .inside(let host), .entering(let host?): host.tell(.closed(id))
        case .greeting, .entering(nil), .over: break
        }
        phase = .over
        early = []
    }
}

extension Welcome {
    /// What this server says first.
    init(limits: Limits, at now: Instant) {
        self.init(
            protocol: Signaling.subprotocol, features: [], serverTime: now, helloTimeoutMs: limits.helloTimeout.milliseconds,
            maxFrame: limits.frameBytes)
    }
}
