import Foundation
import SignalingProtocol

/// UTC as it was at the start, moved on by the monotonic clock: a wall clock that jumps never drops a live room, nor opens
/// or closes a window early (W2).
struct ServerClock: Sendable {
    private let startedAt: Instant
    private let start = ContinuousClock.now

    init(wallClock: Date = Date()) {
        startedAt = Instant(milliseconds: Int64((wallClock.timeIntervalSince1970 * 1000).rounded()))
    }

    var now: Instant { startedAt + (ContinuousClock.now - start) }
}
