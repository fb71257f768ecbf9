import Foundation
import Testing

@Suite("Random walk")
struct WalkTests {
    private struct Outcome: Sendable {
        let seed: UInt64
        let handled: Int
        let accepted: Int
        let faults: [String]

        init(of seed: UInt64) {
            var walk = Walk(seed: seed)
            walk.run(steps: 500)
            self.seed = seed
            (handled, accepted, faults) = (walk.handled, walk.accepted, walk.faults)
        }
    }

    /// Seeds 1 to `VESTIBULE_WALK_SEEDS`: 200 if it isn't set, and never fewer.
    @Test func `whatever people do, in whatever order, every rule holds`() async throws {
        let count = try #require(UInt64(ProcessInfo.processInfo.environment["VESTIBULE_WALK_SEEDS"] ?? "200"))
        let seeds = 1...max(200, count)
        let walks = await withTaskGroup(of: Outcome.self, returning: [Outcome].self) { group in
            for seed in seeds { group.addTask { Outcome(of: seed) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for walk in walks { #expect(walk.faults == [], "seed \(walk.seed)") }
        let handled = walks.reduce(0) { $0 + $1.handled }, accepted = walks.reduce(0) { $0 + $1.accepted }
        print("Random walk: seeds \(seeds.lowerBound) to \(seeds.upperBound), \(accepted) of \(handled) inputs accepted")
        #expect(Set(walks.map(\.seed)) == Set(seeds))
        #expect(accepted * 100 >= handled * 30, "only \(accepted) of \(handled) inputs were accepted")
    }
}
