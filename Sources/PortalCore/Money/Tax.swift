/// A tax that a practice charges on its fees.
public struct Tax: Hashable, Sendable {
    /// What it is called on receipts: "TPS", "GST".
    public let name: String
    public let rate: TaxRate
    /// Under which number the practice is registered for it, printed beside it: "123456789 RT0001".
    public let registration: String?

    /// The longest name, in characters.
    public static let longestName = 40
    /// The longest registration number, in characters.
    public static let longestRegistration = 40

    /// - Throws: ``TextRefusal`` for the name or the registration; an empty registration is none.
    public init(name: String, rate: TaxRate, registration: String = "") throws(TextRefusal) {
        self.name = try VisibleText.parse(name, longest: Self.longestName)
        self.rate = rate
        let isRegistered = !registration.allSatisfy(\.isWhitespace)
        self.registration = isRegistered ? try VisibleText.parse(registration, longest: Self.longestRegistration) : nil
    }

    /// How many taxes one fee may bear.
    public static let mostPerFee = 4
}

/// How much a tax is of the net amount, in parts per million: 9.975 % is 99 750.
public struct TaxRate: Hashable, Sendable {
    public let partsPerMillion: Int

    /// Canada's goods and services tax: 5 %.
    public static let gst = TaxRate(checked: 50_000)
    /// Québec's sales tax: 9.975 %.
    public static let qst = TaxRate(checked: 99_750)

    /// - Returns: `nil` if it is below nothing or above the whole.
    public init?(partsPerMillion: Int) {
        guard (0...1_000_000).contains(partsPerMillion) else { return nil }
        self.partsPerMillion = partsPerMillion
    }

    private init(checked partsPerMillion: Int) { self.partsPerMillion = partsPerMillion }

    /// Reads a percentage of up to four decimals: `9.975`, `9,975 %`.
    public init?(percent raw: String) {
        let text = raw.filter { !$0.isWhitespace }
        guard let match = text.wholeMatch(of: /([0-9]{1,3})(?:[.,]([0-9]{1,4}))?%?/),
            let parts = Int(match.1 + ((match.2 ?? "") + "0000").prefix(4))
        else { return nil }
        self.init(partsPerMillion: parts)
    }

    /// "9,975 %" in French, "9.975%" in English.
    public func text(in language: Language) -> String {
        var decimals = String(String(partsPerMillion % 10_000 + 10_000).dropFirst())
        while decimals.hasSuffix("0") { decimals.removeLast() }
        let point = language == .french ? "," : "."
        let number = "\(partsPerMillion / 10_000)" + (decimals.isEmpty ? "" : point + decimals)
        return number + (language == .french ? "\u{A0}%" : "%")
    }

    /// The tax on a net amount, rounded half up to the cent (away from zero, so that a refund takes back what was charged).
    ///
    /// - Throws: ``MoneyRefusal/tooLarge``.
    public func tax(on net: Money) throws(MoneyRefusal) -> Money {
        let (product, overflow) = net.minorUnits.multipliedReportingOverflow(by: Int64(partsPerMillion))
        guard !overflow else { throw .tooLarge }
        let (cents, rest) = product.quotientAndRemainder(dividingBy: 1_000_000)
        let isRoundedAway = rest.magnitude >= 500_000
        return Money(minorUnits: isRoundedAway ? cents + product.signum() : cents, net.currency)
    }
}
