/// Reads numbers of a fixed length out of a text, from left to right.
///
/// By hand, since every session that is looked up holds a local time, and a regular expression is compiled anew at each use.
struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: some StringProtocol) { rest = Substring(text).utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    /// The number that the next so many digits (0 to 9) make; `nil`, and nothing is read, where they aren't digits.
    mutating func number(of digits: Int) -> Int? {
        let read = rest.prefix(digits)
        guard read.count == digits, read.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        rest = rest.dropFirst(digits)
        return Int(Substring(read))
    }

    /// Whether the next sign is this one, which is then read.
    mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard let next = rest.first, UInt32(next) == sign.value else { return false }
        rest = rest.dropFirst()
        return true
    }
}
