import SignalingProtocol

/// What happens once a hello is granted.
extension Room {
    /// A new session of theirs: in the waiting room, in the session, or in place of an older one in either.
    mutating func enter(
        _ arrival: Arrival, _ known: Member?, as name: DisplayName, to destination: Destination, at now: Instant
    ) -> [Effect] {
        let replaced = known.flatMap { $0.isPresent ? Self.over($0.session, .replaced, .replaced) : nil }
        let participant = enrol(arrival, as: name, at: now)
        var effects = replaced.map { [$0] } ?? []
        if let known, known.isAdmitted {
            effects += accept(arrival.connection, participant, as: .admitted) + renewed(participant, known, at: now)
        } else if destination == .session {
            let left = known?.isWaiting == true
            effects += accept(arrival.connection, participant, as: .admitted)
            effects += joinSession(participant, at: now, announced: false)
            if left { effects += tellDeciders(.waitingLeft(WaitingLeft(id: participant, reason: .admitted)), except: participant) }
        } else if let known, known.isWaiting {
            effects += accept(arrival.connection, participant, as: .waiting) + requeued(participant, known)
        } else {
            effects += accept(arrival.connection, participant, as: .waiting) + joinQueue(participant, at: now)
        }
        return effects
    }

    func accept(
        _ connection: ConnectionID, _ id: ParticipantID, as state: HelloOK.State, resumed: Bool = false, replay: Bool = false
    ) -> [Effect] {
        guard let member = members[id] else { return [] }
        let acceptance = Acceptance(
            session: member.session, participant: id, resumed: resumed, replay: replay, state: state, role: member.role,
            permissions: member.record.permissions)
        return [.accept(connection, acceptance)]
    }

    /// Into the waiting room, at the end of the line: hosts learn of it (they ring), and nobody else.
    mutating func joinQueue(_ id: ParticipantID, at now: Instant) -> [Effect] {
        advance()
        let since = endOfLine(at: now)
        update(id) { member in
            member.record.state = .waiting
            member.record.waitingSince = since
            member.record.alertedAt = nil
            member.record.since = now
        }
        let news = settleName(of: id, in: .hosts)
        guard let member = members[id] else { return [] }
        return news + [.send(.waitingStatus(status(for: member)), to: member.session, rev: nil)]
            + tellDeciders(.waitingJoined(entry(member)))
    }

    /// Since when somebody waits who comes now: later than everybody who does, also where a clock that ran ahead told since when.
    private func endOfLine(at now: Instant) -> Instant {
        guard let last = queue.last.map(waitingSince), last >= now else { return now }
        return last == now ? now : last + .milliseconds(1)
    }

    /// Into the session: they get the picture and their ICE servers, and everybody there gets them.
    mutating func joinSession(_ id: ParticipantID, at now: Instant, announced: Bool) -> [Effect] {
        advance()
        let generation = nextGeneration
        update(id) { member in
            member.record.state = .admitted
            member.record.wasAdmitted = true
            member.record.waitingSince = nil
            member.record.alertedAt = nil
            member.record.hostNote = nil
            member.record.since = now
            member.record.generation = generation
            member.isShownReconnecting = !member.isConnected
            if !member.isConnected { member.droppedAt = now }
        }
        let news = settleName(of: id, in: .session)
        guard let member = members[id] else { return [] }
        var effects: [Effect] = announced ? [.send(.admitted, to: member.session, rev: nil)] : []
        effects += news + picture(to: member)
        effects += admitted.filter { $0.id != id }.map { other in
            let joined = ParticipantJoined(participant: participant(member, for: other), peer: peer(member, of: other))
            return .send(.participantJoined(joined), to: other.session, rev: revision)
        }
        return effects
    }

    /// The room's whole state, and what it takes to connect.
    func picture(to member: Member, lostSignals: Bool = false) -> [Effect] {
        let state = picture(for: member, lostSignals: lostSignals)
        return [
            .send(.roomState(state), to: member.session, rev: revision), .sendICEServers(member.session, member.id),
        ]
    }

    /// Puts the new session on record, for somebody new or known.
    private mutating func enrol(_ arrival: Arrival, as name: DisplayName, at now: Instant) -> ParticipantID {
        let grant = arrival.grant
        let id = member(for: grant.subject)?.id ?? arrival.participant
        if members[id] == nil {
            let record = ParticipantRecord(
                id: id, subject: grant.subject, role: grant.role, state: .left, displayName: name,
                verifiedName: grant.verifiedName, link: grant.link, permissions: grant.role.initialPermissions, wasAdmitted: false,
                waitingSince: nil, since: now, session: arrival.session, resumeHash: arrival.resumeHash)
            add(Member(record: record))
        }
        let earlier = grant.link.flatMap { earlierVisitor(by: $0, than: id) }
        update(id) { member in
            if !member.isPresent {
                member.record.verifiedName = grant.verifiedName
                member.record.link = grant.link
                member.duplicateOf = earlier
                member.startAfresh()
            }
            if !(member.role == .cohost && grant.role == .observer) {
                if grant.role.publishes != member.role.publishes { member.record.permissions = grant.role.initialPermissions }
                member.record.role = grant.role
            }
            if !member.role.publishes { member.hand = false }
            member.record.displayName = name
            member.record.session = arrival.session
            member.record.resumeHash = arrival.resumeHash
            member.record.previousResumeHash = nil
            member.connection = arrival.connection
            member.instance = arrival.hello.instance
            member.droppedAt = nil
            member.isReplayStale = false
            member.media = MediaState()
            member.adopt(arrival.hello.media)
        }
        return id
    }

    /// A new session of somebody in the session: the others make a new media connection with them.
    private mutating func renewed(_ id: ParticipantID, _ before: Member, at now: Instant) -> [Effect] {
        advance()
        let generation = nextGeneration
        update(id) { member in
            member.record.generation = generation
            member.isShownReconnecting = false
        }
        if screenHolder == id { screenHolder = nil }
        guard let member = members[id] else { return [] }
        let lowered = before.hand && !member.hand ? ServerMessage.handUpdated(HandUpdated(from: id, raised: false, at: now)) : nil
        return picture(to: member)
            + (lowered.map { tellOthers(than: member, $0) } ?? [])
            + admitted.filter { $0.id != id }.flatMap { other -> [Effect] in
                let update = ParticipantUpdate(
                    id: id, displayName: member.record.displayName, role: member.role, presence: .online,
                    perms: member.record.permissions, session: member.session, peer: peer(member, of: other))
                return [
                    .send(.participantUpdated(update), to: other.session, rev: revision),
                    .send(.mediaUpdated(MediaUpdated(id: id, media: member.media)), to: other.session, rev: revision),
                ]
            }
    }

    /// A new session of somebody waiting: they keep their place.
    private mutating func requeued(_ id: ParticipantID, _ before: Member) -> [Effect] {
        guard let member = members[id] else { return [] }
        let word = standing(of: member)
        let (old, new) = (entry(before), entry(member))
        guard old != new else { return word }
        advance()
        guard old.kind == new.kind else {
            return word + tellDeciders(.waitingLeft(WaitingLeft(id: id, reason: .replaced)))
                + tellDeciders(.waitingJoined(new))
        }
        let update = WaitingUpdate(id: id, displayName: new.displayName, presence: new.presence)
        return word + tellDeciders(.waitingUpdated(update))
    }
}
