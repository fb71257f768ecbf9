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

/// The authoritative picture. What a role may not see is empty or absent: `waiting` is `nil` for all but hosts, and for
/// somebody waiting there is nobody and nothing (V12).
public struct RoomState: Codable, Equatable, Sendable {
    public enum Topology: String, Codable, Sendable { case mesh, sfu }
    public struct Room: Codable, Equatable, Sendable {
        public var locked: Bool
        public var startsAt: Instant
        public var endsAt: Instant
        public var closesAt: Instant
        public var hardEnd: Instant
        public var topology: Topology
        /// Entry was reopened until the end (W4a). Hosts only.
        public var reopened: Bool?
        public init(
            locked: Bool, startsAt: Instant, endsAt: Instant, closesAt: Instant, hardEnd: Instant, topology: Topology = .mesh,
            reopened: Bool? = nil
        ) {
            self.locked = locked
            self.startsAt = startsAt
            self.endsAt = endsAt
            self.closesAt = closesAt
            self.hardEnd = hardEnd
            self.topology = topology
            self.reopened = reopened
        }
    }
    /// Somebody kept out, so that a host can undo it. Hosts only.
    public struct Blocked: Codable, Equatable, Sendable {
        public enum By: String, Codable, Sendable { case denied, removed }
        public var id: ParticipantID
        public var displayName: DisplayName
        public var by: By
        public init(id: ParticipantID, displayName: DisplayName, by: By) {
            self.id = id
            self.displayName = displayName
            self.by = by
        }
    }

    public var rev: Int
    public var epoch: Int
    public var room: Room
    public var participants: [Participant]
    public var waiting: [Waiting]?
    public var blocked: [Blocked]?
    public var peers: [Peer]
    /// Participants whose signals were lost: renegotiate with them if the connection isn't healthy.
    public var lostSignals: [ParticipantID]

    public init(
        rev: Int, epoch: Int, room: Room, participants: [Participant], waiting: [Waiting]? = nil, blocked: [Blocked]? = nil,
        peers: [Peer], lostSignals: [ParticipantID] = []
    ) {
        self.rev = rev
        self.epoch = epoch
        self.room = room
        self.participants = participants
        self.waiting = waiting
        self.blocked = blocked
        self.peers = peers
        self.lostSignals = lostSignals
    }
}

/// All that somebody waiting is told.
public struct WaitingStatus: Codable, Equatable, Sendable {
    public enum CodingKeys: String, CodingKey { case hostPresent, closesAt, waitingSince, startsAt, endsAt, roomLocked = "room_locked" }
    public var hostPresent: Bool
    /// When entry closes.
    public var closesAt: Instant
    public var waitingSince: Instant
    public var startsAt: Instant
    public var endsAt: Instant
    public var roomLocked: Bool?
    public init(
        hostPresent: Bool, closesAt: Instant, waitingSince: Instant, startsAt: Instant, endsAt: Instant, roomLocked: Bool? = nil
    ) {
        self.hostPresent = hostPresent
        self.closesAt = closesAt
        self.waitingSince = waitingSince
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.roomLocked = roomLocked
    }
}

/// `waiting.entered`, `denied`, `room.closed`.
public struct Reasoned: Codable, Equatable, Sendable {
    public var reason: String?
    public init(reason: String? = nil) { self.reason = reason }
}

public struct WaitingMessage: Codable, Equatable, Sendable {
    public var text: String
    public var at: Instant
    public init(text: String, at: Instant) {
        self.text = text
        self.at = at
    }
}

/// What changed about somebody waiting; what is absent stays.
public struct WaitingUpdate: Codable, Equatable, Sendable {
    public var id: ParticipantID
    public var displayName: DisplayName?
    public var presence: Waiting.Presence?
    public var readiness: Readiness?
    public var note: String?
    /// They knocked (again): ring.
    public var knocked: Bool?
    public init(
        id: ParticipantID, displayName: DisplayName? = nil, presence: Waiting.Presence? = nil, readiness: Readiness? = nil,
        note: String? = nil, knocked: Bool? = nil
    ) {
        self.id = id
        self.displayName = displayName
        self.presence = presence
        self.readiness = readiness
        self.note = note
        self.knocked = knocked
    }
}

