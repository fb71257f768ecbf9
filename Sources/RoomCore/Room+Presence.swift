import SignalingProtocol

/// Dropped connections, and what time does to the room.
extension Room {
    /// A socket is gone without a word. Somebody waiting is away at once; somebody in the session has a moment before the
    /// others are told.
    mutating func disconnected(_ session: SessionID, _ connection: ConnectionID, at now: Instant) -> [Effect] {
        guard let member = member(of: session), member.isPresent, member.connection == connection else { return [] }
        update(member.id) { member in
            member.connection = nil
            member.droppedAt = now
        }
        guard member.isWaiting else { return [] }
        advance()
        return tellDeciders(.waitingUpdated(WaitingUpdate(id: member.id, presence: .away)))
    }

    mutating func deadlinePassed(at now: Instant) -> [Effect] {
        var effects: [Effect] = []
        for member in admitted + queue where (deadline(of: member) ?? now + .seconds(1)) <= now {
            effects += member.isAdmitted ? dropOut(member, at: now) : giveUp(member)
        }
        if record.ended == nil, !isHostAdmitted, now >= record.hardEnd {
            return effects + close(.hardEnd, .ended, .hardEnd, words: nil, at: now)
        }
        if let absence = absenceDeadline, absence <= now { effects += hostsStayedAway(at: now) }
        return effects + warn(at: now)
    }

    /// When the room next has something to do by itself.
    var soonestDeadline: Instant? {
        var instants = members.values.compactMap { deadline(of: $0) }
        if record.ended == nil {
            if !isHostAdmitted { instants.append(record.hardEnd) }
            if let absence = absenceDeadline { instants.append(absence) }
            if admittedCount > 0, let warning = nextWarning { instants.append(warning) }
        }
        return instants.min()
    }

    /// When a drop next has a consequence: the notice to the others, then the end of the grace; in the waiting room the close
    /// of entry.
    private func deadline(of member: Member) -> Instant? {
        guard let dropped = member.droppedAt else { return nil }
        switch member.record.state {
        case .admitted where !member.isShownReconnecting: return dropped + limits.reconnectingNotice
        case .admitted: return dropped + limits.reconnectGrace
        case .waiting: return max(record.entryClosesAt, dropped + limits.reconnectGrace)
        default: return nil
        }
    }

    /// When the practice's policy for a session without a host applies.
    private var absenceDeadline: Instant? {
        guard limits.hostAbsencePolicy != .continue, record.ended == nil, let since = hostAbsentSince else { return nil }
        let hasClients = members.values.contains { $0.isAdmitted && !$0.role.isStaff }
        return hasClients ? since + limits.hostAbsence : nil
    }

    /// Shown as reconnecting first; gone when the grace is over, free to come back unasked (H11).
    private mutating func dropOut(_ member: Member, at now: Instant) -> [Effect] {
        let dropped = member.droppedAt ?? now
        if now >= dropped + limits.reconnectGrace {
            return part(member, as: .left, told: .timeout, over(member.session, .heartbeatLost, .timeout))
        }
        advance()
        update(member.id) { $0.isShownReconnecting = true }
        let update = ParticipantUpdate(id: member.id, presence: .reconnecting)
        let isSharing = screenHolder == member.id
        return tellOthers(than: member, .participantUpdated(update))
            + (isSharing ? enforce([.screen], on: member.id, by: member.id) : [])
    }

    /// Away when entry closed: the place is gone.
    private mutating func giveUp(_ member: Member) -> [Effect] {
        withdraw(member, as: .left, told: .closed, over(member.session, .closed, .windowClosed))
    }

    private mutating func hostsStayedAway(at now: Instant) -> [Effect] {
        switch limits.hostAbsencePolicy {
        case .continue: return []
        case .end: return close(.hardEnd, .ended, .hostAbsent, words: nil, at: now)
        case .waiting:
            return admitted.filter { !$0.role.isStaff }.flatMap { client in
                waitingCount < limits.waiting
                    ? returnToQueue(client, reason: nil, at: now)
                    : part(client, as: .left, told: .left, over(client.session, .overloaded, .roomFull))
            }
        }
    }
}
