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
