import PortalCore
import Testing

@Suite("Money")
struct MoneyTests {
    @Test(
        arguments: [
            ("120", 12_000), ("120.50", 12_050), ("120,50", 12_050), ("120.5", 12_050), ("0", 0), ("0,05", 5), ("007", 700),
            ("1 200,00 $", 120_000), ("1\u{A0}200,00\u{A0}$", 120_000), ("1\u{202F}200", 120_000), ("$1,200.00", 120_000),
            ("1.200,50", 120_050), ("1,234,567.89", nil), ("234,567.89", 23_456_789), ("1'200.50", 120_050), ("CA$ 120", 12_000),
            ("120 CAD", 12_000), ("$ca 120", 12_000), ("999999.99", 99_999_999), ("12 345 678", nil),
        ] as [(String, Int64?)])
    func `an amount is read in either language's spelling`(raw: String, cents: Int64?) {
        #expect((try? Money(raw, .canadianDollar))?.minorUnits == cents)
    }

    @Test(arguments: [
        ("", MoneyRefusal.empty), ("  ", .empty), ("free", .malformed), ("$", .malformed), ("-5", .malformed), ("5-", .malformed),
        ("1,200", .malformed), ("1.200", .malformed), ("1,200,000", .malformed), ("1,200,00", .malformed), ("1,2.3", .malformed),
        ("1 20", .malformed), ("12 00", .malformed), ("1,200 500.00", .malformed), ("120.505", .malformed), ("120.", .malformed),
        (".50", .malformed), ("1e3", .malformed), ("1\u{301}20", .malformed), ("１２０", .malformed), ("12$0", .malformed),
        ("$120$", .malformed), ("120 GBP", .malformed), ("120 €", .otherCurrency), ("US$120", .otherCurrency), ("CHF 120", .otherCurrency),
        ("1000000", .tooLarge), ("99999999999999999999999999", .tooLarge), (String(repeating: "1", count: 65), .malformed),
    ])
    func `what isn't an amount, or could be two, is refused`(raw: String, refusal: MoneyRefusal) {
        #expect(throws: refusal) { try Money(raw, .canadianDollar) }
    }

    @Test(arguments: [
        ("120 €", Currency.euro), ("EUR 120", .euro), ("$120", .usDollar), ("US$ 120", .usDollar), ("120 $ US", .usDollar),
        ("120 CHF", .swissFranc), ("Fr. 120", .swissFranc),
    ])
    func `a currency goes by its marks`(raw: String, currency: Currency) throws {
        #expect(try Money(raw, currency) == Money(minorUnits: 12_000, currency))
    }

    @Test(
        arguments: [
            (12_050, Currency.canadianDollar, "120,50\u{A0}$", "$120.50"), (0, .canadianDollar, "0,00\u{A0}$", "$0.00"),
            (5, .euro, "0,05\u{A0}€", "€0.05"), (120_000, .usDollar, "1\u{A0}200,00\u{A0}$\u{A0}US", "US$1,200.00"),
            (99_900, .swissFranc, "999,00\u{A0}CHF", "CHF\u{A0}999.00"), (123_456_789, .canadianDollar, "1\u{A0}234\u{A0}567,89\u{A0}$", "$1,234,567.89"),
            (-12_050, .canadianDollar, "\u{2212}120,50\u{A0}$", "\u{2212}$120.50"),
            (.min, .euro, "\u{2212}92\u{A0}233\u{A0}720\u{A0}368\u{A0}547\u{A0}758,08\u{A0}€", "\u{2212}€92,233,720,368,547,758.08"),
        ] as [(Int64, Currency, String, String)])
    func `an amount is written as each language does`(cents: Int64, currency: Currency, french: String, english: String) {
        let money = Money(minorUnits: cents, currency)
        #expect(money.text(in: .french) == french)
        #expect(money.text(in: .english) == english)
    }

    @Test func `what is written reads back`() throws {
        for currency in Currency.allCases {
            for cents: Int64 in [0, 1, 99, 100, 12_345, 99_999_999] {
                let money = Money(minorUnits: cents, currency)
                for text in [money.text(in: .french), money.text(in: .english), money.plainText] {
                    #expect(try Money(text, currency) == money, "\(text)")
                }
            }
        }
    }

    @Test func `sums stay in one currency and in 64 bits`() throws {
        let (one, most) = (Money(minorUnits: 1, .euro), Money(minorUnits: .max, .euro))
        #expect(try Money.sum([one, one, one], in: .euro).minorUnits == 3)
        #expect(try Money.sum([], in: .euro) == .zero(.euro))
        #expect(throws: MoneyRefusal.tooLarge) { try most.adding(one) }
        #expect(throws: MoneyRefusal.otherCurrency) { try one.adding(.zero(.canadianDollar)) }
        #expect(throws: MoneyRefusal.otherCurrency) { try Money.sum([one], in: .usDollar) }
    }

    @Test func `fees are in Canadian dollars unless a practice says otherwise`() {
        #expect(Currency.standard == .canadianDollar)
        #expect(Currency.allCases.map(\.rawValue) == ["CAD", "EUR", "USD", "CHF"])
    }
}
