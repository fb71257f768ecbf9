import NIOCore
import SignalingProtocol

extension ParticipantSocket {
    /// Looks at the token and hands the hello to the room. The room's answer comes as an order.
    func enter(_ hello: Hello, request: String?) {
        guard let eventLoop = socket?.eventLoop else { return }
        let entrance = Entrance(
            hello: hello, request: request, room: room, socket: SocketHandle(id: id, socket: LoopCell(self, on: eventLoop)),
            eventLoop: eventLoop)
        eventLoop.makeFutureWithTask { [signaling] in
            await entrance.pass(signaling)
        }.assumeIsolated().whenSuccess { outcome in
            switch outcome {
            case .success(let host): self.entered(host)
            case .failure(let refusal): self.refuseHello(refusal, to: request, close: refusal.code.helloCloseCode)
            }
        }
    }

    /// Answers a hello that failed. Where that happens too often from one place, the answer waits.
    func refuseHello(_ refusal: Refusal, to request: String?, close: CloseCode?) {
        guard let socket, let eventLoop = socket.eventLoop else { return }
        let delay = refusal.code.isBadHello ? signaling.doorkeeper.badHello(from: socket.address, at: core.now()) : .zero
        guard delay > .zero else { return answer(refusal, to: request, close: close) }
        socket.setBusy(false)
        eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(delay.milliseconds)) {
            self.answer(refusal, to: request, close: close)
        }
    }
}

extension ErrorCode {
    /// Whether a hello that ends this way may be somebody guessing.
    fileprivate var isBadHello: Bool { self == .tokenInvalid || self == .resumeInvalid }

    /// How a hello that failed for this reason ends the connection; `nil`: it may be said again.
    var helloCloseCode: CloseCode? {
        switch self {
        case .tokenInvalid, .tokenExpired, .tokenSpent, .tokenNotYetValid: .unauthorized
        case .resumeInvalid: .sessionExpired
        case .overloaded: .overloaded
        case .roomNotFound: .roomNotFound
        case .forbidden, .bookingCancelled: .forbidden
        case .internal: .internalError
        default: nil
        }
    }
}
