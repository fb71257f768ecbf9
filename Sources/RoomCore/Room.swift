import SignalingProtocol

/// One session's room, as a value. It decides; it never sends, sleeps, reads a clock or makes a random number.
///
/// Everything goes through ``handle(_:at:)``. What has to outlive the process changes through `update` and `updateRoom` alone,
/// which note it, so that the first effect records exactly what changed.
public struct Room: Equatable, Sendable {
    public let id: RoomID
    public let limits: Limits
    /// Which opening of this room this is, as its host counts them; clients see it in `room.state`.
    public var epoch = 1

    /// What the room's booking says, and what hosts decided about the room itself.
    public private(set) var record: RoomRecord
    /// When the room next wants ``Input/deadlinePassed``; `nil` if it waits for nothing.
    public private(set) var nextDeadline: Instant?

    private(set) var members: [ParticipantID: Member] = [:]
    /// Those in the session, longest first, and those in the waiting room, in line.
    private(set) var inSession = Ranking()
    private(set) var inLine = Ranking()
    private(set) var participantOfSession: [SessionID: ParticipantID] = [:]
    /// Changes of the room's state so far: one order for everybody.
    var revision = 0
    var screenHolder: ParticipantID?
    /// Since when people are in the session and no host has a connection.
    var hostAbsentSince: Instant?
    /// What those waiting were last told.
    var wasHostAtHand = false
    /// The newest warning before the end that has gone out or passed.
    var lastWarning: Instant?
    var revocations = Revocations()
    /// Empty between two inputs.
    var unrecorded = Unrecorded()
    /// Whether the journal knows this room: the first record of all holds the room itself, whatever it is about.
    private var isOnRecord = false

    /// A room nobody has entered yet.
    public init(id: RoomID, terms: RoomTerms, limits: Limits) {
        self.id = id
        self.limits = limits
        record = RoomRecord(terms: terms)
        nextDeadline = soonestDeadline
    }

    /// A room as the journal has it: everybody is where they were, and nobody is connected. Graces count from now.
    public init(id: RoomID, restoring snapshot: RoomSnapshot, limits: Limits, at now: Instant) {
        self.id = id
        self.limits = limits
        record = snapshot.room
        isOnRecord = true
        for participant in snapshot.participants.sorted(by: { ($0.since, $0.id) < ($1.since, $1.id) }) {
            restore(participant, at: now)
        }
        if admittedCount > 0 { hostAbsentSince = now }
        nextDeadline = soonestDeadline
    }

    /// Takes note of what happened and says what to do about it.
    public mutating func handle(_ input: Input, at now: Instant) -> [Effect] {
        let effects = decide(input, at: now)
        if case .received(.signal, _) = input { return effects }
        let news = settle(at: now)
        if !isOnRecord, !unrecorded.isEmpty {
            isOnRecord = true
            unrecorded.hasRoom = true
        }
        return unrecorded.taken(members: members, room: record) + effects + news
    }

    /// What a journal holds after all changes so far are committed: replaying every ``Effect/record(_:)`` gives the same.
    public var snapshot: RoomSnapshot {
        RoomSnapshot(room: record, participants: members.values.map(\.record).sorted { $0.id < $1.id })
    }

    /// Who waits, in line, as hosts see them: for the staff queue.
    public var waiting: [Waiting] { queue.map(entry) }
    public var isHostPresent: Bool { admitted.contains(where: \.isHostAtHand) }
    public var admittedCount: Int { inSession.ids.count }

    private mutating func decide(_ input: Input, at now: Instant) -> [Effect] {
        switch input {
        case .received(let message, let session): received(message, from: session, at: now)
        case .arrived(let arrival): arrived(arrival, at: now)
        case .returned(let comeback): returned(comeback, at: now)
        case .confirmed(let session, let token): confirmed(session, token)
        case .disconnected(let session, let connection): disconnected(session, connection, at: now)
        case .instructed(let message, let staff): instructed(message, by: staff, at: now)
        case .commanded(let command): commanded(command, at: now)
        case .deadlinePassed: deadlinePassed(at: now)
        }
    }

    /// After every input: tells those waiting whether a host is there, and sets the alarm.
    private mutating func settle(at now: Instant) -> [Effect] {
        let people = admitted
        let isHostConnected = people.contains { $0.role.decidesAdmission && $0.isConnected }
        hostAbsentSince = isHostConnected || people.isEmpty ? nil : hostAbsentSince ?? now
        nextDeadline = soonestDeadline
        guard people.contains(where: \.isHostAtHand) != wasHostAtHand else { return [] }
        wasHostAtHand.toggle()
        return tellWaiting()
    }
}

extension Room {
    /// Changes one member; what is on record about them is noted as to be recorded if it changed.
    mutating func update(_ id: ParticipantID, _ change: (inout Member) -> Void) {
        guard let before = members[id] else { return }
        var member = before
        change(&member)
        if member.session != before.session {
            participantOfSession[before.session] = nil
            participantOfSession[member.session] = id
        }
        if member.record != before.record {
            unrecorded.note(id)
            rank(member)
        }
        members[id] = member
    }

    /// Somebody this room has not met.
    mutating func add(_ member: Member) {
        members[member.id] = member
        participantOfSession[member.session] = member.id
        unrecorded.note(member.id)
        rank(member)
    }

    /// Changes what is on record about the room itself.
    mutating func updateRoom(_ change: (inout RoomRecord) -> Void) {
        let before = record
        change(&record)
        if record != before { unrecorded.hasRoom = true }
    }

    private mutating func restore(_ participant: ParticipantRecord, at now: Instant) {
        var member = Member(record: participant)
        if member.isPresent {
            member.droppedAt = now
            member.isShownReconnecting = true
        }
        member.duplicateOf = participant.link.flatMap { earlierVisitor(by: $0, than: participant.id) }
        members[participant.id] = member
        participantOfSession[participant.session] = participant.id
        rank(member)
    }

    private mutating func rank(_ member: Member) {
        inSession.place(member.id, since: member.isAdmitted ? member.record.since : nil)
        inLine.place(member.id, since: member.isWaiting ? waitingSince(member) : nil)
    }
}
