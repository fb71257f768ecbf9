/// What one connection and one room tolerate. Each has its unit, its default and its reason.
public struct Limits: Equatable, Sendable {
    /// The largest frame read, in bytes. Default 64 KiB: an SDP with many codecs is below 48.
    public var frameBytes = 65_536
    /// The largest frame before hello, in bytes. Default 8 KiB: a token is about 1.
    public var helloBytes = 8_192
    /// The largest `description`, in bytes of payload. Default 48 KiB.
    public var descriptionBytes = 49_152
    /// The largest batch of candidates, in bytes of payload. Default 8 KiB.
    public var candidateBytes = 8_192
    /// How deep JSON may nest, the envelope included. Default 32.
    public var jsonDepth = 32
    /// How long a socket may take to say hello. Default 5 s.
    public var helloTimeout: Duration = .seconds(5)
    /// Messages a second from one connection, and how many at once. Default 30, 150.
    public var messageRate = Rate(perSecond: 30, burst: 150)
    /// Decisions a second from one host, and how many at once. Default 5, 20.
    public var hostRate = Rate(perSecond: 5, burst: 20)
    /// What may be queued for one connection before it is closed as slow: messages. Default 256.
    public var outboundMessages = 256
    /// The same in bytes. Default 1 MiB.
    public var outboundBytes = 1_048_576
    /// How long what is queued for one connection may stand still before it is closed as slow. Default 5 s; closing takes as long again at
    /// most.
    public var stallTime: Duration = .seconds(5)
    /// Events kept for a resume: how many. Default 256.
    public var replayMessages = 256
    /// The same in bytes. Default 512 KiB.
    public var replayBytes = 524_288
    /// Requests whose reply is remembered, so that a repetition has no second effect. Default 128.
    public var rememberedReplies = 128
    /// PING frames: how often. Default 15 s, since browsers slow the timers of hidden tabs.
    public var heartbeat: Duration = .seconds(15)
    /// Without any frame for this long a connection is dead. Default 40 s.
    public var heartbeatTimeout: Duration = .seconds(40)
    /// `tick` with the server's time: how often. Default 25 s.
    public var tick: Duration = .seconds(25)
    /// How long a staff socket serves on one token. Default 1 h: then the portal is asked again whether the login still holds.
    public var staffSocketLifetime: Duration = .seconds(3600)
    /// Connections that have not said hello, in all: with one more the oldest of the most crowded address goes. Default 5,000.
    public var unauthenticatedSockets = 5_000
    /// Bad hellos from one IPv4 address or IPv6 /64 in 30 minutes before further bad ones are answered slowly. Default 10.
    public var badHellos = 10
    /// How long the answer to a bad hello is held back once there were too many. Default 3 s: a guess a year is no guess.
    public var badHelloDelay: Duration = .seconds(3)

    /// People waiting in one room. Default 50.
    public var waiting = 50
    /// People admitted to one room, in a mesh. Default 8.
    public var admitted = 8
    /// After a drop, before others are told "reconnecting". Default 4 s.
    public var reconnectingNotice: Duration = .seconds(4)
    /// After a drop, before an admitted participant has left. Default 60 s.
    public var reconnectGrace: Duration = .seconds(60)
    /// Between two knocks of one person. Default 15 s.
    public var knockInterval: Duration = .seconds(15)
    /// Without any host for this long the practice's ``HostAbsencePolicy`` applies. Default 120 s.
    public var hostAbsence: Duration = .seconds(120)

    public init() {}

    public struct Rate: Equatable, Sendable {
        public var perSecond: Int
        public var burst: Int

        public init(perSecond: Int, burst: Int) {
            self.perSecond = perSecond
            self.burst = burst
        }
    }
}

/// The longest texts the contract allows, in characters.
public enum TextLimits {
    public static let knockNote = 140
    public static let waitingMessage = 280
    public static let chat = 2_000
    public static let reason = 280
    public static let requestID = 32
    /// Ids one request may name.
    public static let idsPerRequest = 64
    public static let features = 32
    public static let featureName = 64
}
