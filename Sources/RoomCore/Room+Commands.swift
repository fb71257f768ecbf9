import SignalingProtocol

/// What the portal decides while the room is open.
extension Room {
    mutating func commanded(_ command: RoomCommand, at now: Instant) -> [Effect] {
        switch command {
        case .changed(let terms): return changed(terms, at: now)
        case .cancelled(let reason): return cancelled(reason, at: now)
        case .reopened:
            return reopen(at: now).filter { !$0.isReply }
        case .clinicianAlerted(let moment): return alerted(at: moment)
        case .linkRevoked(let link):
            revocations.add(link, at: now)
            return shutOut(.linkRevoked, at: now) { $0.record.link == link }
        case .subjectRevoked(let subject):
            revocations.add(subject, at: now)
            return shutOut(.revoked, at: now) { $0.record.subject == subject }
        }
    }

    /// The booking was moved or handed over: windows move at once, those waiting stay and are told (W5), and whoever hosted
    /// by the booking and does no more is out. Anything but news is ignored.
    mutating func changed(_ terms: RoomTerms, at now: Instant) -> [Effect] {
        guard isSameBooking(terms), terms.revision > record.terms.revision else { return [] }
        let former = Set(record.terms.hosts).subtracting(terms.hosts)
        let isMoved = terms.startsAt != record.terms.startsAt
        advance()
        updateRoom { room in
            if terms.endsAt != room.terms.endsAt || isMoved { room.extendedUntil = nil }
            if isMoved { room.isReopened = false }
            room.terms = terms
        }
        lastWarning = nil
        reviveIfMoved(at: now)
        if isMoved, now < terms.opensAt { startOver() }
        let farewells = former.isEmpty ? [] : shutOut(.hostChanged, at: now) { $0.role == .host && former.contains($0.record.subject) }
        return farewells + tellTimes()
    }

    /// A session that ended and was then moved starts anew: everybody waits again.
    private mutating func reviveIfMoved(at now: Instant) {
        guard let ending = record.ended else { return }
        let isRevived =
            switch ending.cause {
            case .cancelled: false
            case .endedByHost: record.terms.startsAt > ending.at
            case .hardEnd: record.hardEnd > now
            }
        guard isRevived else { return }
        updateRoom { $0.ended = nil }
        startOver()
    }

    /// Another appointment: an earlier admission opens it to nobody who isn't here.
    private mutating func startOver() {
        for id in members.keys.sorted() where members[id]?.isPresent == false {
            update(id) { $0.record.wasAdmitted = false }
        }
    }

    /// Everybody is told why. Those waiting and clients are closed, staff stay until they leave, and nobody enters any more.
    private mutating func cancelled(_ reason: String?, at now: Instant) -> [Effect] {
        guard record.ended?.cause != .cancelled else { return [] }
        advance()
        updateRoom { $0.ended = .init(cause: .cancelled, reason: reason, at: now) }
        let leaving = admitted.filter { !$0.role.isStaff } + queue
        let inSession = leaving.filter(\.isAdmitted).map(\.id), inLine = leaving.filter(\.isWaiting).map(\.id)
        return leaving.flatMap { sendOff($0, .forbidden, .cancelled, words: reason, at: now) }
            + inSession.flatMap { tellAdmitted(.participantLeft(ParticipantLeft(id: $0, reason: .ended))) }
            + inLine.flatMap { tellDeciders(.waitingLeft(WaitingLeft(id: $0, reason: .ended))) }
            + tellAdmitted(.roomUpdated(RoomUpdate(cancelled: Reasoned(reason: reason))))
    }

    /// Withdraws what let somebody in: out at once, no resume, and no unasked return.
    private mutating func shutOut(_ farewell: Farewell, at now: Instant, where isMeant: (Member) -> Bool) -> [Effect] {
        let meant = members.values.filter(isMeant).sorted { $0.id < $1.id }
        let word = { (member: Member) in Self.over(member.session, .forbidden, farewell) }
        let effects =
            part(meant.filter(\.isAdmitted), as: .left, told: .removed, at: now, word)
            + withdraw(meant.filter(\.isWaiting), as: .left, told: .revoked, at: now, word)
        for member in meant {
            update(member.id) { member in
                member.record.wasAdmitted = false
                member.forgetToken()
            }
        }
        return effects
    }
}
