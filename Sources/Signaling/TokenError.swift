import SignalingProtocol

/// Why a token is no good, as the `verify` closures say it.
public enum TokenError: Error, Equatable, Sendable {
    case invalid, expired, notYetValid

    var refusal: Refusal {
        switch self {
        case .invalid: Refusal(.tokenInvalid, "the token is not valid here")
        case .expired: Refusal(.tokenExpired, "the token has expired")
        case .notYetValid: Refusal(.tokenNotYetValid, "the token is not valid yet")
        }
    }
}
