import SignalingProtocol

/// What there is to be seen, and by whom (V12, V14).
extension Model {
    /// The whole picture for somebody in the session; whose name is whose is said from outside.
    func picture(for viewer: Person, names: (ParticipantID) -> DisplayName) -> RoomState {
        let everybody = crowd
        return RoomState(
            rev: 0, epoch: 0,
            room: .init(
                locked: isLocked, startsAt: terms.startsAt, endsAt: endsAt, closesAt: closesAt, hardEnd: hardEnd,
                hostName: terms.hostName, reopened: viewer.decides ? isReopened : nil),
            participants: everybody.map { person in
                Participant(
                    id: person.id, session: person.session, displayName: names(person.id),
                    verifiedName: viewer.decides ? person.recordName : nil, role: person.role,
                    presence: person.isShownAway ? .reconnecting : .online, media: person.media, perms: person.permissions,
                    hand: person.hand, since: person.since)
            },
            waiting: viewer.decides ? line.map { entry($0, names($0.id)) } : nil,
            blocked: viewer.decides ? blocked(names) : nil,
            peers: everybody.filter { $0.id != viewer.id }.map { other in
                let isLater = viewer.life > other.life
                return Peer(
                    id: other.id, session: other.session, conn: max(viewer.life, other.life), polite: isLater, initiator: isLater)
            })
    }

    /// Somebody waiting, as hosts see them.
    func entry(_ person: Person, _ name: DisplayName) -> Waiting {
        Waiting(
            id: person.id, displayName: name, verifiedName: person.recordName,
            kind: person.isStaff ? .staff : person.role == .guest ? .guest : .client, link: person.link,
            waitingSince: person.inLineSince ?? person.since, presence: person.connection == nil ? .away : .online,
            awaySince: person.connection == nil ? person.droppedAt : nil, readiness: person.readiness, note: person.note,
            knockedAt: person.rangAt, duplicateOf: person.duplicateOf)
    }

    private func blocked(_ names: (ParticipantID) -> DisplayName) -> [RoomState.Blocked] {
        people.values.filter(\.isBlocked).sorted { ($0.since, $0.id) < ($1.since, $1.id) }
            .map { .init(id: $0.id, displayName: names($0.id), by: $0.state == .removed ? .removed : .denied) }
    }

    /// All that somebody waiting may know.
    func status(of person: Person) -> WaitingStatus {
        WaitingStatus(
            hostPresent: isHostAtHand, closesAt: closesAt, waitingSince: person.inLineSince ?? person.since,
            startsAt: terms.startsAt, endsAt: endsAt, hostName: terms.hostName, alertedAt: person.alertedAt,
            roomLocked: isLocked ? true : nil)
    }

    /// Where this differs from what is on record about somebody.
    func difference(from record: ParticipantRecord) -> String? {
        guard let person = people[record.id] else { return "nobody knows \(record.id)" }
        let isSame =
            person.state == record.state && person.role == record.role && person.permissions == record.permissions
            && person.mayReturn == record.wasAdmitted && person.isBlocked == record.isBlocked
            && person.inLineSince == record.waitingSince && person.alertedAt == record.alertedAt
            && person.letter == record.hostNote && person.session == record.session
            && person.link == record.link
            && person.tokens.last ?? ResumeHash(rawValue: "") == record.resumeHash
            && (person.tokens.count > 1 ? person.tokens.first : nil) == record.previousResumeHash
        return isSame ? nil : "\(record) should be \(person)"
    }
}
