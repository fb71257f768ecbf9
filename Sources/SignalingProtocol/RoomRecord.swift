/// What outlives the process about one room. The journal keeps the newest of each kind.
public struct RoomRecord: Codable, Equatable, Sendable {
    public var terms: RoomTerms
    public var isLocked: Bool
    /// A host reopened entry (W4a).
    public var isReopened: Bool
    /// Later than the booking's end when a host extended the session.
    public var extendedUntil: Instant?
    public var ended: Ending?

    public init(
        terms: RoomTerms, isLocked: Bool = false, isReopened: Bool = false, extendedUntil: Instant? = nil, ended: Ending? = nil
    ) {
        self.terms = terms
        self.isLocked = isLocked
        self.isReopened = isReopened
        self.extendedUntil = extendedUntil
        self.ended = ended
    }

    /// When the session is over by the plan: the booking's end, or what a host extended it to.
    public var endsAt: Instant { max(terms.endsAt, extendedUntil ?? terms.endsAt) }
    /// Until when somebody on record may come back, and when a room without a host is closed.
    public var hardEnd: Instant { max(endsAt, terms.closesAt) + .seconds(terms.graceSeconds) }
    /// The first instant at which nobody new may enter.
    public var entryClosesAt: Instant { isReopened ? hardEnd : terms.closesAt }

    public struct Ending: Codable, Equatable, Sendable {
        public enum Cause: String, Codable, Sendable { case endedByHost = "ended", cancelled, hardEnd = "hard_end" }
        public var cause: Cause
        public var reason: String?
        public var at: Instant

        public init(cause: Cause, reason: String?, at: Instant) {
            self.cause = cause
            self.reason = reason
            self.at = at
        }
    }
}

/// What outlives the process about one person in one room.
public struct ParticipantRecord: Codable, Equatable, Sendable {
    public enum State: String, Codable, Sendable, CaseIterable { case waiting, admitted, left, removed, denied, ended }

    public var id: ParticipantID
    public var subject: SubjectID
    public var role: Role
    public var state: State
    public var displayName: DisplayName
    public var verifiedName: String?
    public var link: LinkID?
    public var permissions: Permissions
    /// Admitted once for this booking: comes back without being asked, until the hard end (H11).
    public var wasAdmitted: Bool
    /// Denied or removed for good, until a host undoes it.
    public var isBlocked: Bool
    public var waitingSince: Instant?
    /// When the clinician was last told that they wait (H8); `nil` once they are in.
    public var alertedAt: Instant?
    /// What a host last wrote to them while they wait (H9); `nil` once they don't.
    public var hostNote: WaitingMessage?
    /// Since when the state holds.
    public var since: Instant
    public var session: SessionID
    /// Which place this life of theirs has among all lives in the session: grows with every admission and new session. Of two
    /// participants the later one's is the `conn` of their media connection; it is polite and makes the first offer.
    public var generation: Int
    /// SHA-256 of the resume token that is good now.
    public var resumeHash: ResumeHash
    /// The one before it, good until the first frame on the new connection arrives.
    public var previousResumeHash: ResumeHash?

    public init(
        id: ParticipantID, subject: SubjectID, role: Role, state: State, displayName: DisplayName, verifiedName: String?,
        link: LinkID?, permissions: Permissions = .all, wasAdmitted: Bool, isBlocked: Bool = false, waitingSince: Instant?,
        alertedAt: Instant? = nil, hostNote: WaitingMessage? = nil, since: Instant, session: SessionID, generation: Int = 0, resumeHash: ResumeHash,
        previousResumeHash: ResumeHash? = nil
    ) {
        self.id = id
        self.subject = subject
        self.role = role
        self.state = state
        self.displayName = displayName
        self.verifiedName = verifiedName
        self.link = link
        self.permissions = permissions
        self.wasAdmitted = wasAdmitted
        self.isBlocked = isBlocked
        self.waitingSince = waitingSince
        self.alertedAt = alertedAt
        self.hostNote = hostNote
        self.since = since
        self.session = session
        self.generation = generation
        self.resumeHash = resumeHash
        self.previousResumeHash = previousResumeHash
    }
}

/// SHA-256 of a resume token, in lower-case hexadecimal. The token itself is never stored.
public struct ResumeHash: Hashable, Codable, Sendable, RawRepresentable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A change that is committed before anything announces it.
public enum RoomChange: Codable, Equatable, Sendable {
    case room(RoomRecord)
    case participant(ParticipantRecord)
    /// A token was used. It can't be used again; the row may go once the token has expired.
    case tokenSpent(TokenID, expiresAt: Instant)
}

/// Everything the journal holds about one room: what a restarted server rebuilds it from.
public struct RoomSnapshot: Codable, Equatable, Sendable {
    public var room: RoomRecord
    public var participants: [ParticipantRecord]

    public init(room: RoomRecord, participants: [ParticipantRecord]) {
        self.room = room
        self.participants = participants
    }
}