public struct WaitingLeft: Codable, Equatable, Sendable {
    public enum Reason: String, Codable, Sendable { case admitted, denied, left, closed, replaced, ended, revoked }
    public var id: ParticipantID
    public var reason: Reason
    public init(id: ParticipantID, reason: Reason) {
        self.id = id
        self.reason = reason
    }
}

public struct ParticipantJoined: Codable, Equatable, Sendable {
    public var participant: Participant
    public var peer: Peer
    public init(participant: Participant, peer: Peer) {
        self.participant = participant
        self.peer = peer
    }
}

/// What changed about a participant; what is absent stays.
public struct ParticipantUpdate: Codable, Equatable, Sendable {
    public var id: ParticipantID
    public var displayName: DisplayName?
    public var role: Role?
    public var presence: Participant.Presence?
    public var perms: Permissions?
    /// A new session of theirs: the old media connection is over, this is the new one.
    public var session: SessionID?
    public var peer: Peer?
    public init(
        id: ParticipantID, displayName: DisplayName? = nil, role: Role? = nil, presence: Participant.Presence? = nil,
        perms: Permissions? = nil, session: SessionID? = nil, peer: Peer? = nil
    ) {
        self.id = id
        self.displayName = displayName
        self.role = role
        self.presence = presence
        self.perms = perms
        self.session = session
        self.peer = peer
    }
}

public struct ParticipantLeft: Codable, Equatable, Sendable {
    public enum Reason: String, Codable, Sendable { case left, timeout, removed, sentBack = "sent_back", replaced, ended }
    public var id: ParticipantID
    public var reason: Reason
    public init(id: ParticipantID, reason: Reason) {
        self.id = id
        self.reason = reason
    }
}

public struct MediaEnforce: Codable, Equatable, Sendable {
    public var kinds: [MediaKind]
    public var by: ParticipantID
    public init(kinds: [MediaKind], by: ParticipantID) {
        self.kinds = kinds
        self.by = by
    }
}

public struct MediaAsk: Codable, Equatable, Sendable {
    public var kind: MediaKind
    public var by: ParticipantID
    public init(kind: MediaKind, by: ParticipantID) {
        self.kind = kind
        self.by = by
    }
}

public struct MediaUpdated: Codable, Equatable, Sendable {
    public var id: ParticipantID
    public var audio: MediaSwitch
    public var video: MediaSwitch
    public var screen: MediaSwitch
    public init(id: ParticipantID, media: MediaState) {
        self.id = id
        audio = media.audio
        video = media.video
        screen = media.screen
    }
}

public struct IncomingSignal: Codable, Equatable, Sendable {
    public var from: ParticipantID
    public var fromSession: SessionID
    public var conn: Int
    public var kind: SignalKind
    public var payload: RawJSON
    public init(from: ParticipantID, fromSession: SessionID, conn: Int, kind: SignalKind, payload: RawJSON) {
        self.from = from
        self.fromSession = fromSession
        self.conn = conn
        self.kind = kind
        self.payload = payload
    }
}

public struct SignalFailed: Codable, Equatable, Sendable {
    public enum Reason: String, Codable, Sendable { case gone, reconnecting, staleConn = "stale_conn", overflow }
    public var to: ParticipantID
    public var conn: Int
    public var reason: Reason
    public init(to: ParticipantID, conn: Int, reason: Reason) {
        self.to = to
        self.conn = conn
        self.reason = reason
    }
}

public struct ChatMessage: Codable, Equatable, Sendable {
    public var from: ParticipantID
    public var to: ParticipantID?
    public var text: String
    public var at: Instant
    public init(from: ParticipantID, to: ParticipantID?, text: String, at: Instant) {
        self.from = from
        self.to = to
        self.text = text
        self.at = at
    }
}

