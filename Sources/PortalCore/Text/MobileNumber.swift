/// A mobile number that messages can be sent to, in its one international spelling: `+15145550142`.
///
/// - SeeAlso: ITU-T E.164 (15 digits at most); the North American Numbering Plan, whose area codes and exchanges begin with
///   2 to 9.
public struct MobileNumber: Hashable, Sendable, CustomStringConvertible {
    /// `+` and 8 to 15 digits.
    public let text: String

    /// Reads a number as people write it. Without a country it is one of Canada or the United States: `514 555-0142`. Another
    /// country's starts with `+`, `00` or `011`; the `(0)` that some write after it is dropped.
    ///
    /// - Throws: ``TextRefusal``; extensions are refused, since messages can't be sent to them.
    public init(_ raw: String) throws(TextRefusal) {
        let written = try VisibleText.number(raw, longest: 40)
        guard written.allSatisfy({ $0.isDigit || " +().-/\u{2010}\u{2011}".contains($0) }) else {
            throw .forbiddenCharacter
        }
        let digits = written.replacing("(0)", with: "").filter(\.isDigit)
        guard let number = written.hasPrefix("+") ? digits : Self.international(digits), !written.dropFirst().contains("+"),
            (8...15).contains(number.count), !number.hasPrefix("0"), !number.hasPrefix("1") || Self.isNorthAmerican(number)
        else { throw .malformed }
        text = "+" + number
    }

    public var description: String { text }

    /// The number with its country in front, from one that was written without a `+`.
    private static func international(_ digits: String) -> String? {
        for prefix in ["011", "00"] where digits.hasPrefix(prefix) { return String(digits.dropFirst(prefix.count)) }
        return switch (digits.count, digits.first) {
        case (10, _): "1" + digits
        case (11, "1"): digits
        default: nil
        }
    }

    private static func isNorthAmerican(_ number: String) -> Bool {
        number.wholeMatch(of: /1[2-9][0-9]{2}[2-9][0-9]{6}/) != nil
    }
}
