import SignalingProtocol

/// A message of somebody in the room: may they, and whose rule is it.
extension Room {
    mutating func received(_ message: ClientMessage, from session: SessionID, at now: Instant) -> [Effect] {
        guard let sender = member(of: session) else { return [.refusal(.forbidden, "no such session")] }
        guard let right = Right(toSend: message) else { return [.refusal(.unsupported, "not a room's message")] }
        if let refusal = right.refusal(to: sender) { return [.reply(.error(refusal))] }
        if let refusal = Wording.refusal(of: message) { return [.reply(.error(refusal))] }
        return route(message, from: sender, at: now)
    }

    private mutating func route(_ message: ClientMessage, from sender: Member, at now: Instant) -> [Effect] {
        switch message {
        case .signal(let signal): relay(signal, from: sender)
        case .chatSend(let draft): chat(draft, from: sender, at: now)
        case .handSet(let hand): raise(hand, by: sender, at: now)
        case .qualityReport(let quality): report(quality, by: sender, at: now)
        case .alertSend(let alert): raise(alert, by: sender, at: now)
        case .mediaUpdate(let media): show(media, of: sender)
        case .screenRequest: requestScreen(sender)
        case .screenRelease: releaseScreen(sender)
        case .waitingKnock(let knock): ring(knock, by: sender, at: now)
        case .readinessUpdate(let readiness): note(readiness, of: sender)
        case .profileUpdate(let profile): rename(sender, to: profile.displayName)
        case .bye: leave(sender, at: now)
        case .waitingAdmit(let admission): admit(admission.ids, at: now)
        case .waitingDeny(let denial): deny(denial, at: now)
        case .waitingMessage(let note): pass(note, at: now)
        default: moderate(message, by: sender, at: now)
        }
    }

    private mutating func moderate(_ message: ClientMessage, by host: Member, at now: Instant) -> [Effect] {
        switch message {
        case .participantMute(let mute): self.mute(mute, by: host)
        case .participantAskUnmute(let ask): askUnmute(ask, by: host)
        case .participantSetPerms(let change): setPermissions(change, by: host)
        case .participantSetRole(let change): setRole(change, by: host, at: now)
        case .participantRemove(let removal): remove(removal, by: host, at: now)
        case .participantUnblock(let pardon): unblock(pardon.id)
        case .roomLock(let lock): setLock(lock.locked)
        case .roomReopen: reopen(at: now)
        case .roomExtend(let extension_): extend(until: extension_.until, at: now)
        case .roomEnd(let end): endForAll(end, at: now)
        default: [.refusal(.unsupported, "not a room's message")]
        }
    }
}
