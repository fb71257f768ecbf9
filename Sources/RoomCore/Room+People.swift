import SignalingProtocol

/// Who is where. Every list has one order, so that equal inputs give equal outputs.
extension Room {
    /// Those in the session, longest first.
    var admitted: [Member] { inSession.ids.compactMap { members[$0] } }

    /// Those in the session who see who waits, and decide about them (V14).
    var deciders: [Member] { admitted.filter(\.role.decidesAdmission) }

    /// Those in the waiting room, in line.
    var queue: [Member] { inLine.ids.compactMap { members[$0] } }

    var isHostAdmitted: Bool { admitted.contains { $0.role.decidesAdmission } }
    var waitingCount: Int { inLine.ids.count }

    /// Whoever this session belongs to, if it is somebody's newest.
    func member(of session: SessionID) -> Member? {
        participantOfSession[session].flatMap { members[$0] }
    }

    func member(for subject: SubjectID) -> Member? {
        members.values.first { $0.record.subject == subject }
    }

    /// The earliest of those who came by this link and are here or kept out: whoever comes next by it is shown beside them.
    func earlierVisitor(by link: LinkID, than newcomer: ParticipantID) -> ParticipantID? {
        members.values
            .filter { $0.record.link == link && $0.id != newcomer && ($0.isPresent || $0.record.isBlocked) }
            .min { ($0.record.since, $0.id) < ($1.record.since, $1.id) }?.id
    }

    /// How many more may be admitted. One place is kept for a host while none is in, so that no host is shut out.
    func freePlaces(for role: Role) -> Int {
        let isKept = role != .host && !admitted.contains { $0.role == .host }
        return limits.admitted - (isKept ? 1 : 0) - admittedCount
    }

    /// The next life in the session: later than all before it.
    var nextGeneration: Int { 1 + (members.values.map(\.record.generation).max() ?? 0) }

    func waitingSince(_ member: Member) -> Instant { member.record.waitingSince ?? member.record.since }
}
