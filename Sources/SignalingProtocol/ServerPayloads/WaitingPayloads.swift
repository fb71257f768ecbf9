/// All that somebody waiting is told.
public struct WaitingStatus: Codable, Equatable, Sendable {
    public enum CodingKeys: String, CodingKey {
        case hostPresent, closesAt, waitingSince, startsAt, endsAt, hostName, alertedAt, roomLocked = "room_locked"
    }
    public var hostPresent: Bool
    /// When entry closes.
    public var closesAt: Instant
    public var waitingSince: Instant
    public var startsAt: Instant
    public var endsAt: Instant
    /// Whom the session is booked with now.
    public var hostName: DisplayName?
    /// When the clinician was last told, away from the room, that they wait (H8).
    public var alertedAt: Instant?
    public var roomLocked: Bool?
    public init(
        hostPresent: Bool, closesAt: Instant, waitingSince: Instant, startsAt: Instant, endsAt: Instant, hostName: DisplayName? = nil,
        alertedAt: Instant? = nil, roomLocked: Bool? = nil
    ) {
        self.hostPresent = hostPresent
        self.closesAt = closesAt
        self.waitingSince = waitingSince
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.hostName = hostName
        self.alertedAt = alertedAt
        self.roomLocked = roomLocked
    }
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
    /// With the presence `away`.
    public var awaySince: Instant?
    public var readiness: Readiness?
    public var note: String?
    /// They knocked (again): ring.
    public var knocked: Bool?
    public var knockedAt: Instant?
    public init(
        id: ParticipantID, displayName: DisplayName? = nil, presence: Waiting.Presence? = nil, awaySince: Instant? = nil,
        readiness: Readiness? = nil, note: String? = nil, knocked: Bool? = nil, knockedAt: Instant? = nil
    ) {
        self.id = id
        self.displayName = displayName
        self.presence = presence
        self.awaySince = awaySince
        self.readiness = readiness
        self.note = note
        self.knocked = knocked
        self.knockedAt = knockedAt
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
