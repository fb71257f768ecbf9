/// A currency that fees can be in, by its ISO 4217 code. All of them have hundredths.
public enum Currency: String, Codable, Sendable, CaseIterable {
    /// What a practice has that chose nothing.
    case canadianDollar = "CAD"
    case euro = "EUR"
    case usDollar = "USD"
    case swissFranc = "CHF"

    public static let standard = Currency.canadianDollar

    /// Minor units (cents, centimes) in a major one: 100, ISO 4217's exponent 2.
    public static let minorUnits: Int64 = 100

    /// What it is called beside an amount: the Canadian dollar is "the" dollar.
    func symbol(in language: Language) -> String {
        switch (self, language) {
        case (.canadianDollar, _): "$"
        case (.usDollar, .french): "$\u{A0}US"
        case (.usDollar, .english): "US$"
        case (.euro, _): "€"
        case (.swissFranc, _): "CHF"
        }
    }

    /// What people may write beside an amount, blanks aside and in capitals.
    var spellings: Set<String> {
        switch self {
        case .canadianDollar: ["$", "CAD", "$CA", "CA$", "$CAD", "CAD$"]
        case .usDollar: ["$", "USD", "$US", "US$", "$USD", "USD$"]
        case .euro: ["€", "EUR"]
        case .swissFranc: ["CHF", "FR", "FR."]
        }
    }
}
