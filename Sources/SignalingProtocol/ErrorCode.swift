/// Why a request was refused. Stable: clients and translations key on the raw value.
public enum ErrorCode: String, Codable, Error, Sendable, CaseIterable {
    case badRequest = "bad_request"
    case unknownType = "unknown_type"
    case tooLarge = "too_large"
    case rateLimited = "rate_limited"
    case helloRequired = "hello_required"
    case helloTimeout = "hello_timeout"
    case tokenInvalid = "token_invalid"
    case tokenExpired = "token_expired"
    case tokenSpent = "token_spent"
    case tokenNotYetValid = "token_not_yet_valid"
    case resumeInvalid = "resume_invalid"
    case forbidden
    case notAdmitted = "not_admitted"
    case blocked
    case roomNotFound = "room_not_found"
    case roomLocked = "room_locked"
    case roomFull = "room_full"
    case windowNotOpen = "window_not_open"
    case windowClosed = "window_closed"
    case bookingCancelled = "booking_cancelled"
    case duplicateSession = "duplicate_session"
    case nameTaken = "name_taken"
    case participantNotFound = "participant_not_found"
    case conflict
    case screenBusy = "screen_busy"
    case notExtendable = "not_extendable"
    case unsupported
    case upstreamUnavailable = "upstream_unavailable"
    case overloaded
    case staleEpoch = "stale_epoch"
    case `internal`

    /// Whether the same request may succeed later without anything else changing.
    public var isRetryable: Bool {
        switch self {
        case .rateLimited, .upstreamUnavailable, .overloaded, .staleEpoch, .internal, .tokenExpired, .tokenNotYetValid: true
        default: false
        }
    }
}
