import SignalingProtocol

/// What hosts decide about those in the session, and about the session.
extension Model {
    mutating func decide(_ message: ClientMessage, _ host: Person, at now: Instant) -> Verdict {
        switch message {
        case .participantMute(let mute): return self.mute(mute, host)
        case .participantAskUnmute(let ask):
            guard let target = people[ask.id], target.isIn else { return .error(.participantNotFound) }
            if isAbove(target, host) { return .error(.forbidden) }
            if !target.permissions[ask.kind] { return .error(.conflict) }
            tell(target.id, .asked)
        case .participantSetPerms(let change):
            guard let target = people[change.id], target.isIn else { return .error(.participantNotFound) }
            if target.isStaff { return .error(.forbidden) }
            people[target.id]?.permissions = change.perms
            enforce(MediaKind.allCases.filter { target.permissions[$0] && !change.perms[$0] }, on: target.id)
        case .participantSetRole(let change): return setRole(change)
        case .participantRemove(let removal): return remove(removal, host, at: now)
        case .participantUnblock(let pardon):
            guard people[pardon.id] != nil else { return .error(.participantNotFound) }
            people[pardon.id]?.isBlocked = false
        case .roomLock(let lock): isLocked = lock.locked
        case .roomReopen: return reopen()
        case .roomExtend(let wish): return extend(until: wish.until, at: now)
        case .roomEnd: end(.endedByHost, at: now)
        default: return .error(.unsupported)
        }
        return .done
    }

    private func isAbove(_ target: Person, _ host: Person) -> Bool { host.role == .cohost && target.role == .host }

    private mutating func mute(_ mute: Mute, _ host: Person) -> Verdict {
        let targets = mute.ids.compactMap { people[$0] }.filter(\.isIn)
        if mute.kinds.isEmpty { return .error(.badRequest) }
        if targets.isEmpty { return .error(.participantNotFound) }
        if targets.contains(where: { isAbove($0, host) }) { return .error(.forbidden) }
        for target in targets { enforce(mute.kinds, on: target.id) }
        return .done
    }

    private mutating func setRole(_ change: SetRole) -> Verdict {
        guard let target = people[change.id], target.isIn else { return .error(.participantNotFound) }
        guard target.role == .observer || target.role == .cohost else { return .error(.forbidden) }
        let role: Role = change.role == .cohost ? .cohost : .observer
        if role == target.role { return .done }
        people[target.id]?.role = role
        people[target.id]?.permissions = role == .cohost ? .all : .none
        if role == .observer {
            enforce(MediaKind.allCases, on: target.id)
            people[target.id]?.hand = false
        }
        return .done
    }

    private mutating func remove(_ removal: Remove, _ host: Person, at now: Instant) -> Verdict {
        guard let target = people[removal.id] else { return .error(.participantNotFound) }
        if target.id == host.id { return .error(.badRequest) }
        if isAbove(target, host) { return .error(.forbidden) }
        if removal.toWaiting == true {
            guard target.isIn else { return tooLate(target) }
            if target.role == .host { return .error(.forbidden) }
            if line.count >= limits.waiting { return .error(.roomFull) }
            sendBack(target.id, at: now)
            return .done
        }
        guard target.isIn || (target.state == .left && target.mayReturn) else { return tooLate(target) }
        leave(target.id, as: .removed, .removed)
        shutOut(target, block: removal.block, at: now)
        return .done
    }

    mutating func reopen() -> Verdict {
        if let ended { return .error(ended == .cancelled ? .bookingCancelled : .conflict) }
        isReopened = true
        return .done
    }

    private mutating func extend(until: Instant, at now: Instant) -> Verdict {
        if until == extendedUntil { return .done }
        let isOpen = ended == nil || ended == .hardEnd
        guard isOpen, until > now, until > endsAt, until <= max(now, terms.endsAt) + .seconds(4 * 3600) else { return .error(.notExtendable) }
        extendedUntil = until
        ended = nil
        return .done
    }

    mutating func end(_ cause: RoomRecord.Ending.Cause, at now: Instant) {
        if ended != .cancelled { (ended, endedAt) = (cause, now) }
        for person in people.values where person.isHere { sendOff(person.id, .ended, at: now) }
    }

    mutating func sendOff(_ id: ParticipantID, _ code: CloseCode, at now: Instant) {
        leave(id, as: .ended, code)
        people[id]?.since = now
        tell(id, .closed)
    }
}
