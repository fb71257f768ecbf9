/// An object that ``JSONScanner`` has found well formed: its members' names, and where in the text their values are.
public struct JSONObject: Sendable {
    /// How many levels of members are kept: the object's own, and those of its members.
    static let keptLevels = 2

    public struct Member: Equatable, Sendable {
        public let name: String
        /// The value's bytes in the text, white space around it excluded.
        public let value: Range<Int>
        /// The members of the value, if it is an object directly in the outermost one.
        let members: [Member]?
    }

    let text: [UInt8]
    public let members: [Member]

    init(text: [UInt8], members: [Member]) {
        self.text = text
        self.members = members
    }

    public subscript(name: String) -> Member? { members.first { $0.name == name } }

    /// A member that is an object itself.
    public func object(_ name: String) -> JSONObject? {
        self[name]?.members.map { JSONObject(text: text, members: $0) }
    }

    /// A member's value as its JSON text.
    public func bytes(_ name: String) -> [UInt8]? { self[name].map { Array(text[$0.value]) } }

    /// A member that is a string.
    public func string(_ name: String) -> String? {
        guard let value = self[name]?.value, text[value].first == UInt8(ascii: "\"") else { return nil }
        let inside = (value.lowerBound + 1)..<(value.upperBound - 1)
        return JSONScanner.StringRange(range: inside, hasEscapes: text[inside].contains(UInt8(ascii: "\\"))).text(in: text)
    }

    /// A member that is a whole number, written without fraction and exponent.
    public func integer(_ name: String) -> Int? {
        self[name].flatMap { Int(String(decoding: text[$0.value], as: UTF8.self)) }
    }
}

extension JSONObject {
    /// The object without members.
    public static let empty = JSONObject(text: [], members: [])
}
