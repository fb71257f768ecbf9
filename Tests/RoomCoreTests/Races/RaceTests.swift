import Testing

@Suite("Races")
struct RaceTests {
    @Test(arguments: Race.all)
    func `one of two wins, the other is told, and everybody sees the same`(_ race: Race) {
        for (isForth, outcome) in [(true, race.forth), (false, race.back)] {
            var stage = Stage(limits: race.limits, race.given)
            let first = stage.perform(isForth ? race.one : race.other)
            let second = stage.perform(isForth ? race.other : race.one)
            let order = isForth ? "the one first" : "the other first"
            #expect(isForth ? first == outcome.one : second == outcome.one, "\(order): \(isForth ? first : second)")
            #expect(isForth ? second == outcome.other : first == outcome.other, "\(order): \(isForth ? second : first)")
            for (name, state) in outcome.states { #expect(stage.scene.state(name) == state, "\(order): \(name)") }
            #expect(stage.closed == outcome.closed, "\(order)")
            #expect(stage.disagreements == [], "\(order)")
        }
    }

    @Test func `every race has a name of its own`() {
        #expect(Set(Race.all.map(\.name)).count == Race.all.count)
    }
}
