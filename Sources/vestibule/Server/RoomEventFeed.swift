import Logging
import ServiceLifecycle
import SignalingProtocol
import Storage

/// Carries what happened in rooms to the portal, off the rooms' way: a room never waits for it. At once when this process
/// committed it, within a second when another did.
struct RoomEventFeed: Service {
    private let delivery: RoomEventDelivery
    private let wakeUps: AsyncStream<Void>

    /// - Parameter wakeUps: Yields when this process has committed events.
    init(portal: PortalStore, journal: JournalStore, clock: ServerClock, wakeUps: AsyncStream<Void>, logger: Logger) {
        delivery = RoomEventDelivery(journal: journal, tell: { try await portal.takeUp($0, now: clock.now) }, logger: logger)
        self.wakeUps = wakeUps
    }

    func run() async throws {
        await work(on: wakeUps) {
            do {
                try await delivery.takeUp()
            } catch {
                delivery.logger.error("room events not read", metadata: ["error": "\(type(of: error))"])
            }
        }
    }
}
