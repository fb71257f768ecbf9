import NIOCore
import SignalingProtocol

/// The newest replies of one session: the same request id gets the same reply, and has no second effect.
struct RememberedReplies: Sendable {
    private let maximumCount: Int
    private var replies = CircularBuffer<(request: String, reply: Reply)>()

    init(maximumCount: Int) { self.maximumCount = maximumCount }

    subscript(request: String) -> Reply? { replies.first { $0.request == request }?.reply }

    /// A refusal that says "try again" is no outcome, and is forgotten.
    mutating func remember(_ reply: Reply, to request: String) {
        if case .error(let refusal) = reply, refusal.retryable { return }
        guard maximumCount > 0 else { return }
        if replies.count >= maximumCount { _ = replies.popFirst() }
        replies.append((request, reply))
    }
}
