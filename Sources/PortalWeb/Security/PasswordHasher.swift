import Foundation

/// Hashes passwords away from the event loops: a few at a time, few waiting.
///
/// One hash takes about 13 ms and 19 MiB. Without a bound, a flood of logins would take memory and processors from the
/// calls that are going on.
public actor PasswordHasher {
    /// There is no room in the queue: the caller may try again in a moment.
    public struct Overloaded: Error {}

    private let width: Int
    private let queueLimit: Int
    private let queue = DispatchQueue(label: "vestibule.passwords", qos: .userInitiated, attributes: .concurrent)
    private var running = 0
    /// How many hashes were made or checked so far.
    public private(set) var count = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameters:
    ///   - width: how many hashes at a time. Default: half of the processors, so that calls have the other half.
    ///   - queueLimit: how many more may wait. Default 64, about a second's work on two processors.
    public init(width: Int = ProcessInfo.processInfo.activeProcessorCount / 2, queueLimit: Int = 64) {
        self.width = max(1, width)
        self.queueLimit = queueLimit
    }

    /// A new password's hash, as a PHC string.
    ///
    /// - Throws: ``Overloaded``, or a failure of the hash itself.
    public func hash(_ password: String) async throws -> String {
        try await perform { Result { try Argon2id.hash(password) } }.get()
    }

    /// Whether a password is the stored one. With no stored hash, the same work is done and the answer is no.
    ///
    /// - Throws: ``Overloaded``.
    public func verify(_ password: String, against hash: String?) async throws -> Bool {
        try await perform { Argon2id.verify(password, against: hash ?? Self.nobodysHash) && hash != nil }
    }

    private func perform<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws -> Value {
        try await enter()
        count += 1
        defer { leave() }
        return await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }

    private func enter() async throws {
        guard running >= width else {
            running += 1
            return
        }
        guard waiting.count < queueLimit else { throw Overloaded() }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// Hands the place to who waits longest, or gives it back.
    private func leave() {
        if waiting.isEmpty { running -= 1 } else { waiting.removeFirst().resume() }
    }

    /// Costs as much to check as a real one, and is no known password's hash.
    private static let nobodysHash =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
}
