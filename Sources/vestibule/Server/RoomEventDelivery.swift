import Logging
import SignalingProtocol
import Storage

/// Hands what happened in rooms to the portal: of each room in its order, and none waits for another. What couldn't be taken up
/// stands in the journal, and comes again with what follows it in its room; a process that starts finds it there.
struct RoomEventDelivery: Sendable {
    let journal: JournalStore
    /// Returns when the portal has taken it up. It may be told the same again.
    let tell: @Sendable (RoomEvent) async throws -> Void
    let logger: Logger

    /// - Throws: A failure of the journal: then it all comes again.
    func takeUp() async throws {
        var stuck: Set<RoomID> = []
        var events = try await journal.events()
        while let last = events.last {
            try await takeUp(events, stuck: &stuck)
            events = try await journal.events(after: last.sequence)
        }
    }

    private func takeUp(_ events: [StoredRoomEvent], stuck: inout Set<RoomID>) async throws {
        var told: [StoredRoomEvent] = []
        for stored in events where !stuck.contains(stored.event.room) {
            do {
                try await tell(stored.event)
                told.append(stored)
            } catch {
                stuck.insert(stored.event.room)
                logger.error(
                    "room event not taken up", metadata: ["room": "\(stored.event.room)", "error": "\(type(of: error))"])
            }
        }
        try await journal.forget(told)
    }
}
