import NIOCore
import SignalingProtocol

extension SignalingClient {
    /// The next frame of the protocol. WebSocket's own PING and PONG are passed over.
    public func nextFrame(within time: TimeAmount = patience) async throws -> ServerFrame {
        while true {
            switch try await next(within: time) {
            case .frame(let frame, _): return frame
            case .closed(let code): throw Failure.ended(code: code)
            case .unreadable, .ping, .pong: continue
            }
        }
    }

    /// Waits for a frame that is wanted, passing over all others.
    ///
    /// - Throws: ``Failure/silence`` if it doesn't come in time, whatever else does.
    public func first<Wanted>(within time: TimeAmount = patience, _ wanted: (ServerFrame) -> Wanted?) async throws -> Wanted {
        let deadline = NIODeadline.now() + time
        while true {
            if let found = wanted(try await nextFrame(within: max(.zero, deadline - .now()))) { return found }
        }
    }

    /// Waits for a message of this kind, passing over all others.
    public func first(_ kind: ServerMessage.Kind) async throws -> ServerMessage {
        try await first { frame in
            guard case .event(let message, _, _) = frame, message.kind == kind else { return nil }
            return message
        }
    }

    /// Waits for the reply to a request.
    public func reply(to request: String) async throws -> Reply {
        try await first { frame in
            guard case .reply(let reply, re: request) = frame else { return nil }
            return reply
        }
    }

    /// Waits for the refusal of a request, a hello included.
    ///
    /// - Throws: ``Failure/granted`` if it was no refusal that came.
    public func refusal(to request: String) async throws -> Refusal {
        try await first { frame -> Result<Refusal, Failure>? in
            switch frame {
            case .reply(.error(let refusal), re: request): .success(refusal)
            case .reply(.ok, re: request), .event(.helloOK, _, _): .failure(.granted)
            default: nil
            }
        }.get()
    }

    /// Says hello and waits until the server has taken it in.
    ///
    /// - Throws: The server's `Refusal`.
    public func hello(_ hello: Hello) async throws -> HelloOK {
        try await send(.hello(hello), id: "hello")
        return try await first { frame -> Result<HelloOK, Refusal>? in
            switch frame {
            case .event(.helloOK(let ok), _, _): .success(ok)
            case .reply(.error(let refusal), _): .failure(refusal)
            default: nil
            }
        }.get()
    }

    public func hello(token: String) async throws -> HelloOK {
        try await hello(
            Hello(token: token, client: .init(name: "signaling-client", version: "1"), media: .init(audio: .on, video: .on)))
    }

    /// Waits for the end, and says how it came.
    public func end(within time: TimeAmount = patience) async throws -> (bye: ServerBye?, code: UInt16?) {
        var bye: ServerBye?
        while true {
            switch try await next(within: time) {
            case .frame(.event(.bye(let word), _, _), _): bye = word
            case .closed(let code): return (bye, code)
            default: continue
            }
        }
    }

    /// Everything that the server had to say until now: asks for a pong, and returns what came before it, but for ticks, which
    /// come with time alone.
    public func everythingSoFar() async throws -> [ServerFrame] {
        let mark = Double(Int.random(in: 1...1_000_000_000))
        try await send(.ping(Ping(ts: mark)))
        var frames: [ServerFrame] = []
        while true {
            let frame = try await nextFrame()
            if case .event(.pong(let pong), _, _) = frame, pong.ts == mark { return frames }
            if case .event(.tick, _, _) = frame { continue }
            frames.append(frame)
        }
    }
}
