import Logging
import ServiceLifecycle
import SignalingProtocol
import Storage

/// Carries what happened in rooms to the portal, off the rooms' way: a room never waits for it.
struct RoomEventFeed: Service {
    /// How many events may wait. Beyond that the oldest are dropped: who waits longest is seen on the staff's pages anyway.
    static let longestQueue = 4_096

    let portal: PortalStore
    let events: AsyncStream<RoomEvent>
    let clock: ServerClock
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await event in events { await take(event) }
        }
    }

    private func take(_ event: RoomEvent) async {
        do {
            try await portal.takeUp(event, now: clock.now)
        } catch {
            logger.error("room event not taken up", metadata: ["room": "\(event.room)", "error": "\(type(of: error))"])
        }
    }
}
