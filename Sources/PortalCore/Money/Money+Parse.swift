import Foundation

extension Money {
    /// The highest fee that can be typed: 999 999.99. More is a slip of the finger.
    public static let highestFee: Int64 = 99_999_999

    /// Reads an amount that a person typed, in either language's spelling: `120`, `120.50`, `120,50`, `1 200,00 $`, `$1,200.00`.
    ///
    /// Zero is an amount (a free session); nothing below it is. A comma or point followed by three digits alone, as in `1,200`,
    /// is refused: taken the wrong way it would be a thousand times too much.
    ///
    /// - Throws: ``MoneyRefusal``.
    public init(_ raw: String, _ currency: Currency) throws(MoneyRefusal) {
        guard raw.utf8.count <= 64 else { throw .malformed }
        let text = raw.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw .empty }
        guard let first = text.firstIndex(where: \.isDigit), let last = text.lastIndex(where: \.isDigit) else { throw .malformed }
        let end = text.index(after: last)
        try Self.check(text[..<first], text[end...], currency)
        guard let minorUnits = Self.minorUnits(text[first..<end]) else { throw .malformed }
        guard minorUnits <= Self.highestFee else { throw .tooLarge }
        self.init(minorUnits: minorUnits, currency)
    }

    /// What stands before and after the number: the currency on one side, or nothing.
    private static func check(_ before: Substring, _ after: Substring, _ currency: Currency) throws(MoneyRefusal) {
        let marks = [before, after].map { String($0.filter { !$0.isWhitespace }).uppercased() }.filter { !$0.isEmpty }
        guard let mark = marks.first else { return }
        guard marks.count == 1, Currency.allCases.contains(where: { $0.spellings.contains(mark) }) else { throw .malformed }
        guard currency.spellings.contains(mark) else { throw .otherCurrency }
    }

    /// Digits in groups of three or in none, then perhaps one or two decimals.
    private static func minorUnits(_ number: Substring) -> Int64? {
        let pattern =
            #/
            (?<whole> [0-9]+ | [0-9]{1,3} (?<mark> [\u{20}\u{A0}\u{2009}\u{202F}'’.,]) [0-9]{3} (?: \k<mark> [0-9]{3} )* )
            (?: (?<point> [.,]) (?<decimals> [0-9]{1,2}) )?
            /#
        guard let match = number.wholeMatch(of: pattern) else { return nil }
        if let mark = match.mark, mark == "." || mark == "," {
            // A point or comma groups only where the other one stands before decimals.
            guard let point = match.point, point != mark else { return nil }
        }
        let digits = match.whole.filter(\.isDigit) + ((match.decimals ?? "") + "00").prefix(2)
        return Int64(digits) ?? .max
    }
}
