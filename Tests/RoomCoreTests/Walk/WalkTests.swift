import Foundation
import Testing

@Suite("Random walk")
struct WalkTests {
    private struct Outcome: Sendable {
        let seed: UInt64
        let handled: Int
        let accepted: Int
        let faults: [String]

        init(of walk: consuming Walk, steps: Int) {
            walk.run(steps: steps)
            seed = walk.seed
            (handled, accepted, faults) = (walk.handled, walk.accepted, walk.faults)
        }
    }

    /// Seeds 1 to `VESTIBULE_WALK_SEEDS`: 100 if it isn't set, and never fewer.
    @Test func `whatever people do, in whatever order, every rule holds`() async throws {
        try await walk(seeds: 1...max(100, Self.wanted()), steps: 500) { Walk(seed: $0) }
    }

    /// Fifty people and 10,000 steps, where eight may be in and thirty wait: for one seed in a hundred of the above.
    @Test func `fifty people see what the model says, through drops, replays and restarts`() async throws {
        try await walk(seeds: 1...max(2, Self.wanted() / 100), steps: 10_000) {
            Walk(seed: $0, cast: Actor.crowd, seats: 8, chairs: 30, pace: 20)
        }
    }

    private static func wanted() throws -> UInt64 {
        try #require(UInt64(ProcessInfo.processInfo.environment["VESTIBULE_WALK_SEEDS"] ?? "100"))
    }

    private func walk(seeds: ClosedRange<UInt64>, steps: Int, _ start: @escaping @Sendable (UInt64) -> Walk) async throws {
        let walks = await withTaskGroup(of: Outcome.self, returning: [Outcome].self) { group in
            for seed in seeds { group.addTask { Outcome(of: start(seed), steps: steps) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for walk in walks { #expect(walk.faults == [], "seed \(walk.seed)") }
        let handled = walks.reduce(0) { $0 + $1.handled }, accepted = walks.reduce(0) { $0 + $1.accepted }
        print("Random walk: seeds \(seeds.lowerBound) to \(seeds.upperBound), \(accepted) of \(handled) inputs accepted")
        #expect(Set(walks.map(\.seed)) == Set(seeds))
        #expect(accepted * 100 >= handled * 30, "only \(accepted) of \(handled) inputs were accepted")
    }
}
