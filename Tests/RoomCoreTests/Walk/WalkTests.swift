import Testing

@Suite("Random walk")
struct WalkTests {
    /// Seeds per case: the cases run side by side.
    static let batch: UInt64 = 25

    @Test(arguments: Array(stride(from: UInt64(1), to: 201, by: Int(batch))))
    func `whatever people do, in whatever order, every rule holds`(first: UInt64) {
        var handled = 0, accepted = 0
        for seed in first..<(first + Self.batch) {
            var walk = Walk(seed: seed)
            walk.run(steps: 500)
            #expect(walk.faults == [], "seed \(seed)")
            handled += walk.handled
            accepted += walk.accepted
        }
        #expect(accepted * 100 >= handled * 30, "only \(accepted) of \(handled) inputs were accepted, seeds from \(first)")
    }
}
