import SignalingProtocol

/// Where rooms write down what has to outlive the process, before anything announces it.
public protocol RoomJournal: Sendable {
    /// Commits all of these changes, or none.
    ///
    /// - Throws: ``SignalingProtocol/ErrorCode/tokenSpent`` if a token among them was used before; any other error means that
    ///   nothing was written and that the same may succeed later.
    func record(_ changes: [RoomChange], in room: RoomID) async throws

    /// What is on record about a room; `nil` if it was never entered.
    func load(_ room: RoomID) async throws -> RoomSnapshot?

    /// The rooms in which somebody waits or is in, so that their timers run again after a restart.
    func openRooms() async throws -> [RoomID]
}
