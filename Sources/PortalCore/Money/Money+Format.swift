extension Money {
    /// The amount as people read it: "1 200,50 $" in French, "$1,200.50" in English. Blanks don't break.
    ///
    /// Written here rather than by a formatter of the system, so that a receipt is the same on every machine.
    public func text(in language: Language) -> String {
        let (whole, cents) = minorUnits.magnitude.quotientAndRemainder(dividingBy: UInt64(Currency.minorUnits))
        let sign = minorUnits < 0 ? "\u{2212}" : ""
        let symbol = currency.symbol(in: language)
        switch language {
        case .french:
            return "\(sign)\(Self.grouped(whole, by: "\u{A0}")),\(twoDigits(Int(cents)))\u{A0}\(symbol)"
        case .english:
            let gap = symbol.last?.isLetter == true ? "\u{A0}" : ""
            return "\(sign)\(symbol)\(gap)\(Self.grouped(whole, by: ",")).\(twoDigits(Int(cents)))"
        }
    }

    /// The amount for machines: `1200.50`.
    public var plainText: String {
        let (whole, cents) = minorUnits.magnitude.quotientAndRemainder(dividingBy: UInt64(Currency.minorUnits))
        return "\(minorUnits < 0 ? "-" : "")\(whole).\(twoDigits(Int(cents)))"
    }

    private static func grouped(_ number: UInt64, by mark: String) -> String {
        let digits = Array(String(number))
        return digits.indices.map { index in
            let isGroupStart = index > 0 && (digits.count - index).isMultiple(of: 3)
            return isGroupStart ? mark + String(digits[index]) : String(digits[index])
        }.joined()
    }
}
