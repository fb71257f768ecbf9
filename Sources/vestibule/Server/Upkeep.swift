import Logging
import ServiceLifecycle
import SignalingProtocol
import Storage

/// Once an hour, forgets what has no use any more: spent tokens that have expired, commands that rooms have taken up, and
/// notices that were delivered or given up.
struct Upkeep: Service {
    /// How long what is done with is kept, for whoever looks into a problem. Default 1 day.
    static let kept: Duration = .seconds(86_400)
    /// How long staff see what became of a notice, and may send it again. Default 30 days.
    static let keptNotices: Duration = .seconds(30 * 86_400)

    let portal: PortalStore
    let journal: JournalStore
    let clock: ServerClock
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat { await tidy() } while (try? await Task.sleep(for: .seconds(3600))) != nil
        }
    }

    private func tidy() async {
        let before = clock.now - Self.kept
        do {
            try await journal.forgetTokens(expiredBefore: before)
            try await portal.forgetCommands(upTo: try await journal.consumedCommand(), writtenBefore: before)
            try await portal.forgetOutbox(endedBefore: clock.now - Self.keptNotices)
        } catch {
            logger.warning("upkeep failed", metadata: ["error": "\(type(of: error))"])
        }
    }
}
