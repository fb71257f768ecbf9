import RoomCore
import SignalingProtocol

/// What an input brings about that no picture shows: who is sent off, and who is told what passes.
struct Fallout: Equatable {
    enum Letter: String {
        case admitted, denied, sentBack, closed, servers
        case signal, signalFailed, chat, note, knock, quality, alert, enforced, asked
    }

    /// Sessions and single sockets, with the code.
    var farewells: [String: CloseCode] = [:]
    var letters: [SessionID: Set<Letter>] = [:]

    mutating func tell(_ session: SessionID, _ letter: Letter) { letters[session, default: []].insert(letter) }

    mutating func add(_ effects: [Room.Effect]) {
        for effect in effects {
            switch effect {
            case .close(let session, let bye, _): farewells[session.rawValue] = bye.code
            case .closeConnection(let connection, let bye): farewells[connection.rawValue] = bye.code
            case .sendICEServers(let session, _): tell(session, .servers)
            case .send(let message, let session, _): Letter(message).map { tell(session, $0) }
            default: break
            }
        }
    }
}

extension Fallout.Letter {
    fileprivate init?(_ message: ServerMessage) {
        switch message {
        case .admitted: self = .admitted
        case .denied: self = .denied
        case .waitingEntered: self = .sentBack
        case .roomClosed: self = .closed
        case .signal: self = .signal
        case .signalFailed: self = .signalFailed
        case .chatMessage: self = .chat
        case .waitingMessage: self = .note
        case .waitingUpdated(let update) where update.knocked == true: self = .knock
        case .qualityUpdated: self = .quality
        case .alert: self = .alert
        case .mediaEnforce: self = .enforced
        case .mediaAskUnmute: self = .asked
        default: return nil
        }
    }
}
