import SignalingProtocol
import Synchronization

/// Stands still until it is moved.
final class TestClock: Sendable {
    private let current = Mutex(TestTokens.now)

    /// For a server to ask.
    var moment: @Sendable () -> Instant { { self.current.withLock { $0 } } }

    func advance(_ time: Duration) { current.withLock { $0 = $0 + time } }
}
