/// A telephone number as the practice wants it read, for instance `514 555-0142`.
public struct Telephone: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// Digits, blanks, `+ ( ) . - /` and an extension after `x`, `#`, `ext.` or `poste`; 3 to 20 digits, 40 characters in all.
    ///
    /// - Throws: ``TextRefusal``.
    public init(_ raw: String) throws(TextRefusal) {
        let number = try VisibleText.number(raw, longest: 40)
        guard
            number.replacing(/poste|extension|ext/.ignoresCase(), with: "x", maxReplacements: 1).allSatisfy({
                $0.isASCII && ($0.isNumber || " +().-/x#".contains($0))
            })
        else {
            throw .forbiddenCharacter
        }
        guard (3...20).contains(number.count(where: \.isNumber)) else { throw .malformed }
        text = number
    }

    public var description: String { text }

    /// The number for a `tel:` address: digits and a leading `+`, without the extension.
    public var dialable: String {
        let dialled = text.prefix { !$0.isLetter && $0 != "#" }
        return (dialled.hasPrefix("+") ? "+" : "") + dialled.filter(\.isNumber)
    }
}
