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
        return tellDeciders(.waitingUpdated(WaitingUpdate(id: member.id, presence: .away, awaySince: now)))
    }

    /// Does the most far-reaching thing that is due. If more is, ``nextDeadline`` stays in the past and rings again at once.
    mutating func deadlinePassed(at now: Instant) -> [Effect] {
        let late = (admitted + queue).filter { member in deadline(of: member).map { $0 <= now } ?? false }
        let lost = late.filter { $0.isAdmitted && isGraceOver($0, at: now) }
        let away = late.filter(\.isWaiting)
        let silent = late.filter { $0.isAdmitted && !$0.isShownReconnecting }
        if record.ended == nil, !isHostAdmitted, now >= record.hardEnd {
            return close(.hardEnd, .ended, .hardEnd, words: nil, at: now)
        } else if let absence = absenceDeadline, absence <= now {
            return hostsStayedAway(at: now)
        } else if !lost.isEmpty {
            // Free to come back unasked (H11), also with their resume token.
            return part(lost, as: .left, told: .timeout, at: now) {
                Self.over($0.session, .heartbeatLost, .timeout, forget: false)
            }
        } else if !away.isEmpty {
            return withdraw(away, as: .left, told: .closed, at: now) {
                Self.over($0.session, .closed, .windowClosed, forget: false)
            }
        } else if !silent.isEmpty {
            return silent.flatMap { notice($0) }
        }
        return warn(at: now)
    }

    /// When the room next has something to do by itself.
    var soonestDeadline: Instant? {
        let people = admitted
        var soonest = (people + queue).lazy.compactMap { deadline(of: $0) }.min() ?? Self.never
        if record.ended == nil {
            if !people.contains(where: \.role.decidesAdmission) { soonest = min(soonest, record.hardEnd) }
            if let absence = absenceDeadline { soonest = min(soonest, absence) }
            if !people.isEmpty, let warning = nextWarning { soonest = min(soonest, warning) }
        }
        return soonest == Self.never ? nil : soonest
    }

    private static let never = Instant(milliseconds: Instant.reach.upperBound)

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

    private var hostAbsencePolicy: HostAbsencePolicy { record.terms.hostAbsence ?? .continue }

    /// When the practice's policy for a session without a host applies.
    private var absenceDeadline: Instant? {
        guard hostAbsencePolicy != .continue, record.ended == nil, let since = hostAbsentSince else { return nil }
        let hasClients = admitted.contains { !$0.role.isStaff }
        // Clients admitted from the staff's queue wait for their host as long as it takes.
        let wasHosted = members.values.contains { $0.role.decidesAdmission && $0.record.wasAdmitted }
        return hasClients && wasHosted ? since + limits.hostAbsence : nil
    }

    private func isGraceOver(_ member: Member, at now: Instant) -> Bool {
        member.droppedAt.map { now >= $0 + limits.reconnectGrace } ?? false
    }

    /// Tells the others that somebody is reconnecting. Their screen is free for others meanwhile.
    private mutating func notice(_ member: Member) -> [Effect] {
        advance()
        update(member.id) { $0.isShownReconnecting = true }
        let update = ParticipantUpdate(id: member.id, presence: .reconnecting)
        let isSharing = screenHolder == member.id
        return tellOthers(than: member, .participantUpdated(update))
            + (isSharing ? enforce([.screen], on: member.id, by: member.id) : [])
    }

    /// The practice's policy: clients wait again (as many as the waiting room holds), or the session is over.
    private mutating func hostsStayedAway(at now: Instant) -> [Effect] {
        guard hostAbsencePolicy == .waiting else { return close(.hardEnd, .ended, .hostAbsent, words: nil, at: now) }
        let clients = admitted.filter { !$0.role.isStaff }
        let places = max(0, limits.waiting - waitingCount)
        guard clients.count <= places else {
            let surplus = Array(clients.dropFirst(places))
            let effects = part(surplus, as: .left, told: .left, at: now) { Self.over($0.session, .overloaded, .roomFull) }
            // They too wait when they come back.
            for member in surplus { update(member.id) { $0.record.wasAdmitted = false } }
            return effects
        }
        return returnToQueue(clients, reason: nil, at: now)
    }
}
