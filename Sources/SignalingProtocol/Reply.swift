/// The answer to a request that carried an `id`.
public enum Reply: Equatable, Sendable {
    case ok(ReplyData)
    case error(Refusal)
}

/// What a granted request brings back, where it brings anything.
public enum ReplyData: Equatable, Sendable {
    case none
    case admission(AdmissionOutcome)
    case screen(ScreenGrant)
    case deliveries(Deliveries)
    case knock(KnockOutcome)
}

/// The outcome of `waiting.admit`, each asked-for id in exactly one list.
public struct AdmissionOutcome: Codable, Equatable, Sendable {
    /// Somebody decided about before: admitted, or denied by another host.
    public struct Already: Codable, Equatable, Sendable {
        public var id: ParticipantID
        public var outcome: ParticipantRecord.State
        public init(id: ParticipantID, outcome: ParticipantRecord.State) {
            self.id = id
            self.outcome = outcome
        }
    }
    public var admitted: [ParticipantID]
    public var already: [Already]
    public var gone: [ParticipantID]
    public init(admitted: [ParticipantID] = [], already: [Already] = [], gone: [ParticipantID] = []) {
        self.admitted = admitted
        self.already = already
        self.gone = gone
    }
}

public struct ScreenGrant: Codable, Equatable, Sendable {
    public var granted: Bool
    public init(granted: Bool) { self.granted = granted }
}

/// The outcome of `waiting.message`.
public struct Deliveries: Codable, Equatable, Sendable {
    public var delivered: [ParticipantID]
    public var gone: [ParticipantID]
    public init(delivered: [ParticipantID], gone: [ParticipantID]) {
        self.delivered = delivered
        self.gone = gone
    }
}

/// The outcome of `waiting.knock`.
public struct KnockOutcome: Codable, Equatable, Sendable {
    /// It rings somewhere: at a host who is connected to the room, or at staff who have the queue open.
    public var heard: Bool
    public init(heard: Bool) { self.heard = heard }
}

/// Why a request changed nothing.
public struct Refusal: Codable, Equatable, Error, Sendable {
    public var code: ErrorCode
    /// For developers, in English; pages have their own words for each code.
    public var message: String
    public var retryable: Bool
    public var retryAfterMs: Int64?
    public var details: Details?

    public struct Details: Codable, Equatable, Sendable {
        /// What was decided before (`conflict`).
        public var outcome: String?
        /// Which field of `data` was wrong (`bad_request`).
        public var field: String?
        /// Who holds the screen (`screen_busy`).
        public var holder: ParticipantID?
        public init(outcome: String? = nil, field: String? = nil, holder: ParticipantID? = nil) {
            self.outcome = outcome
            self.field = field
            self.holder = holder
        }
    }

    public init(_ code: ErrorCode, _ message: String, retryAfterMs: Int64? = nil, details: Details? = nil) {
        self.code = code
        self.message = message
        retryable = code.isRetryable
        self.retryAfterMs = retryAfterMs
        self.details = details
    }
}
