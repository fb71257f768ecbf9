import SignalingProtocol

/// What one input has changed of what must outlive the process, until the funnel turns it into one record.
struct Unrecorded: Equatable, Sendable {
    var hasRoom = false
    private var participants: [ParticipantID] = []
    private var spentToken: RoomChange?

    var isEmpty: Bool { !hasRoom && participants.isEmpty && spentToken == nil }

    mutating func note(_ participant: ParticipantID) {
        if !participants.contains(participant) { participants.append(participant) }
    }

    mutating func note(spent token: TokenID, expiresAt: Instant) {
        spentToken = .tokenSpent(token, expiresAt: expiresAt)
    }

    /// The one record of everything noted, if anything was, and nothing is left noted.
    mutating func taken(members: [ParticipantID: Member], room: RoomRecord) -> [Room.Effect] {
        var changes: [RoomChange] = hasRoom ? [.room(room)] : []
        changes += participants.compactMap { members[$0].map { .participant($0.record) } }
        if let spentToken { changes.append(spentToken) }
        self = Unrecorded()
        return changes.isEmpty ? [] : [.record(changes)]
    }
}