public struct HandUpdated: Codable, Equatable, Sendable {
    public var from: ParticipantID
    public var raised: Bool
    public var at: Instant
    public init(from: ParticipantID, raised: Bool, at: Instant) {
        self.from = from
        self.raised = raised
        self.at = at
    }
}

public struct QualityUpdated: Codable, Equatable, Sendable {
    public var from: ParticipantID
    public var level: Quality.Level
    public var reason: String?
    public var at: Instant
    public init(from: ParticipantID, level: Quality.Level, reason: String?, at: Instant) {
        self.from = from
        self.level = level
        self.reason = reason
        self.at = at
    }
}

public struct AlertRaised: Codable, Equatable, Sendable {
    public var from: ParticipantID
    public var kind: Alert.Kind
    public var at: Instant
    public init(from: ParticipantID, kind: Alert.Kind, at: Instant) {
        self.from = from
        self.kind = kind
        self.at = at
    }
}

public struct ICEServers: Codable, Equatable, Sendable {
    /// As in `RTCIceServer` (W3C WebRTC 1.0, 4.2.4).
    public struct Server: Codable, Equatable, Sendable {
        public var urls: [String]
        public var username: String?
        public var credential: String?
        public init(urls: [String], username: String? = nil, credential: String? = nil) {
            self.urls = urls
            self.username = username
            self.credential = credential
        }
    }
    public var servers: [Server]
    public var expiresAt: Instant?
    public var refreshAt: Instant?
    public init(servers: [Server], expiresAt: Instant? = nil, refreshAt: Instant? = nil) {
        self.servers = servers
        self.expiresAt = expiresAt
        self.refreshAt = refreshAt
    }
}

/// What changed about the room; what is absent stays. Hosts also learn who is kept out.
public struct RoomUpdate: Codable, Equatable, Sendable {
    public var locked: Bool?
    public var reopened: Bool?
    public var startsAt: Instant?
    public var endsAt: Instant?
    public var closesAt: Instant?
    public var hardEnd: Instant?
    public var blocked: [RoomState.Blocked]?
    /// Cancelled while a host is in: they stay until they leave.
    public var cancelled: Reasoned?
    public init(
        locked: Bool? = nil, reopened: Bool? = nil, startsAt: Instant? = nil, endsAt: Instant? = nil, closesAt: Instant? = nil,
        hardEnd: Instant? = nil, blocked: [RoomState.Blocked]? = nil, cancelled: Reasoned? = nil
    ) {
        self.locked = locked
        self.reopened = reopened
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.closesAt = closesAt
        self.hardEnd = hardEnd
        self.blocked = blocked
        self.cancelled = cancelled
    }
}

public struct RoomEnding: Codable, Equatable, Sendable {
    public var endsAt: Instant
    public var hardEnd: Instant
    public var nextBookingAt: Instant?
    public init(endsAt: Instant, hardEnd: Instant, nextBookingAt: Instant? = nil) {
        self.endsAt = endsAt
        self.hardEnd = hardEnd
        self.nextBookingAt = nextBookingAt
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

/// One room in a staff member's queue.
public struct QueuedRoom: Codable, Equatable, Sendable {
    public var room: RoomID
    public var booking: BookingID
    public var startsAt: Instant
    public var endsAt: Instant
    public var hostPresent: Bool
    public var waiting: [Waiting]
    /// How many are in the session.
    public var admitted: Int
    public init(
        room: RoomID, booking: BookingID, startsAt: Instant, endsAt: Instant, hostPresent: Bool, waiting: [Waiting], admitted: Int
    ) {
        self.room = room
        self.booking = booking
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.hostPresent = hostPresent
        self.waiting = waiting
        self.admitted = admitted
    }
}

public struct QueueState: Codable, Equatable, Sendable {
    public var rooms: [QueuedRoom]
    public var serverTime: Instant
    public init(rooms: [QueuedRoom], serverTime: Instant) {
        self.rooms = rooms
        self.serverTime = serverTime
    }
}
