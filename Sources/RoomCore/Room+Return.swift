import SignalingProtocol

/// A hello with a resume token: the same session goes on.
extension Room {
    mutating func returned(_ comeback: Return, at now: Instant) -> [Effect] {
        do {
            return try resume(comeback, at: now)
        } catch {
            return [refuse(comeback.connection, error)]
        }
    }

    /// The reply to the resume has arrived, so the token before it is of no more use.
    mutating func confirmed(_ session: SessionID, _ token: ResumeHash) -> [Effect] {
        guard let member = member(of: session), member.record.resumeHash == token, member.record.previousResumeHash != nil else {
            return []
        }
        update(member.id) { $0.record.previousResumeHash = nil }
        return []
    }

    private mutating func resume(_ comeback: Return, at now: Instant) throws(Rejection) -> [Effect] {
        guard let member = holder(of: comeback.presented) else { throw .resumeInvalid }
        switch member.record.state {
        case .removed: throw .removed
        case .denied: throw .denied
        case .ended where record.ended != nil: throw record.ended?.cause == .cancelled ? .cancelled : .ended
        case .admitted where member.role.isStaff: break
        case .admitted, .waiting, .left, .ended: try checkEnding(for: member.role, member)
        }
        try checkWindow(for: member.role, member, at: now)
        if member.isPresent { return resumed(member, comeback) }

        let destination: Destination = member.record.wasAdmitted ? .session : .waitingRoom
        try checkPlaces(destination, for: member.role, member)
        return reentered(member, comeback, to: destination, at: now)
    }

    private func holder(of hash: ResumeHash) -> Member? {
        guard hash != .none else { return nil }
        return members.values.first { $0.record.resumeHash == hash || $0.record.previousResumeHash == hash }
    }

    /// Back within the grace: place, permissions and media connections are as they were.
    private mutating func resumed(_ before: Member, _ comeback: Return) -> [Effect] {
        let id = before.id
        connect(id, comeback)
        let media = members[id]?.media ?? before.media
        if before.isShownReconnecting || !before.isConnected || media != before.media { advance() }
        var effects: [Effect] =
            before.connection.map {
                [.closeConnection($0, ServerBye(code: .replaced, reason: Farewell.replaced.rawValue))]
            } ?? []
        let state: HelloOK.State = before.isAdmitted ? .admitted : .waiting
        let replays = comeback.canReplay && !before.isReplayStale
        effects += accept(comeback.connection, id, as: state, resumed: true, replay: replays)
        guard let member = members[id] else { return effects }
        return effects + (before.isAdmitted ? backInSession(member, before, replays: replays) : backInLine(member, before, replays: replays))
    }

    private func backInSession(_ member: Member, _ before: Member, replays: Bool) -> [Effect] {
        var effects: [Effect]
        if replays {
            // media.updated isn't replayed: what was missed comes as it is now.
            effects = admitted.map {
                .send(.mediaUpdated(MediaUpdated(id: $0.id, media: $0.media)), to: member.session, rev: revision)
            }
            effects.append(.sendICEServers(member.session, member.id))
        } else {
            effects = picture(to: member, lostSignals: true)
        }
        if before.isShownReconnecting {
            // They too: somebody admitted while away has seen themselves as reconnecting.
            effects += tellAdmitted(.participantUpdated(ParticipantUpdate(id: member.id, presence: .online)))
        }
        if member.media != before.media {
            effects += tellOthers(than: member, .mediaUpdated(MediaUpdated(id: member.id, media: member.media)))
        }
        return effects
    }

    private func backInLine(_ member: Member, _ before: Member, replays: Bool) -> [Effect] {
        let word = standing(of: member, replays: replays)
        guard !before.isConnected else { return word }
        return word + tellDeciders(.waitingUpdated(WaitingUpdate(id: member.id, presence: .online)))
    }

    /// Back after the grace, without a new token: as whoever they are on record.
    private mutating func reentered(
        _ before: Member, _ comeback: Return, to destination: Destination, at now: Instant
    ) -> [Effect] {
        let id = before.id
        let (name, news) = settle(before.record.displayName, of: id, isVouched: before.isNameVouched, in: .hosts)
        let earlier = before.record.link.flatMap { earlierVisitor(by: $0, than: id) }
        update(id) { member in
            member.startAfresh()
            member.record.displayName = name
            member.duplicateOf = earlier
        }
        connect(id, comeback)
        let state: HelloOK.State = destination == .session ? .admitted : .waiting
        let accepted = accept(comeback.connection, id, as: state, resumed: true)
        return news + accepted
            + (destination == .session ? joinSession(id, at: now, announced: false) : joinQueue(id, at: now))
    }

    private mutating func connect(_ id: ParticipantID, _ comeback: Return) {
        update(id) { member in
            member.record.previousResumeHash = comeback.presented
            member.record.resumeHash = comeback.next
            member.connection = comeback.connection
            member.instance = comeback.hello.instance ?? member.instance
            member.droppedAt = nil
            member.isShownReconnecting = false
            member.isReplayStale = false
            member.adopt(comeback.hello.media)
        }
    }
}
