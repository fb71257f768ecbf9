import SignalingProtocol

/// What hosts decide about those waiting, from within the room or from their queue across rooms.
extension Room {
    /// A decision by `/v1/staff`: it makes nobody present in the room.
    mutating func instructed(_ message: ClientMessage, by staff: StaffGrant, at now: Instant) -> [Effect] {
        guard staff.mayHost(record.terms) else { return [.refusal(.forbidden, "not a room of theirs")] }
        if let refusal = Wording.refusal(of: message) { return [.reply(.error(refusal))] }
        return switch message {
        case .waitingAdmit(let admission): admit(admission.ids, at: now)
        case .waitingDeny(let denial): deny(denial, at: now)
        case .waitingMessage(let note): pass(note, at: now)
        default: [.refusal(.unsupported, "not a message of the staff socket")]
        }
    }

    /// Admits exactly these (nobody unseen): all who wait of them, or none if there is no room for all.
    mutating func admit(_ ids: [ParticipantID], at now: Instant) -> [Effect] {
        var outcome = AdmissionOutcome()
        for id in Self.unique(ids) {
            switch members[id]?.record.state {
            case .waiting: outcome.admitted.append(id)
            case .admitted: outcome.already.append(.init(id: id, outcome: .admitted))
            case .denied: outcome.already.append(.init(id: id, outcome: .denied))
            case .removed: outcome.already.append(.init(id: id, outcome: .removed))
            case .left, .ended, nil: outcome.gone.append(id)
            }
        }
        let isHost = outcome.admitted.contains { members[$0]?.role == .host }
        guard outcome.admitted.count <= max(0, freePlaces(for: isHost ? .host : .participant)) else {
            return [.refusal(.roomFull, "no place for all of them")]
        }
        return outcome.admitted.flatMap { admitOne($0, at: now) } + [.reply(.ok(.admission(outcome)))]
    }

    private mutating func admitOne(_ id: ParticipantID, at now: Instant) -> [Effect] {
        guard members[id]?.isWaiting == true else { return [] }
        return joinSession(id, at: now, announced: true)
            + tellDeciders(.waitingLeft(WaitingLeft(id: id, reason: .admitted)), except: id)
    }

    /// Turns somebody away, and keeps them out unless told otherwise.
    mutating func deny(_ denial: Deny, at now: Instant) -> [Effect] {
        guard let member = members[denial.id] else { return [.refusal(.participantNotFound, "nobody with this id")] }
        guard member.isWaiting else { return [Self.tooLate(member)] }
        // A host's rights come from the booking: no block keeps one out (H1).
        let blocks = (denial.block ?? true) && member.role != .host
        advance()
        update(member.id) { member in
            member.record.state = .denied
            member.record.isBlocked = blocks
            member.record.wasAdmitted = false
            member.record.since = now
            member.hangUp()
        }
        return [
            .send(.denied(Reasoned(reason: denial.reason)), to: member.session, rev: nil),
            Self.over(member.session, .denied, .denied, message: denial.reason),
        ] + tellDeciders(.waitingLeft(WaitingLeft(id: member.id, reason: .denied))) + (blocks ? tellBlocked() : []) + [.done]
    }

    /// A host's words to some of those waiting, each privately (H9). The newest are kept for whoever has to read them anew.
    mutating func pass(_ note: WaitingNote, at now: Instant) -> [Effect] {
        let ids = Self.unique(note.ids)
        let reached = ids.compactMap { members[$0] }.filter(\.isWaiting)
        let message = WaitingMessage(text: note.text, at: now)
        for member in reached { update(member.id) { $0.record.hostNote = message } }
        let delivered = reached.map(\.id)
        let gone = ids.filter { !delivered.contains($0) }
        return reached.map { .send(.waitingMessage(message), to: $0.session, rev: nil) }
            + [.reply(.ok(.deliveries(Deliveries(delivered: delivered, gone: gone))))]
    }

    /// Decided before, or gone.
    static func tooLate(_ member: Member) -> Effect {
        switch member.record.state {
        case .left, .ended: .refusal(.participantNotFound, "gone")
        case let state: .refusal(.conflict, "decided already", details: .init(outcome: state.rawValue))
        }
    }

    static func unique(_ ids: [ParticipantID]) -> [ParticipantID] {
        var seen: Set<ParticipantID> = []
        return ids.filter { seen.insert($0).inserted }
    }
}
