import RoomCore
import SignalingProtocol

/// One thing that somebody, the portal or the clock does.
enum Act: Sendable {
    case hello(String, Role = .participant, tab: InstanceID? = nil, takeover: Bool = false, link: LinkID? = nil)
    case resume(String, replay: Bool = true)
    /// The first frame on a new connection.
    case confirm(String)
    case drop(String)
    case leave(String)
    case admit([String], by: String = "Roy")
    case deny(String, by: String = "Roy")
    case remove(String, by: String = "Roy", toWaiting: Bool = false)
    case unblock(String, by: String = "Roy")
    case write(to: String, by: String = "Roy")
    case mute(String, by: String = "Roy")
    case ask(String, by: String = "Roy")
    case permit(Permissions, to: String, by: String = "Roy")
    case role(SetRole.Given, of: String, by: String = "Roy")
    /// What names nobody.
    case say(ClientMessage, by: String = "Roy")
    /// From Roy, over the media connection the two have when the race begins.
    case signal(to: String)
    /// Staff by their queue, without being in the room.
    case admitFromQueue(String)
    case portal(RoomCommand)
    /// It is now so long after the start; no alarm has rung yet.
    case clock(Duration)
    /// Every alarm that is due rings.
    case alarm
    /// So much time goes by, and every alarm on the way rings.
    case wait(Duration)
}

/// What whoever acted was told.
enum Answer: Equatable, Sendable {
    case nothing, done, granted
    case admitted, gone
    case already(ParticipantRecord.State)
    case delivered, undelivered
    case refused(ErrorCode)
    /// Decided before, so.
    case conflict(ParticipantRecord.State)
    /// The hello led into the waiting room, or into the session.
    case waits, isIn
    case turnedAway(ErrorCode, CloseCode?)

    init(_ effects: [Room.Effect]) {
        self = effects.lazy.compactMap(Self.init(to:)).first ?? .nothing
    }

    private init?(to effect: Room.Effect) {
        switch effect {
        case .accept(_, let acceptance): self = acceptance.state == .admitted ? .isIn : .waits
        case .refuse(_, let refusal, let close): self = .turnedAway(refusal.code, close)
        case .reply(.error(let refusal)):
            let outcome = refusal.details?.outcome.flatMap(ParticipantRecord.State.init(rawValue:))
            self = outcome.map { .conflict($0) } ?? .refused(refusal.code)
        case .reply(.ok(.none)), .reply(.ok(.knock)): self = .done
        case .reply(.ok(.screen)): self = .granted
        case .reply(.ok(.deliveries(let deliveries))): self = deliveries.gone.isEmpty ? .delivered : .undelivered
        case .reply(.ok(.admission(let outcome))):
            self = outcome.already.first.map { .already($0.outcome) } ?? (outcome.gone.isEmpty ? .admitted : .gone)
        default: return nil
        }
    }
}
