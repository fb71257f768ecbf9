/// The WebSocket close codes in use: RFC 6455 section 7.4.1, and 4400–4499 of our own.
public enum CloseCode: UInt16, Codable, Sendable, CaseIterable {
    case normal = 1000
    case goingAway = 1001
    case protocolError = 1002
    case unsupportedData = 1003
    case invalidPayload = 1007
    case tooLarge = 1009
    case internalError = 1011
    case restart = 1012
    case overloaded = 1013
    case protocolViolation = 4400
    case unauthorized = 4401
    case forbidden = 4403
    case roomNotFound = 4404
    case denied = 4405
    case removed = 4406
    case moved = 4407
    case heartbeatLost = 4408
    case replaced = 4409
    case ended = 4410
    case notOpenYet = 4411
    case closed = 4412
    case rateExceeded = 4429
    case slowConsumer = 4430
    case sessionExpired = 4440

    /// What `bye` tells the client to do next.
    public var action: ByeAction {
        switch self {
        case .restart, .overloaded, .heartbeatLost, .rateExceeded, .slowConsumer: .resume
        case .tooLarge, .internalError, .unauthorized, .sessionExpired: .rejoin
        case .moved: .moved
        default: .stop
        }
    }
}

/// What a client does after a `bye`.
public enum ByeAction: String, Codable, Sendable, CaseIterable {
    case resume, rejoin, stop, moved
}
