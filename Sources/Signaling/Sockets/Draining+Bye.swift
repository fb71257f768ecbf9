import SignalingProtocol

extension Draining {
    /// Come back after 0.5 to 5 s, by chance, so that thousands don't come at once.
    init(by deadline: Instant) { self.init(reconnectAfterMs: .random(in: 500...5_000), deadline: deadline) }

    /// The last word to whoever is told so.
    var bye: ServerBye { ServerBye(code: .restart, reason: CloseCode.restart.word, retryAfterMs: reconnectAfterMs) }
}
