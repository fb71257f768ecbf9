import SignalingProtocol

/// What each role sees. Nobody but hosts ever gets a record's name, the waiting room or who is kept out (V12, V14).
extension Room {
    /// The whole picture, for somebody in the session.
    func picture(for viewer: Member, lostSignals: Bool = false) -> RoomState {
        let everybody = admitted
        let peers = everybody.filter { $0.id != viewer.id }.map { peer($0, of: viewer) }
        let decides = viewer.role.decidesAdmission
        return RoomState(
            rev: revision, epoch: epoch,
            room: .init(
                locked: record.isLocked, startsAt: record.terms.startsAt, endsAt: record.endsAt, closesAt: record.entryClosesAt,
                hardEnd: record.hardEnd, hostName: record.terms.hostName, reopened: decides ? record.isReopened : nil),
            participants: everybody.map { participant($0, for: viewer) },
            waiting: decides ? waiting : nil,
            blocked: decides ? blocked : nil,
            peers: peers,
            lostSignals: lostSignals ? peers.map(\.id) : [])
    }

    func participant(_ member: Member, for viewer: Member) -> Participant {
        Participant(
            id: member.id, session: member.session, displayName: member.record.displayName,
            verifiedName: viewer.role.decidesAdmission ? member.record.verifiedName : nil, role: member.role,
            presence: member.isShownReconnecting ? .reconnecting : .online, media: member.media,
            perms: member.record.permissions, hand: member.hand, since: member.record.since)
    }

    /// The media connection to `other`, as `viewer` is to make it: the later of the two offers, and gives way.
    func peer(_ other: Member, of viewer: Member) -> Peer {
        let isNewcomer = viewer.record.generation > other.record.generation
        return Peer(
            id: other.id, session: other.session, conn: connection(viewer, other), polite: isNewcomer, initiator: isNewcomer)
    }

    /// The generation of the media connection between two: new whenever either has a new life.
    func connection(_ one: Member, _ other: Member) -> Int { max(one.record.generation, other.record.generation) }

    /// Somebody waiting, as hosts see them.
    func entry(_ member: Member) -> Waiting {
        let kind: Waiting.Kind =
            switch member.role {
            case .host, .cohost, .observer: .staff
            case .participant: .client
            case .guest: .guest
            }
        return Waiting(
            id: member.id, displayName: member.record.displayName, verifiedName: member.record.verifiedName, kind: kind,
            link: member.record.link, waitingSince: waitingSince(member), presence: member.isConnected ? .online : .away,
            awaySince: member.isConnected ? nil : member.droppedAt, readiness: member.readiness, note: member.note,
            knockedAt: member.knockedAt, duplicateOf: member.duplicateOf)
    }

    /// Who is kept out, so that a host can undo it.
    var blocked: [RoomState.Blocked] {
        members.values.filter(\.record.isBlocked)
            .sorted { ($0.record.since, $0.id) < ($1.record.since, $1.id) }
            .map { .init(id: $0.id, displayName: $0.record.displayName, by: $0.record.state == .removed ? .removed : .denied) }
    }

    /// All that somebody waiting is told.
    func status(for member: Member) -> WaitingStatus {
        WaitingStatus(
            hostPresent: isHostPresent, closesAt: record.entryClosesAt, waitingSince: waitingSince(member),
            startsAt: record.terms.startsAt, endsAt: record.endsAt, hostName: record.terms.hostName,
            alertedAt: member.record.alertedAt, roomLocked: record.isLocked ? true : nil)
    }
}
