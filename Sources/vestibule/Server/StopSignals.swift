import Dispatch
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// What ends the server: the first SIGTERM or SIGINT gracefully, within a bounded time; the next one at once.
///
/// Nothing is lost with what is cut off: what was acknowledged is on disk, and a notice that was being sent comes again.
struct StopSignals: Sendable {
    private let signals: UnixSignalsSequence
    private let logger: Logger

    /// From now on the signals don't end the process by themselves.
    init(logger: Logger) async {
        signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        self.logger = logger
    }

    /// Returns when the task is cancelled.
    func stop(_ services: ServiceGroup, within time: Duration) async {
        var signals = signals.makeAsyncIterator()
        guard await signals.next() != nil else { return }
        // Outside of all tasks: whatever keeps those busy doesn't keep the process.
        DispatchQueue.global().asyncAfter(deadline: .now() + time.timeInterval) { [logger] in
            logger.warning("stopped with something unfinished")
            _exit(EXIT_SUCCESS)
        }
        await services.triggerGracefulShutdown()
        guard await signals.next() != nil else { return }
        logger.warning("stopped at once")
        _exit(EXIT_FAILURE)
    }
}

extension Duration {
    fileprivate var timeInterval: TimeInterval { TimeInterval(components.seconds) + TimeInterval(components.attoseconds) / 1e18 }
}
