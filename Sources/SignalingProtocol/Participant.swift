/// Somebody in the session, as others in it see them. `verifiedName` is filled in for hosts alone.
public struct Participant: Codable, Equatable, Sendable {
    public enum Presence: String, Codable, Sendable { case online, reconnecting }

    public var id: ParticipantID
    public var session: SessionID
    public var displayName: DisplayName
    public var verifiedName: String?
    public var role: Role
    public var presence: Presence
    public var media: MediaState
    public var perms: Permissions
    public var hand: Bool
    /// Since when admitted.
    public var since: Instant

    public init(
        id: ParticipantID, session: SessionID, displayName: DisplayName, verifiedName: String? = nil, role: Role,
        presence: Presence, media: MediaState, perms: Permissions, hand: Bool, since: Instant
    ) {
        self.id = id
        self.session = session
        self.displayName = displayName
        self.verifiedName = verifiedName
        self.role = role
        self.presence = presence
        self.media = media
        self.perms = perms
        self.hand = hand
        self.since = since
    }
}

/// Somebody in the waiting room, as hosts see them. Nobody else is ever sent this (V12, V14).
public struct Waiting: Codable, Equatable, Sendable {
    public enum Kind: String, Codable, Sendable { case client, guest, staff }
    public enum Presence: String, Codable, Sendable { case online, away }

    public var id: ParticipantID
    public var displayName: DisplayName
    public var verifiedName: String?
    public var kind: Kind
    public var link: LinkID?
    public var waitingSince: Instant
    public var presence: Presence
    /// Since when they are away; `nil` while they are not.
    public var awaySince: Instant?
    public var readiness: Readiness
    public var note: String?
    /// When they last rang.
    public var knockedAt: Instant?
    /// Another visitor came by the same direct link.
    public var duplicateOf: ParticipantID?

    public init(
        id: ParticipantID, displayName: DisplayName, verifiedName: String?, kind: Kind, link: LinkID?, waitingSince: Instant,
        presence: Presence, awaySince: Instant? = nil, readiness: Readiness, note: String? = nil, knockedAt: Instant? = nil,
        duplicateOf: ParticipantID? = nil
    ) {
        self.id = id
        self.displayName = displayName
        self.verifiedName = verifiedName
        self.kind = kind
        self.link = link
        self.waitingSince = waitingSince
        self.presence = presence
        self.awaySince = awaySince
        self.readiness = readiness
        self.note = note
        self.knockedAt = knockedAt
        self.duplicateOf = duplicateOf
    }
}

/// One media connection to make: with whom, in which generation, and who yields in a collision.
public struct Peer: Codable, Equatable, Sendable {
    public var id: ParticipantID
    public var session: SessionID
    /// New whenever either session is new. Signals of an older one are dropped.
    public var conn: Int
    /// The polite side gives way when offers collide (W3C perfect negotiation).
    public var polite: Bool
    /// The newcomer makes the first offer.
    public var initiator: Bool

    public init(id: ParticipantID, session: SessionID, conn: Int, polite: Bool, initiator: Bool) {
        self.id = id
        self.session = session
        self.conn = conn
        self.polite = polite
        self.initiator = initiator
    }
}
