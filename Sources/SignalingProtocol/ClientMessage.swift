/// A message that a client may send. On the wire: `{"type", "id"?, "ack"?, "data"}`.
///
/// - SeeAlso: `SignalingProtocol.docc/Protocol.md`, the contract both sides are tested against.
public enum ClientMessage: Equatable, Sendable {
    case hello(Hello)
    case ping(Ping)
    case ack(Ack)
    case bye(Bye)
    case waitingKnock(Knock)
    case readinessUpdate(Readiness)
    case waitingAdmit(Admit)
    case waitingDeny(Deny)
    case waitingMessage(WaitingNote)
    case participantMute(Mute)
    case participantAskUnmute(AskUnmute)
    case participantSetPerms(SetPermissions)
    case participantSetRole(SetRole)
    case participantRemove(Remove)
    case participantUnblock(Unblock)
    case roomLock(Lock)
    case roomReopen
    case roomExtend(Extend)
    case roomEnd(End)
    case mediaUpdate(MediaState)
    case screenRequest
    case screenRelease
    case signal(OutgoingSignal)
    case chatSend(ChatDraft)
    case handSet(Hand)
    case qualityReport(Quality)
    case alertSend(Alert)
    case iceRefresh
    case profileUpdate(Profile)

    public enum Kind: String, Codable, Sendable, CaseIterable {
        case hello, ping, ack, bye, signal
        case waitingKnock = "waiting.knock"
        case readinessUpdate = "readiness.update"
        case waitingAdmit = "waiting.admit"
        case waitingDeny = "waiting.deny"
        case waitingMessage = "waiting.message"
        case participantMute = "participant.mute"
        case participantAskUnmute = "participant.askUnmute"
        case participantSetPerms = "participant.setPerms"
        case participantSetRole = "participant.setRole"
        case participantRemove = "participant.remove"
        case participantUnblock = "participant.unblock"
        case roomLock = "room.lock"
        case roomReopen = "room.reopen"
        case roomExtend = "room.extend"
        case roomEnd = "room.end"
        case mediaUpdate = "media.update"
        case screenRequest = "screen.request"
        case screenRelease = "screen.release"
        case chatSend = "chat.send"
        case handSet = "hand.set"
        case qualityReport = "quality.report"
        case alertSend = "alert.send"
        case iceRefresh = "ice.refresh"
        case profileUpdate = "profile.update"
    }
}
