import Logging
import ServiceLifecycle
import Signaling
import SignalingProtocol
import Storage

/// Carries what the portal wrote for rooms to the rooms: at once when this process wrote it, within a second when another
/// did (the command line).
struct RoomCommandFeed: Service {
    private let delivery: RoomCommandDelivery
    private let wakeUps: AsyncStream<Void>

    /// - Parameter wakeUps: Yields when this process has written commands.
    init(portal: PortalStore, journal: JournalStore, signaling: Signaling, wakeUps: AsyncStream<Void>, logger: Logger) {
        delivery = RoomCommandDelivery(
            portal: portal, journal: journal,
            shutOut: { access, practice, at in signaling.shutOut(access, of: practice, at: at) },
            deliver: { command, room in try await signaling.deliver(command, to: room) }, logger: logger)
        self.wakeUps = wakeUps
    }

    /// Before the first hello: what a process that starts must know, and what was written while none ran.
    ///
    /// - Throws: A failure of either database.
    func catchUp(at now: Instant) async throws {
        try await delivery.recall(at: now)
        try await delivery.takeUp()
    }

    func run() async throws {
        await work(on: wakeUps) { await deliver() }
    }

    private func deliver() async {
        do {
            try await delivery.takeUp()
        } catch {
            delivery.logger.error("room commands not delivered", metadata: ["error": "\(type(of: error))"])
        }
    }
}
