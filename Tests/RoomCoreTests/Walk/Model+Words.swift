import SignalingProtocol

/// What people say in the room, and whether they may.
extension Model {
    mutating func hear(_ message: ClientMessage, from session: SessionID, at now: Instant) -> Verdict {
        guard let id = owner(of: session), let speaker = people[id] else { return .error(.forbidden) }
        switch message {
        case .bye, .alertSend, .profileUpdate: if !speaker.isHere { return .error(.notAdmitted) }
        case .waitingKnock, .readinessUpdate: if !speaker.waits { return .error(.conflict) }
        default: if !speaker.isIn { return .error(.notAdmitted) }
        }
        switch message {
        case .mediaUpdate, .screenRequest, .chatSend, .handSet: if speaker.role == .observer { return .error(.forbidden) }
        case .participantSetRole, .roomReopen, .roomExtend, .roomEnd: if speaker.role != .host { return .error(.forbidden) }
        case .waitingAdmit, .waitingDeny, .waitingMessage, .participantMute, .participantAskUnmute, .participantSetPerms,
            .participantRemove, .participantUnblock, .roomLock:
            if !speaker.decides { return .error(.forbidden) }
        default: break
        }
        return speak(message, speaker, at: now)
    }

    /// Staff by their own queue, present in no room.
    mutating func obey(_ message: ClientMessage, by staff: StaffGrant, at now: Instant) -> Verdict {
        guard staff.practice == terms.practice, staff.overseesPractice || terms.hosts.contains(staff.subject) else { return .error(.forbidden) }
        switch message {
        case .waitingAdmit(let admit): return self.admit(admit.ids, at: now)
        case .waitingDeny(let denial): return deny(denial, at: now)
        case .waitingMessage(let note): return write(note, at: now)
        default: return .error(.unsupported)
        }
    }

    private mutating func speak(_ message: ClientMessage, _ speaker: Person, at now: Instant) -> Verdict {
        switch message {
        case .bye:
            leave(speaker.id, as: .left, .normal)
            people[speaker.id]?.tokens = []
        case .waitingKnock(let knock):
            if let rangAt = speaker.rangAt, now < rangAt + limits.knockInterval { return .error(.rateLimited) }
            people[speaker.id]?.rangAt = now
            people[speaker.id]?.note = knock.note ?? speaker.note
            tellHosts(.knock, from: speaker.id)
            return .ok(.knock(KnockOutcome(heard: crowd.contains { $0.decides && $0.connection != nil })))
        case .readinessUpdate(let readiness): people[speaker.id]?.readiness = readiness
        case .profileUpdate: return speaker.waits ? .done : .doneOrNameTaken
        case .handSet(let hand): people[speaker.id]?.hand = hand.raised
        case .mediaUpdate(let media): return show(media, speaker)
        case .screenRequest:
            if !speaker.permissions.screen { return .error(.forbidden) }
            if let screen, screen != speaker.id { return .error(.screenBusy) }
            screen = speaker.id
            return .ok(.screen(ScreenGrant(granted: true)))
        case .screenRelease: if screen == speaker.id { silence([.screen], of: speaker.id) }
        case .signal(let signal): return pass(signal, from: speaker)
        case .chatSend(let draft):
            if let to = draft.to, to == speaker.id || people[to]?.isIn != true { return .error(.participantNotFound) }
            for reader in crowd where draft.to == nil || draft.to == reader.id || reader.id == speaker.id { tell(reader.id, .chat) }
        case .alertSend: tellHosts(.alert, from: speaker.id)
        case .qualityReport: tellHosts(.quality, from: speaker.id)
        case .waitingAdmit(let admit): return self.admit(admit.ids, at: now)
        case .waitingDeny(let denial): return deny(denial, at: now)
        case .waitingMessage(let note): return write(note, at: now)
        default: return decide(message, speaker, at: now)
        }
        return .done
    }

    private mutating func show(_ media: MediaState, _ speaker: Person) -> Verdict {
        if media == speaker.media { return .done }
        if MediaKind.allCases.contains(where: { media[$0] == .on && !speaker.permissions[$0] }) { return .error(.forbidden) }
        if media.screen == .on, screen != speaker.id { return .error(.screenBusy) }
        if speaker.media.screen == .on, media.screen != .on { freeScreen(of: speaker.id) }
        people[speaker.id]?.media = media
        return .done
    }

    private mutating func pass(_ signal: OutgoingSignal, from speaker: Person) -> Verdict {
        let receiver = people[signal.to].flatMap { $0.isIn && $0.id != speaker.id ? $0 : nil }
        if let receiver, signal.toSession == receiver.session, signal.conn == max(speaker.life, receiver.life), !receiver.isShownAway {
            tell(receiver.id, .signal)
            return .done
        }
        tell(speaker.id, .signalFailed)
        return .error(receiver == nil ? .participantNotFound : .conflict)
    }

    private mutating func admit(_ ids: [ParticipantID], at now: Instant) -> Verdict {
        var outcome = AdmissionOutcome(), seen: Set<ParticipantID> = []
        for id in ids where seen.insert(id).inserted {
            switch people[id]?.state {
            case .waiting: outcome.admitted.append(id)
            case .left, .ended, nil: outcome.gone.append(id)
            case let state?: outcome.already.append(.init(id: id, outcome: state))
            }
        }
        let isForHost = outcome.admitted.contains { people[$0]?.role == .host }
        guard outcome.admitted.isEmpty || outcome.admitted.count <= seats(forHost: isForHost) else { return .error(.roomFull) }
        for id in outcome.admitted {
            seat(id, at: now)
            tell(id, .admitted)
        }
        return .ok(.admission(outcome))
    }

    private mutating func deny(_ denial: Deny, at now: Instant) -> Verdict {
        guard let target = people[denial.id] else { return .error(.participantNotFound) }
        guard target.waits else { return tooLate(target) }
        leave(target.id, as: .denied, .denied)
        shutOut(target, block: denial.block, at: now)
        tell(target.id, .denied)
        return .done
    }

    private mutating func write(_ note: WaitingNote, at now: Instant) -> Verdict {
        var seen: Set<ParticipantID> = []
        let ids = note.ids.filter { seen.insert($0).inserted }
        let reached = ids.filter { people[$0]?.waits == true }
        for id in reached {
            people[id]?.letter = WaitingMessage(text: note.text, at: now)
            tell(id, .note)
        }
        return .ok(.deliveries(Deliveries(delivered: reached, gone: ids.filter { !reached.contains($0) })))
    }

    func tooLate(_ target: Person) -> Verdict {
        target.state == .left || target.state == .ended ? .error(.participantNotFound) : .error(.conflict)
    }

    /// Nobody is let in by an earlier admission any more; a host can't be kept out.
    mutating func shutOut(_ target: Person, block: Bool?, at now: Instant) {
        people[target.id]?.isBlocked = block != false && target.role != .host
        people[target.id]?.mayReturn = false
        people[target.id]?.since = now
    }
}
