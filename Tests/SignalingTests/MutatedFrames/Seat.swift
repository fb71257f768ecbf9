import SignalingProtocol

/// Where a socket can be when it sends a bad frame.
enum Seat: String, CaseIterable, Sendable {
    /// Before hello.
    case greeting
    case waiting
    case admitted
    case host

    /// Whether a message ends the connection: not at once, since it is written down before.
    func isLeft(by due: DueAnswer) -> Bool {
        switch self {
        case .greeting: false
        case .waiting, .admitted: due == .taken(.bye)
        case .host: due == .taken(.bye) || due == .taken(.roomEnd)
        }
    }

    /// Whether this may be the answer to a message that makes sense.
    func allows(_ answer: Answer, to kind: ClientMessage.Kind) -> Bool {
        guard answer.isOver else { return self != .greeting || answer.refusals.contains { $0.code == .helloRequired } }
        guard let code = answer.code.flatMap(CloseCode.init(rawValue:)) else { return false }
        switch (self, kind) {
        case (.greeting, .hello): return [.unauthorized, .sessionExpired, .forbidden, .roomNotFound].contains(code)
        case (.greeting, _): return false
        case (_, .bye): return code == .normal
        case (.host, .roomEnd): return code == .ended
        default: return false
        }
    }
}
