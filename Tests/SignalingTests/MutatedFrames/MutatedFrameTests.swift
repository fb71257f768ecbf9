import Foundation
import SignalingProtocol
import Synchronization
import Testing

@testable import Signaling

@Suite("Mutated frames", .timeLimit(.minutes(60)))
struct MutatedFrameTests {
    /// How many frames: 100,000 in the long run.
    static let count = ProcessInfo.processInfo.environment["VESTIBULE_MUTATED_FRAMES"].flatMap(Int.init) ?? 1_000
    static let seed = ProcessInfo.processInfo.environment["VESTIBULE_SEED"].flatMap(UInt64.init) ?? 1
    /// Two on each seat.
    static let assailants = 2 * Seat.allCases.count

    @Test func `every mutated frame gets its answer, and the call beside loses nothing`() async throws {
        try await TestServer.run(configure: { settings in
            // It is about what frames say, not about how fast they come.
            settings.limits.messageRate = .init(perSecond: 1 << 20, burst: 1 << 20)
            settings.limits.hostRate = settings.limits.messageRate
            settings.limits.badHellos = .max
        }) { server in
            let call = try await HealthyCall(on: server)
            let end = Flag()
            let tally = try await withThrowingTaskGroup(of: [String: Int].self) { attacks in
                for number in 0..<Self.assailants {
                    attacks.addTask {
                        var assailant = try Assailant(number, beside: call, on: server, seed: Self.seed + UInt64(number))
                        try await assailant.attack(Self.count / Self.assailants)
                        await assailant.leave()
                        return assailant.tally
                    }
                }
                async let exchanged = Self.exchange(on: call, until: end)
                var tally: [String: Int] = [:]
                for try await one in attacks { tally.merge(one, uniquingKeysWith: +) }
                end.raise()
                print("Mutated frames: \(try await exchanged) signals each way beside them")
                return tally
            }
            #expect(tally.values.reduce(0, +) == Self.count / Self.assailants * Self.assailants)
            for (due, count) in tally.sorted(by: { $0.key < $1.key }) { print("Mutated frames: \(count) \(due)") }
            try await Self.expectRoomAsBefore(call, server)
        }
    }

    /// Exchanges signals for as long as it goes on, and once more.
    private static func exchange(on call: HealthyCall, until end: Flag) async throws -> Int {
        var number = 0
        var isLast = false
        repeat {
            isLast = end.isRaised
            try await call.exchange(number..<number + 8)
            number += 8
        } while !isLast
        return number
    }

    /// Nobody is left over, and somebody new is let in.
    private static func expectRoomAsBefore(_ call: HealthyCall, _ server: TestServer) async throws {
        let late = try await server.join(server.tokens.observer())
        let state = try await late.client.roomState()
        #expect(state.participants.count <= 2 + 1 + 2)
        #expect(Set(state.participants.map(\.id)).isSuperset(of: [call.host.id, call.client.id]))
        #expect(server.signaling.isReady)
    }
}

/// Raised once.
private final class Flag: Sendable {
    private let state = Mutex(false)
    var isRaised: Bool { state.withLock { $0 } }
    func raise() { state.withLock { $0 = true } }
}
