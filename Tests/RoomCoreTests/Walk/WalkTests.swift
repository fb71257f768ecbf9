import Testing

@Suite("Random walk")
struct WalkTests {
    @Test func `whatever people do, in whatever order, every rule holds`() async {
        let walks = await withTaskGroup(of: Walk.self, returning: [Walk].self) { group in
            for seed in 1...200 {
                group.addTask {
                    var walk = Walk(seed: UInt64(seed))
                    walk.run(steps: 500)
                    return walk
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for walk in walks { #expect(walk.faults == [], "seed \(walk.seed)") }
        let handled = walks.reduce(0) { $0 + $1.handled }, accepted = walks.reduce(0) { $0 + $1.accepted }
        #expect(walks.count == 200)
        #expect(accepted * 100 >= handled * 30, "only \(accepted) of \(handled) inputs were accepted")
    }
}
