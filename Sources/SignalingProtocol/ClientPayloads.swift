/// The first message of a connection: a room token, or a resume token.
public struct Hello: Codable, Equatable, Sendable {
    public struct Resume: Codable, Equatable, Sendable {
        public var token: String
        public var lastSeq: Int
        public init(token: String, lastSeq: Int) {
            self.token = token
            self.lastSeq = lastSeq
        }
    }
    public struct Client: Codable, Equatable, Sendable {
        public var name: String
        public var version: String
        public init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }
    public struct Devices: Codable, Equatable, Sendable {
        public var audio: MediaSwitch
        public var video: MediaSwitch
        public init(audio: MediaSwitch, video: MediaSwitch) {
            self.audio = audio
            self.video = video
        }
    }
    public enum OnDuplicate: String, Codable, Sendable { case ask, takeover }

    public var token: String?
    public var resume: Resume?
    public var client: Client?
    public var instance: InstanceID?
    public var features: [String]?
    public var media: Devices?
    public var onDuplicate: OnDuplicate?

    public init(
        token: String? = nil, resume: Resume? = nil, client: Client? = nil, instance: InstanceID? = nil,
        features: [String]? = nil, media: Devices? = nil, onDuplicate: OnDuplicate? = nil
    ) {
        self.token = token
        self.resume = resume
        self.client = client
        self.instance = instance
        self.features = features
        self.media = media
        self.onDuplicate = onDuplicate
    }
}

/// `ts` is the client's own; it comes back in the pong.
public struct Ping: Codable, Equatable, Sendable {
    public var ts: Double?
    public init(ts: Double?) { self.ts = ts }
}

public struct Ack: Codable, Equatable, Sendable {
    public var seq: Int
    public init(seq: Int) { self.seq = seq }
}

/// Leaving on purpose: no grace.
public struct Bye: Codable, Equatable, Sendable {
    public var reason: String?
    public init(reason: String? = nil) { self.reason = reason }
}

public struct Knock: Codable, Equatable, Sendable {
    /// At most 140 characters.
    public var note: String?
    public init(note: String? = nil) { self.note = note }
}

/// Admits exactly those named: nobody is admitted unseen.
public struct Admit: Codable, Equatable, Sendable {
    public var ids: [ParticipantID]
    public init(ids: [ParticipantID]) { self.ids = ids }
}

public struct Deny: Codable, Equatable, Sendable {
    public var id: ParticipantID
    public var reason: String?
    /// Kept out until undone. Default `true`.
    public var block: Bool?
    public init(id: ParticipantID, reason: String? = nil, block: Bool? = nil) {
        self.id = id
        self.reason = reason
        self.block = block
    }
}

public struct WaitingNote: Codable, Equatable, Sendable {
    public var ids: [ParticipantID]
    /// At most 280 characters.
    public var text: String
    public init(ids: [ParticipantID], text: String) {
        self.ids = ids
        self.text = text
    }
}

public struct Mute: Codable, Equatable, Sendable {
    public var ids: [ParticipantID]
    public var kinds: [MediaKind]
    public init(ids: [ParticipantID], kinds: [MediaKind]) {
        self.ids = ids
        self.kinds = kinds
    }
}

public struct AskUnmute: Codable, Equatable, Sendable {
    public var id: ParticipantID
    public var kind: MediaKind
    public init(id: ParticipantID, kind: MediaKind) {
        self.id = id
        self.kind = kind
    }
}

public struct SetPermissions: Codable, Equatable, Sendable {
    public var id: ParticipantID
    public var perms: Permissions
    public init(id: ParticipantID, perms: Permissions) {
        self.id = id
        self.perms = perms
    }
}

public struct SetRole: Codable, Equatable, Sendable {
    public enum Given: String, Codable, Sendable { case cohost, none }
    public var id: ParticipantID
    public var role: Given
    public init(id: ParticipantID, role: Given) {
        self.id = id
        self.role = role
    }
}

public struct Remove: Codable, Equatable, Sendable {
    public var id: ParticipantID
    public var reason: String?
    /// Kept out until undone. Default `true`; means nothing with `toWaiting`.
    public var block: Bool?
    /// Sent back to the waiting room instead. Default `false`.
    public var toWaiting: Bool?
    public init(id: ParticipantID, reason: String? = nil, block: Bool? = nil, toWaiting: Bool? = nil) {
        self.id = id
        self.reason = reason
        self.block = block
        self.toWaiting = toWaiting
    }
}

public struct Unblock: Codable, Equatable, Sendable {
    public var id: ParticipantID
    public init(id: ParticipantID) { self.id = id }
}

public struct Lock: Codable, Equatable, Sendable {
    public var locked: Bool
    public init(locked: Bool) { self.locked = locked }
}

public struct Extend: Codable, Equatable, Sendable {
    public var until: Instant
    public init(until: Instant) { self.until = until }
}

public struct End: Codable, Equatable, Sendable {
    public var reason: String?
    public init(reason: String? = nil) { self.reason = reason }
}

public struct OutgoingSignal: Codable, Equatable, Sendable {
    public var to: ParticipantID
    public var toSession: SessionID
    public var conn: Int
    public var kind: SignalKind
    public var payload: RawJSON
    public init(to: ParticipantID, toSession: SessionID, conn: Int, kind: SignalKind, payload: RawJSON) {
        self.to = to
        self.toSession = toSession
        self.conn = conn
        self.kind = kind
        self.payload = payload
    }
}

public enum SignalKind: String, Codable, Sendable, CaseIterable { case description, candidates, restart, close }

public struct ChatDraft: Codable, Equatable, Sendable {
    /// To one participant; `nil` for everybody in the session.
    public var to: ParticipantID?
    /// At most 2,000 characters. Never stored.
    public var text: String
    public init(to: ParticipantID? = nil, text: String) {
        self.to = to
        self.text = text
    }
}

public struct Hand: Codable, Equatable, Sendable {
    public var raised: Bool
    public init(raised: Bool) { self.raised = raised }
}

public struct Quality: Codable, Equatable, Sendable {
    public enum Level: String, Codable, Sendable { case good, fair, poor, lost }
    public var level: Level
    public var reason: String?
    public init(level: Level, reason: String? = nil) {
        self.level = level
        self.reason = reason
    }
}

public struct Alert: Codable, Equatable, Sendable {
    public enum Kind: String, Codable, Sendable { case leftQuickly = "left_quickly" }
    public var kind: Kind
    public init(kind: Kind) { self.kind = kind }
}

public struct Profile: Codable, Equatable, Sendable {
    public var displayName: DisplayName
    public init(displayName: DisplayName) { self.displayName = displayName }
}
