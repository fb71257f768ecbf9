/// A message that the server sends. On the wire: `{"type", "seq"?, "rev"?, "data"}`.
///
/// - SeeAlso: `SignalingProtocol.docc/Protocol.md`.
public enum ServerMessage: Equatable, Sendable {
    case welcome(Welcome)
    case helloOK(HelloOK)
    case roomState(RoomState)
    case waitingStatus(WaitingStatus)
    case waitingEntered(Reasoned)
    case waitingMessage(WaitingMessage)
    case waitingJoined(Waiting)
    case waitingUpdated(WaitingUpdate)
    case waitingLeft(WaitingLeft)
    case admitted
    case denied(Reasoned)
    case participantJoined(ParticipantJoined)
    case participantUpdated(ParticipantUpdate)
    case participantLeft(ParticipantLeft)
    case mediaEnforce(MediaEnforce)
    case mediaAskUnmute(MediaAsk)
    case mediaUpdated(MediaUpdated)
    case signal(IncomingSignal)
    case signalFailed(SignalFailed)
    case chatMessage(ChatMessage)
    case handUpdated(HandUpdated)
    case qualityUpdated(QualityUpdated)
    case alert(AlertRaised)
    case iceServers(ICEServers)
    case roomUpdated(RoomUpdate)
    case roomEnding(RoomEnding)
    case roomClosed(Reasoned)
    case serverDraining(Draining)
    case bye(ServerBye)
    case tick(Tick)
    case pong(Pong)
    case queueState(QueueState)
    case queueUpdated(QueuedRoom)

    public enum Kind: String, Codable, Sendable, CaseIterable {
        case welcome, admitted, denied, signal, alert, bye, tick, pong
        case helloOK = "hello.ok"
        case roomState = "room.state"
        case waitingStatus = "waiting.status"
        case waitingEntered = "waiting.entered"
        case waitingMessage = "waiting.message"
        case waitingJoined = "waiting.joined"
        case waitingUpdated = "waiting.updated"
        case waitingLeft = "waiting.left"
        case participantJoined = "participant.joined"
        case participantUpdated = "participant.updated"
        case participantLeft = "participant.left"
        case mediaEnforce = "media.enforce"
        case mediaAskUnmute = "media.askUnmute"
        case mediaUpdated = "media.updated"
        case signalFailed = "signal.failed"
        case chatMessage = "chat.message"
        case handUpdated = "hand.updated"
        case qualityUpdated = "quality.updated"
        case iceServers = "ice.servers"
        case roomUpdated = "room.updated"
        case roomEnding = "room.ending"
        case roomClosed = "room.closed"
        case serverDraining = "server.draining"
        case queueState = "queue.state"
        case queueUpdated = "queue.updated"

        /// Whether it takes a number in the session's gap-free sequence, and is kept for a resume.
        public var isSequenced: Bool {
            switch self {
            case .welcome, .helloOK, .pong, .tick, .waitingStatus, .mediaUpdated, .bye, .queueState, .queueUpdated: false
            default: true
            }
        }

        /// Whether only the newest of its kind (about the same participant) matters to a slow reader.
        public var isCoalescable: Bool {
            switch self {
            case .tick, .waitingStatus, .mediaUpdated, .pong, .queueUpdated: true
            default: false
            }
        }
    }
}
