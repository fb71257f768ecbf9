public struct Welcome: Codable, Equatable, Sendable {
    public var `protocol`: String
    public var features: [String]
    public var serverTime: Instant
    public var helloTimeoutMs: Int64
    public var maxFrame: Int
    public init(protocol: String, features: [String], serverTime: Instant, helloTimeoutMs: Int64, maxFrame: Int) {
        self.protocol = `protocol`
        self.features = features
        self.serverTime = serverTime
        self.helloTimeoutMs = helloTimeoutMs
        self.maxFrame = maxFrame
    }
}

public struct HelloOK: Codable, Equatable, Sendable {
    public enum State: String, Codable, Sendable { case waiting, admitted }
    public struct Limits: Codable, Equatable, Sendable {
        public var maxFrame: Int
        public var descriptionBytes: Int
        public var candidateBytes: Int
        public var messagesPerSecond: Int
        public var burst: Int
        public init(maxFrame: Int, descriptionBytes: Int, candidateBytes: Int, messagesPerSecond: Int, burst: Int) {
            self.maxFrame = maxFrame
            self.descriptionBytes = descriptionBytes
            self.candidateBytes = candidateBytes
            self.messagesPerSecond = messagesPerSecond
            self.burst = burst
        }
    }
    public struct Heartbeat: Codable, Equatable, Sendable {
        public var intervalMs: Int64
        public var timeoutMs: Int64
        public init(intervalMs: Int64, timeoutMs: Int64) {
            self.intervalMs = intervalMs
            self.timeoutMs = timeoutMs
        }
    }

    public var session: SessionID
    public var participantId: ParticipantID
    public var resumed: Bool
    /// Whether what was missed follows; otherwise room.state does.
    public var replay: Bool
    public var resumeToken: String
    public var state: State
    public var role: Role
    public var perms: Permissions
    public var epoch: Int
    public var serverTime: Instant
    public var limits: Limits
    public var heartbeat: Heartbeat

    public init(
        session: SessionID, participantId: ParticipantID, resumed: Bool, replay: Bool, resumeToken: String, state: State,
        role: Role, perms: Permissions, epoch: Int, serverTime: Instant, limits: Limits, heartbeat: Heartbeat
    ) {
        self.session = session
        self.participantId = participantId
        self.resumed = resumed
        self.replay = replay
        self.resumeToken = resumeToken
        self.state = state
        self.role = role
        self.perms = perms
        self.epoch = epoch
        self.serverTime = serverTime
        self.limits = limits
        self.heartbeat = heartbeat
    }
}

public struct Draining: Codable, Equatable, Sendable {
    public var reconnectAfterMs: Int64
    public var deadline: Instant
    public init(reconnectAfterMs: Int64, deadline: Instant) {
        self.reconnectAfterMs = reconnectAfterMs
        self.deadline = deadline
    }
}

/// The last word before the server closes a socket.
public struct ServerBye: Codable, Equatable, Sendable {
    public var code: CloseCode
    /// A stable word where one exists (`denied`, `removed`, `cancelled`, an ``ErrorCode``), for the page's own text.
    public var reason: String
    public var action: ByeAction
    public var retryAfterMs: Int64?
    public var url: String?
    /// What the host said, where a host can say something.
    public var message: String?
    public init(
        code: CloseCode, reason: String, action: ByeAction? = nil, retryAfterMs: Int64? = nil, url: String? = nil,
        message: String? = nil
    ) {
        self.code = code
        self.reason = reason
        self.action = action ?? code.action
        self.retryAfterMs = retryAfterMs
        self.url = url
        self.message = message
    }
}

public struct Tick: Codable, Equatable, Sendable {
    public var serverTime: Instant
    public init(serverTime: Instant) { self.serverTime = serverTime }
}

public struct Pong: Codable, Equatable, Sendable {
    public var ts: Double?
    public var serverTime: Instant
    public init(ts: Double?, serverTime: Instant) {
        self.ts = ts
        self.serverTime = serverTime
    }
}
