import SignalingProtocol

/// What it takes to send a message (protocol, Roles).
enum Right: Equatable {
    /// Being here, waiting or admitted.
    case anybody
    /// Being in the waiting room.
    case waiting
    /// Being in the session.
    case admitted
    /// Being in the session with something to say: all but observers.
    case publishing
    /// Host or co-host.
    case deciding
    /// Host alone.
    case hosting

    /// What a message takes; `nil` for what never reaches a room.
    init?(toSend message: ClientMessage) {
        switch message {
        case .hello, .ping, .ack, .iceRefresh: return nil
        case .bye, .alertSend, .profileUpdate: self = .anybody
        case .waitingKnock, .readinessUpdate: self = .waiting
        case .signal, .qualityReport, .screenRelease: self = .admitted
        case .mediaUpdate, .screenRequest, .chatSend, .handSet: self = .publishing
        case .waitingAdmit, .waitingDeny, .waitingMessage, .participantMute, .participantAskUnmute, .participantSetPerms,
            .participantRemove, .participantUnblock, .roomLock:
            self = .deciding
        case .participantSetRole, .roomReopen, .roomExtend, .roomEnd: self = .hosting
        }
    }

    /// Why this member may not; `nil` if they may.
    func refusal(to member: Member) -> Refusal? {
        switch self {
        case .anybody: member.isPresent ? nil : Refusal(.notAdmitted, "not here")
        case .waiting: member.isWaiting ? nil : Refusal(.conflict, "not in the waiting room")
        case .admitted: member.isAdmitted ? nil : Refusal(.notAdmitted, "not in the session")
        case .publishing: inSession(member, where: member.role.publishes)
        case .deciding: inSession(member, where: member.role.decidesAdmission)
        case .hosting: inSession(member, where: member.role == .host)
        }
    }

    private func inSession(_ member: Member, where isGiven: Bool) -> Refusal? {
        guard member.isAdmitted else { return Refusal(.notAdmitted, "not in the session") }
        return isGiven ? nil : Refusal(.forbidden, "not with this role")
    }
}
