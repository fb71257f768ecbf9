import RoomCore
import SignalingProtocol

/// What the rules allow, kept apart from the room: follows what the room records, and says which change was not legitimate.
struct Ledger {
    private(set) var room: RoomRecord
    private(set) var people: [ParticipantID: ParticipantRecord] = [:]
    private(set) var owners: [SessionID: ParticipantID] = [:]
    /// Kept out until a host undoes it.
    private(set) var blocked: Set<ParticipantID> = []
    /// Admitted once, and neither removed, denied, sent back nor shut out since.
    private(set) var mayReturn: Set<ParticipantID> = []
    private var spent: Set<TokenID> = []

    init(terms: RoomTerms) { room = RoomRecord(terms: terms) }

    func person(of session: SessionID) -> ParticipantRecord? {
        owners[session].flatMap { people[$0] }.flatMap { $0.session == session ? $0 : nil }
    }

    func name(of id: ParticipantID) -> DisplayName { people[id]?.displayName ?? Scene.displayName("nobody") }

    /// Takes over what was recorded for this input.
    /// - Returns: What was wrong with it.
    mutating func follow(_ changes: [RoomChange], because input: Room.Input) -> [String] {
        let wrong = changes.compactMap { change -> String? in
            switch change {
            case .room(let record): mayChangeRoom(to: record, input) ? nil : "the room's record changed by \(input)"
            case .participant(let record): fault(of: record, input).map { "\($0): \(record.id) by \(input)" }
            case .tokenSpent(let token, _): spent.contains(token) ? "token spent twice" : nil
            }
        }
        for change in changes {
            switch change {
            case .room(let record): room = record
            case .participant(let record): note(record, input)
            case .tokenSpent(let token, _): spent.insert(token)
            }
        }
        return wrong
    }

    private mutating func note(_ record: ParticipantRecord, _ input: Room.Input) {
        let old = people[record.id]
        if let old, old.session != record.session { owners[old.session] = nil }
        owners[record.session] = record.id
        people[record.id] = record
        if record.isBlocked { blocked.insert(record.id) } else if input.isPardon(of: record.id) { blocked.remove(record.id) }
        switch record.state {
        case .admitted: mayReturn.insert(record.id)
        case .removed, .denied, .waiting: mayReturn.remove(record.id)
        case .left: if old?.state != .left, input.shutsOut { mayReturn.remove(record.id) }
        case .ended: break
        }
        if !record.wasAdmitted { mayReturn.remove(record.id) }
    }

    /// Why this change is not legitimate; `nil` if it is.
    private func fault(of new: ParticipantRecord, _ input: Room.Input) -> String? {
        let old = people[new.id]
        if blocked.contains(new.id), !input.isPardon(of: new.id), !new.isBlocked { return "a block vanished" }
        if new.isBlocked, new.state == .waiting || new.state == .admitted { return "a blocked person is in" }
        if old?.role != .cohost, new.role == .cohost, !isHost(input) { return "co-host without a host" }
        if old?.state == .waiting, new.state == .waiting, old?.waitingSince != new.waitingSince { return "lost their place" }
        guard old?.state != new.state else { return nil }
        return mayBecome(new, old, input) ? nil : "\(old?.state.rawValue ?? "nobody") became \(new.state.rawValue)"
    }

    private func mayBecome(_ new: ParticipantRecord, _ old: ParticipantRecord?, _ input: Room.Input) -> Bool {
        switch new.state {
        case .admitted: mayBeAdmitted(new, old, input)
        case .waiting: mayWait(new, old, input)
        case .removed:
            if case .received(.participantRemove(let removal), _) = input {
                removal.id == new.id && decides(input, about: old)
            } else {
                false
            }
        case .denied:
            if case .received(.waitingDeny(let denial), _) = input {
                denial.id == new.id && old?.state == .waiting && decides(input, about: nil)
            } else if case .instructed(.waitingDeny(let denial), let staff) = input {
                denial.id == new.id && old?.state == .waiting && staff.mayHost(room.terms)
            } else {
                false
            }
        case .left:
            switch input {
            case .received(.bye, let session): old?.session == session
            case .deadlinePassed, .commanded, .arrived: true
            default: false
            }
        case .ended:
            switch input {
            case .received(.roomEnd, _): isHost(input)
            case .commanded(.cancelled), .deadlinePassed: true
            default: false
            }
        }
    }

    private func mayBeAdmitted(_ new: ParticipantRecord, _ old: ParticipantRecord?, _ input: Room.Input) -> Bool {
        switch input {
        case .received(.waitingAdmit(let admit), _):
            old?.state == .waiting && admit.ids.contains(new.id) && decides(input, about: nil)
        case .instructed(.waitingAdmit(let admit), let staff):
            old?.state == .waiting && admit.ids.contains(new.id) && staff.mayHost(room.terms)
        case .arrived(let arrival) where arrival.grant.subject == new.subject:
            mayReturn.contains(new.id) || entersDirectly(arrival.grant)
        case .returned(let comeback):
            mayReturn.contains(new.id) && holds(comeback.presented, new.id)
        default: false
        }
    }

    private func entersDirectly(_ grant: RoomGrant) -> Bool {
        grant.entry == .direct && (grant.role == .host || (grant.role.isStaff && !room.isLocked))
    }

    private func mayWait(_ new: ParticipantRecord, _ old: ParticipantRecord?, _ input: Room.Input) -> Bool {
        switch input {
        case .arrived(let arrival): arrival.grant.subject == new.subject && old?.state != .admitted
        case .returned(let comeback): holds(comeback.presented, new.id) && (old?.state == .left || old?.state == .ended)
        case .received(.participantRemove(let removal), _):
            removal.id == new.id && removal.toWaiting == true && old?.state == .admitted && decides(input, about: old)
        case .deadlinePassed: old?.state == .admitted && room.terms.hostAbsence == .waiting
        default: false
        }
    }

    private func holds(_ token: ResumeHash, _ id: ParticipantID) -> Bool {
        people[id].map { token == $0.resumeHash || token == $0.previousResumeHash } ?? false
    }

    private func mayChangeRoom(to new: RoomRecord, _ input: Room.Input) -> Bool {
        // The first record of all brings the room's own along.
        if new == room { return true }
        return switch input {
        case .commanded, .deadlinePassed: true
        case .arrived(let arrival): new.terms == arrival.grant.terms
        case .received(.roomLock, _): decides(input, about: nil)
        case .received(.roomReopen, _), .received(.roomExtend, _), .received(.roomEnd, _): isHost(input)
        default: false
        }
    }

    /// Whether the sender is in the session with the right to decide, also about this one.
    private func decides(_ input: Room.Input, about target: ParticipantRecord?) -> Bool {
        guard let sender = sender(of: input), sender.state == .admitted, sender.role.decidesAdmission else { return false }
        return !(sender.role == .cohost && target?.role == .host)
    }

    private func isHost(_ input: Room.Input) -> Bool {
        sender(of: input).map { $0.state == .admitted && $0.role == .host } ?? false
    }

    private func sender(of input: Room.Input) -> ParticipantRecord? {
        guard case .received(_, let session) = input else { return nil }
        return person(of: session)
    }
}

extension Room.Input {
    func isPardon(of id: ParticipantID) -> Bool {
        if case .received(.participantUnblock(let pardon), _) = self { pardon.id == id } else { false }
    }

    /// Whether whoever leaves by it has lost the right to come back unasked.
    var shutsOut: Bool {
        switch self {
        case .commanded, .arrived: true
        default: false
        }
    }
}
