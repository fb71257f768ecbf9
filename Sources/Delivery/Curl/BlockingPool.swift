import Dispatch
import PortalCore

/// Does what blocks (libcurl, the disk) away from Swift's own threads: a few things at a time, few waiting.
public actor BlockingPool {
    private let width: Int
    private let queueLimit: Int
    private let queue = DispatchQueue(label: "vestibule.delivery", qos: .utility, attributes: .concurrent)
    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameters:
    ///   - width: How many at a time. Default 4.
    ///   - queueLimit: How many more may wait. Default 64.
    public init(width: Int = 4, queueLimit: Int = 64) {
        self.width = max(1, width)
        self.queueLimit = queueLimit
    }

    /// - Throws: What the work throws, or ``DeliveryFailure`` with reason `overloaded` if too many wait.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws(DeliveryFailure) -> Value) async throws(DeliveryFailure) -> Value {
        try await enter()
        defer { leave() }
        let result: Result<Value, DeliveryFailure> = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Result { () throws(DeliveryFailure) in try work() }) }
        }
        return try result.get()
    }

    private func enter() async throws(DeliveryFailure) {
        guard running >= width else {
            running += 1
            return
        }
        guard waiting.count < queueLimit else { throw DeliveryFailure(.temporary, .overloaded) }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// Hands the place to who waits longest, or gives it back.
    private func leave() {
        if waiting.isEmpty { running -= 1 } else { waiting.removeFirst().resume() }
    }
}
