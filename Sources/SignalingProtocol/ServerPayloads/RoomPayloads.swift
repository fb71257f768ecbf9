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
        /// Whom the session is booked with now.
        public var hostName: DisplayName?
        public var topology: Topology
        /// Entry was reopened until the end (W4a). Hosts only.
        public var reopened: Bool?
        public init(
            locked: Bool, startsAt: Instant, endsAt: Instant, closesAt: Instant, hardEnd: Instant, hostName: DisplayName? = nil,
            topology: Topology = .mesh, reopened: Bool? = nil
        ) {
            self.locked = locked
            self.startsAt = startsAt
            self.endsAt = endsAt
            self.closesAt = closesAt
            self.hardEnd = hardEnd
            self.hostName = hostName
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

/// What changed about the room; what is absent stays. Hosts also learn who is kept out.
public struct RoomUpdate: Codable, Equatable, Sendable {
    public var locked: Bool?
    public var reopened: Bool?
    public var startsAt: Instant?
    public var endsAt: Instant?
    public var closesAt: Instant?
    public var hardEnd: Instant?
    public var hostName: DisplayName?
    public var blocked: [RoomState.Blocked]?
    /// Cancelled while a host is in: they stay until they leave.
    public var cancelled: Reasoned?
    public init(
        locked: Bool? = nil, reopened: Bool? = nil, startsAt: Instant? = nil, endsAt: Instant? = nil, closesAt: Instant? = nil,
        hardEnd: Instant? = nil, hostName: DisplayName? = nil, blocked: [RoomState.Blocked]? = nil, cancelled: Reasoned? = nil
    ) {
        self.locked = locked
        self.reopened = reopened
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.closesAt = closesAt
        self.hardEnd = hardEnd
        self.hostName = hostName
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

/// `waiting.entered`, `denied`, `room.closed`.
public struct Reasoned: Codable, Equatable, Sendable {
    public var reason: String?
    public init(reason: String? = nil) { self.reason = reason }
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
