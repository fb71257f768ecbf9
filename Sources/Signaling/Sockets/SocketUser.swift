import SignalingProtocol

/// What a socket is used for: to be in a room, or to see the staff queue. Lives on the socket's event loop.
protocol SocketUser: AnyObject {
    /// The handshake is done.
    func opened(on socket: WebSocketHandler)
    /// - Parameter verdict: Where it is a refusal, the message is answered `rate_limited` and has no effect.
    func received(_ text: [UInt8], _ verdict: MessageRate.Verdict)
    /// The server is about to stop: the socket is closed then, if its user hasn't done it by then.
    func draining(by deadline: Instant)
    /// No hello within the time.
    func helloTimedOut()
    /// The socket is gone, or is being closed: nothing more comes, nothing more can be sent.
    func closed()
}
