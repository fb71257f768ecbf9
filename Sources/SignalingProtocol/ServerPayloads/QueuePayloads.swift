/// One room in a staff member's queue.
public struct QueuedRoom: Codable, Equatable, Sendable {
    public var room: RoomID
    public var booking: BookingID
    public var startsAt: Instant
    public var endsAt: Instant
    public var hostPresent: Bool
    public var waiting: [Waiting]
    /// How many are in the session.
    public var admitted: Int
    public init(
        room: RoomID, booking: BookingID, startsAt: Instant, endsAt: Instant, hostPresent: Bool, waiting: [Waiting], admitted: Int
    ) {
        self.room = room
        self.booking = booking
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.hostPresent = hostPresent
        self.waiting = waiting
        self.admitted = admitted
    }
}

public struct QueueState: Codable, Equatable, Sendable {
    public var rooms: [QueuedRoom]
    public var serverTime: Instant
    public init(rooms: [QueuedRoom], serverTime: Instant) {
        self.rooms = rooms
        self.serverTime = serverTime
    }
}
