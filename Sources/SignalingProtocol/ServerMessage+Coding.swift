extension ServerMessage {
    /// The `type` this message travels under.
    public var kind: Kind {
        switch self {
        case .welcome: .welcome
        case .helloOK: .helloOK
        case .roomState: .roomState
        case .waitingStatus: .waitingStatus
        case .waitingEntered: .waitingEntered
        case .waitingMessage: .waitingMessage
        case .waitingJoined: .waitingJoined
        case .waitingUpdated: .waitingUpdated
        case .waitingLeft: .waitingLeft
        case .admitted: .admitted
        case .denied: .denied
        case .participantJoined: .participantJoined
        case .participantUpdated: .participantUpdated
        case .participantLeft: .participantLeft
        case .mediaEnforce: .mediaEnforce
        case .mediaAskUnmute: .mediaAskUnmute
        case .mediaUpdated: .mediaUpdated
        case .signal: .signal
        case .signalFailed: .signalFailed
        case .chatMessage: .chatMessage
        case .handUpdated: .handUpdated
        case .qualityUpdated: .qualityUpdated
        case .alert: .alert
        case .iceServers: .iceServers
        case .roomUpdated: .roomUpdated
        case .roomEnding: .roomEnding
        case .roomClosed: .roomClosed
        case .serverDraining: .serverDraining
        case .bye: .bye
        case .tick: .tick
        case .pong: .pong
        case .queueState: .queueState
        case .queueUpdated: .queueUpdated
        }
    }

    /// Reads the `data` of a frame of this kind.
    ///
    /// - Throws: `DecodingError`, whose coding path names the field that is wrong.
    public init(_ kind: Kind, from data: any Decoder) throws {
        switch kind {
        case .welcome: self = .welcome(try Welcome(from: data))
        case .helloOK: self = .helloOK(try HelloOK(from: data))
        case .roomState: self = .roomState(try RoomState(from: data))
        case .waitingStatus: self = .waitingStatus(try WaitingStatus(from: data))
        case .waitingEntered: self = .waitingEntered(try Reasoned(from: data))
        case .waitingMessage: self = .waitingMessage(try WaitingMessage(from: data))
        case .waitingJoined: self = .waitingJoined(try Waiting(from: data))
        case .waitingUpdated: self = .waitingUpdated(try WaitingUpdate(from: data))
        case .waitingLeft: self = .waitingLeft(try WaitingLeft(from: data))
        case .admitted: self = .admitted
        case .denied: self = .denied(try Reasoned(from: data))
        case .participantJoined: self = .participantJoined(try ParticipantJoined(from: data))
        case .participantUpdated: self = .participantUpdated(try ParticipantUpdate(from: data))
        case .participantLeft: self = .participantLeft(try ParticipantLeft(from: data))
        case .mediaEnforce: self = .mediaEnforce(try MediaEnforce(from: data))
        case .mediaAskUnmute: self = .mediaAskUnmute(try MediaAsk(from: data))
        case .mediaUpdated: self = .mediaUpdated(try MediaUpdated(from: data))
        case .signal: self = .signal(try IncomingSignal(from: data))
        case .signalFailed: self = .signalFailed(try SignalFailed(from: data))
        case .chatMessage: self = .chatMessage(try ChatMessage(from: data))
        case .handUpdated: self = .handUpdated(try HandUpdated(from: data))
        case .qualityUpdated: self = .qualityUpdated(try QualityUpdated(from: data))
        case .alert: self = .alert(try AlertRaised(from: data))
        case .iceServers: self = .iceServers(try ICEServers(from: data))
        case .roomUpdated: self = .roomUpdated(try RoomUpdate(from: data))
        case .roomEnding: self = .roomEnding(try RoomEnding(from: data))
        case .roomClosed: self = .roomClosed(try Reasoned(from: data))
        case .serverDraining: self = .serverDraining(try Draining(from: data))
        case .bye: self = .bye(try ServerBye(from: data))
        case .tick: self = .tick(try Tick(from: data))
        case .pong: self = .pong(try Pong(from: data))
        case .queueState: self = .queueState(try QueueState(from: data))
        case .queueUpdated: self = .queueUpdated(try QueuedRoom(from: data))
        }
    }

    /// Writes the `data` of this message's frame.
    public func encodeData(to encoder: any Encoder) throws {
        switch self {
        case .welcome(let payload): try payload.encode(to: encoder)
        case .helloOK(let payload): try payload.encode(to: encoder)
        case .roomState(let payload): try payload.encode(to: encoder)
        case .waitingStatus(let payload): try payload.encode(to: encoder)
        case .waitingEntered(let payload): try payload.encode(to: encoder)
        case .waitingMessage(let payload): try payload.encode(to: encoder)
        case .waitingJoined(let payload): try payload.encode(to: encoder)
        case .waitingUpdated(let payload): try payload.encode(to: encoder)
        case .waitingLeft(let payload): try payload.encode(to: encoder)
        case .denied(let payload): try payload.encode(to: encoder)
        case .participantJoined(let payload): try payload.encode(to: encoder)
        case .participantUpdated(let payload): try payload.encode(to: encoder)
        case .participantLeft(let payload): try payload.encode(to: encoder)
        case .mediaEnforce(let payload): try payload.encode(to: encoder)
        case .mediaAskUnmute(let payload): try payload.encode(to: encoder)
        case .mediaUpdated(let payload): try payload.encode(to: encoder)
        case .signal(let payload): try payload.encode(to: encoder)
        case .signalFailed(let payload): try payload.encode(to: encoder)
        case .chatMessage(let payload): try payload.encode(to: encoder)
        case .handUpdated(let payload): try payload.encode(to: encoder)
        case .qualityUpdated(let payload): try payload.encode(to: encoder)
        case .alert(let payload): try payload.encode(to: encoder)
        case .iceServers(let payload): try payload.encode(to: encoder)
        case .roomUpdated(let payload): try payload.encode(to: encoder)
        case .roomEnding(let payload): try payload.encode(to: encoder)
        case .roomClosed(let payload): try payload.encode(to: encoder)
        case .serverDraining(let payload): try payload.encode(to: encoder)
        case .bye(let payload): try payload.encode(to: encoder)
        case .tick(let payload): try payload.encode(to: encoder)
        case .pong(let payload): try payload.encode(to: encoder)
        case .queueState(let payload): try payload.encode(to: encoder)
        case .queueUpdated(let payload): try payload.encode(to: encoder)
        case .admitted: try NoData().encode(to: encoder)
        }
    }
}
