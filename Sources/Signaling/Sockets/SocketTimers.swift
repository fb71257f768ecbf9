import SignalingProtocol

/// When a socket has something to do by itself. A value: time is passed in.
struct SocketTimers: Equatable, Sendable {
    enum Due: Equatable, Sendable {
        case ping, tick
        /// Nothing was heard for too long.
        case dead
        case helloTimeout
        /// What is queued for the peer stands still.
        case stalled
        /// The peer did not answer the close.
        case closeTimeout
        /// The server stops now.
        case stopped
    }

    /// How long a peer has to answer a close. Default 5 s: then the socket is closed all the same.
    static let closingTime: Duration = .seconds(5)

    private let limits: Limits
    private var heardAt: Instant
    private var pingAt: Instant
    private var tickAt: Instant
    private var helloBy: Instant?
    private var closeBy: Instant?
    private var stalledBy: Instant?
    private var stopBy: Instant?

    init(limits: Limits, at now: Instant) {
        self.limits = limits
        heardAt = now
        pingAt = now + limits.heartbeat
        tickAt = now + limits.tick
        helloBy = now + limits.helloTimeout
    }

    mutating func heard(at now: Instant) { heardAt = now }
    mutating func expectHello(by deadline: Instant?) { helloBy = deadline }
    /// What is queued moves on, or begins to stand still; `nil`: nothing is queued.
    mutating func queued(at now: Instant?) { stalledBy = now.map { $0 + limits.stallTime } }
    mutating func closing(at now: Instant) { closeBy = closeBy ?? now + Self.closingTime }
    mutating func stop(by deadline: Instant) { stopBy = deadline }

    /// When to ask again.
    var next: Instant {
        if let closeBy { return min(closeBy, stopBy ?? closeBy) }
        return [pingAt, tickAt, helloBy ?? pingAt, stalledBy ?? pingAt, heardAt + limits.heartbeatTimeout, stopBy ?? pingAt].min() ?? pingAt
    }

    mutating func due(at now: Instant) -> [Due] {
        if let stopBy, now >= stopBy { return [.stopped] }
        if let closeBy { return now >= closeBy ? [.closeTimeout] : [] }
        if let helloBy, now >= helloBy { return [.helloTimeout] }
        if now >= heardAt + limits.heartbeatTimeout { return [.dead] }
        if let stalledBy, now >= stalledBy { return [.stalled] }
        var due: [Due] = []
        if now >= pingAt {
            due.append(.ping)
            pingAt = now + limits.heartbeat
        }
        if now >= tickAt {
            // Before hello, time was told by the welcome.
            if helloBy == nil { due.append(.tick) }
            tickAt = now + limits.tick
        }
        return due
    }
}
