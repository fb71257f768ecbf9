/// Chance from a seed: the same seed gives the same walk (SplitMix64, Steele et al. 2014).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Below `bound`.
    mutating func roll(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// True this often, in per mille.
    mutating func happens(_ perMille: Int) -> Bool { roll(1000) < perMille }

    mutating func pick<Element>(_ choices: [Element]) -> Element? {
        choices.isEmpty ? nil : choices[roll(choices.count)]
    }

    /// Some of them, at least one if there is one.
    mutating func some<Element>(_ choices: [Element]) -> [Element] {
        let chosen = choices.filter { _ in happens(600) }
        return chosen.isEmpty ? Array(choices.prefix(1)) : chosen
    }

    /// One of them, each as often as its weight says.
    mutating func pick<Element>(weighted choices: [(Int, Element)]) -> Element {
        var rest = roll(choices.reduce(0) { $0 + $1.0 })
        for (weight, choice) in choices {
            rest -= weight
            if rest < 0 { return choice }
        }
        return choices[0].1
    }
}
