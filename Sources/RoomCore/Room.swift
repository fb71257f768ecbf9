import SignalingProtocol

/// One session's room, as a value. It decides; it never sends, sleeps, reads a clock or makes a random number.
public struct Room: Equatable, Sendable {
    public let id: RoomID
    public let limits: Limits

    /// A room nobody has entered yet.
    public init(id: RoomID, terms: RoomTerms, limits: Limits) {
        self.id = id
        self.limits = limits
        record = RoomRecord(terms: terms)
    }

    /// A room as the journal has it: everybody is where they were, and nobody is connected.
    public init(id: RoomID, restoring snapshot: RoomSnapshot, limits: Limits, at now: Instant) {
        self.id = id
        self.limits = limits
        record = snapshot.room
    }

    /// What the room's booking says, and what hosts decided about the room itself.
    public internal(set) var record: RoomRecord

    /// When the room next wants ``Input/deadlinePassed``; `nil` if it waits for nothing.
    public var nextDeadline: Instant? { nil }

    /// Takes note of what happened and says what to do about it.
    public mutating func handle(_ input: Input, at now: Instant) -> [Effect] { [] }

    /// Who waits, in line, as hosts see them: for the staff queue.
    public var waiting: [Waiting] { [] }
    public var isHostPresent: Bool { false }
    public var admittedCount: Int { 0 }
}
