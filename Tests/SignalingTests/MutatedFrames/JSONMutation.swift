import SignalingProtocol

/// Changes that leave JSON well formed, and its sense in doubt.
struct JSONMutation {
    /// What takes the place of a value: of every kind, and at the edges of each.
    static let strangers: [JSONValue] = [
        .null, .bool(true), .bool(false), .integer(0), .integer(-1), .integer(.max), .integer(.min), .integer(1 << 53), .number(0.5),
        .number(1e308), .number(-1e-308), .string(""), .string("\u{0}"), .string("\u{202E}"), .string(String(repeating: "a", count: 9_000)),
        .string("a" + String(repeating: "\u{301}", count: 2_000)), .string("😀\u{200D}"), .array([]), .object([:]),
        .array(Array(repeating: .string("x"), count: 65)), .object(["type": .string("room.end")]), nested(20), nested(40),
    ]

    /// Other messages, to borrow from.
    let others: [JSONValue]

    /// Changes one place of a value.
    func apply(to value: inout JSONValue, _ random: inout SplitMix) {
        switch value {
        case .object(var members) where !members.isEmpty && Int.random(in: 0..<10, using: &random) > 0:
            change(&members, &random)
            value = .object(members)
        case .array(var values) where !values.isEmpty && Int.random(in: 0..<4, using: &random) > 0:
            change(&values, &random)
            value = .array(values)
        case .string(let text) where Bool.random(using: &random): value = .string(change(text, &random))
        default: value = Self.strangers.randomElement(using: &random) ?? .null
        }
    }

    private func change(_ members: inout [String: JSONValue], _ random: inout SplitMix) {
        guard let name = members.keys.sorted().randomElement(using: &random), var value = members[name] else { return }
        switch Int.random(in: 0..<10, using: &random) {
        case 0: members[name] = nil
        case 1: members[change(name, &random)] = members.removeValue(forKey: name)
        case 2: members[change(name, &random)] = value
        case 3:
            guard case .object(let other)? = others.randomElement(using: &random) else { return }
            members[name] = other[name] ?? other["data"]
        default:
            apply(to: &value, &random)
            members[name] = value
        }
    }

    private func change(_ values: inout [JSONValue], _ random: inout SplitMix) {
        let place = values.indices.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<4, using: &random) {
        case 0: values.remove(at: place)
        case 1: values += Array(repeating: values[place], count: Int.random(in: 1...100, using: &random))
        default: apply(to: &values[place], &random)
        }
    }

    private func change(_ text: String, _ random: inout SplitMix) -> String {
        var scalars = Array(text.unicodeScalars)
        let place = Int.random(in: 0...scalars.count, using: &random)
        let letter = (["a", ".", "\"", "\\", "\u{0}", "é", "😀", "/"] as [Unicode.Scalar]).randomElement(using: &random) ?? "a"
        if place < scalars.count, Bool.random(using: &random) { scalars[place] = letter } else { scalars.insert(letter, at: place) }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func nested(_ depth: Int) -> JSONValue {
        (0..<depth).reduce(.null) { inner, level in level.isMultiple(of: 2) ? .array([inner]) : .object(["a": inner]) }
    }
}
