import Logging
import ServiceLifecycle
import Signaling

/// The first to hear of a graceful shutdown: sends everybody off their sockets while the port is still open, so that whoever asks
/// is told that this server takes nobody in any more.
struct Drain: Service {
    /// What those who are cut at the last moment have for the last word to get onto the network. Default 0.5 s.
    static let lastWords: Duration = .milliseconds(500)

    let signaling: Signaling
    /// How long sockets may take.
    let time: Duration
    let logger: Logger

    func run() async throws {
        try await gracefulShutdown()
        logger.notice("draining")
        await withTaskGroup { group in
            group.addTask { await signaling.drain(within: time) }
            // One that can't be closed holds up nobody.
            group.addTask { try? await Task.sleep(for: time + Self.lastWords) }
            await group.next()
            group.cancelAll()
        }
        logger.notice("drained")
    }
}
