import SignalingProtocol

extension ServerMessage {
    /// Which of the contract's types this is.
    var contractType: Kind {
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
}
