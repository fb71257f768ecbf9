import SignalingProtocol

/// How somebody stops being here, whoever's doing it is.
extension Room {
    /// Removes somebody, or sends them back to the waiting room. Somebody who dropped out for good a moment ago, and could
    /// come back unasked, can be removed too.
    mutating func remove(_ removal: Remove, by host: Member, at now: Instant) -> [Effect] {
        guard let target = members[removal.id] else { return [absent()] }
        guard target.id != host.id else { return [.refusal(.badRequest, "leaving is another message")] }
        if let refusal = shielded(target, from: host) { return [refusal] }
        if removal.toWaiting == true { return sendBack(target, removal, at: now) }

        let mayReturn = target.record.state == .left && target.record.wasAdmitted
        guard target.isAdmitted || mayReturn else { return [Self.tooLate(target)] }
        // A host's rights come from the booking: no block keeps one out (H1).
        let blocks = (removal.block ?? true) && target.role != .host
        let effects = part([target], as: .removed, told: .removed, at: now) {
            Self.over($0.session, .removed, .removed, message: removal.reason)
        }
        update(target.id) { member in
            member.record.isBlocked = blocks
            member.record.wasAdmitted = false
        }
        return effects + (blocks ? tellBlocked() : []) + [.done]
    }

    private mutating func sendBack(_ target: Member, _ removal: Remove, at now: Instant) -> [Effect] {
        guard target.isAdmitted else { return [Self.tooLate(target)] }
        guard target.role != .host else { return [.refusal(.forbidden, "a host does not wait")] }
        guard waitingCount < limits.waiting else { return [.refusal(.roomFull, "the waiting room is full")] }
        return returnToQueue([target], reason: removal.reason, at: now) + [.done]
    }

    /// From the session to the end of the line: to be admitted anew.
    mutating func returnToQueue(_ targets: [Member], reason: String?, at now: Instant) -> [Effect] {
        advance()
        for target in targets {
            if screenHolder == target.id { screenHolder = nil }
            update(target.id) { member in
                member.record.state = .left
                member.record.wasAdmitted = false
                member.isReplayStale = !member.isConnected
                member.startAfresh()
            }
        }
        let farewells = targets.flatMap { tellAdmitted(.participantLeft(ParticipantLeft(id: $0.id, reason: .sentBack))) }
        return farewells
            + targets.flatMap { target -> [Effect] in
                [.send(.waitingEntered(Reasoned(reason: reason)), to: target.session, rev: nil)] + joinQueue(target.id, at: now)
            }
    }

    /// Leaving on purpose: no grace, and the resume token is of no more use.
    mutating func leave(_ member: Member, at now: Instant) -> [Effect] {
        let farewell = { (member: Member) in Self.over(member.session, .normal, .left) }
        let effects =
            member.isAdmitted
            ? part([member], as: .left, told: .left, at: now, farewell) : withdraw([member], as: .left, told: .left, at: now, farewell)
        update(member.id) { $0.forgetToken() }
        return [.done] + effects
    }

    /// Out of the session, all at once: then those still there are told. `farewell` closes what one still has open.
    mutating func part(
        _ leaving: [Member], as state: ParticipantRecord.State, told reason: ParticipantLeft.Reason, at now: Instant,
        _ farewell: (Member) -> Effect
    ) -> [Effect] {
        hangUp(leaving, as: state, at: now)
        return leaving.map(farewell)
            + leaving.filter(\.isAdmitted).flatMap { tellAdmitted(.participantLeft(ParticipantLeft(id: $0.id, reason: reason))) }
    }

    /// Out of the waiting room, all at once: then hosts are told.
    mutating func withdraw(
        _ leaving: [Member], as state: ParticipantRecord.State, told reason: WaitingLeft.Reason, at now: Instant,
        _ farewell: (Member) -> Effect
    ) -> [Effect] {
        hangUp(leaving, as: state, at: now)
        return leaving.map(farewell) + leaving.flatMap { tellDeciders(.waitingLeft(WaitingLeft(id: $0.id, reason: reason))) }
    }

    private mutating func hangUp(_ leaving: [Member], as state: ParticipantRecord.State, at now: Instant) {
        if !leaving.isEmpty { advance() }
        for member in leaving {
            if screenHolder == member.id { screenHolder = nil }
            update(member.id) { member in
                member.record.state = state
                member.record.since = now
                member.hangUp()
            }
        }
    }

    /// Undoes a denial or a removal: they may come again, and wait.
    mutating func unblock(_ id: ParticipantID) -> [Effect] {
        guard let member = members[id] else { return [.refusal(.participantNotFound, "nobody with this id")] }
        guard member.record.isBlocked else { return [.done] }
        advance()
        update(id) { $0.record.isBlocked = false }
        return tellBlocked() + [.done]
    }
}

extension Member {
    /// No socket, and none awaited.
    mutating func hangUp() {
        connection = nil
        droppedAt = nil
        isShownReconnecting = false
        hand = false
        media = MediaState()
        record.waitingSince = nil
        record.hostNote = nil
    }

    mutating func forgetToken() {
        record.resumeHash = .none
        record.previousResumeHash = nil
    }
}
