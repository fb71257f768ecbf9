import NIOConcurrencyHelpers
import SignalingProtocol

/// Who may still come to the door: nobody once the server stops; and bad hellos, by where they come from.
final class Doorkeeper: Sendable {
    /// How long a bad hello counts. Default 30 min (protocol, Limits).
    static let memory: Duration = .seconds(1800)
    /// Addresses remembered. Default 10,000: those that were bad longest ago are forgotten first.
    static let maximumAddresses = 10_000

    private struct State {
        var isDraining = false
        var bad: [AddressPrefix: [Instant]] = [:]
    }

    private let state = NIOLockedValueBox(State())
    private let limits: Limits

    init(limits: Limits) { self.limits = limits }

    /// The server is about to stop: nobody new comes in.
    func drain() { state.withLockedValue { $0.isDraining = true } }

    /// Whether somebody new may come in.
    var isOpen: Bool { state.withLockedValue { !$0.isDraining } }

    /// Counts a bad hello.
    ///
    /// - Returns: How long to hold the answer back. A valid token is never held back for its neighbours' sake.
    func badHello(from address: AddressPrefix, at now: Instant) -> Duration {
        state.withLockedValue { state in
            let recent = (state.bad[address] ?? []).filter { $0 + Self.memory > now }.suffix(limits.badHellos)
            state.bad[address] = recent + [now]
            if state.bad.count > Self.maximumAddresses { Self.forgetOldest(&state.bad) }
            return recent.count < limits.badHellos ? .zero : limits.badHelloDelay
        }
    }

    private static func forgetOldest(_ bad: inout [AddressPrefix: [Instant]]) {
        let oldest = bad.sorted { ($0.value.last ?? .distantPast) < ($1.value.last ?? .distantPast) }.prefix(maximumAddresses / 10)
        for entry in oldest { bad[entry.key] = nil }
    }
}

extension Instant {
    fileprivate static let distantPast = Instant(milliseconds: .min)
}
