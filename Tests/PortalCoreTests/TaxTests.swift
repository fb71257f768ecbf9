import PortalCore
import Testing

@Suite("Taxes")
struct TaxTests {
    func dollars(_ cents: Int64) -> Money { Money(minorUnits: cents, .canadianDollar) }

    @Test(
        arguments: [
            (12_000, 600, 1_197), (12_050, 603, 1_202), (10, 1, 1), (9, 0, 1), (0, 0, 0), (-12_050, -603, -1_202), (1_000, 50, 100),
        ] as [(Int64, Int64, Int64)])
    func `half a cent counts as one, on each tax by itself`(net: Int64, gst: Int64, qst: Int64) throws {
        #expect(try TaxRate.gst.tax(on: dollars(net)).minorUnits == gst)
        #expect(try TaxRate.qst.tax(on: dollars(net)).minorUnits == qst)
    }

    @Test func `a charge is the net amount, its taxes and their sum`() throws {
        let gst = try Tax(name: "TPS", rate: .gst, registration: "123456789 RT0001")
        let qst = try Tax(name: " TVQ ", rate: .qst)
        let charge = try Charge(net: dollars(12_000), taxes: [gst, qst])
        #expect(charge.taxes.map(\.amount.minorUnits) == [600, 1_197])
        #expect(charge.total == dollars(13_797))
        #expect(charge.taxes.map(\.tax.name) == ["TPS", "TVQ"])
        #expect(charge.taxes.map(\.tax.registration) == ["123456789 RT0001", nil])
        #expect(try Charge(net: charge.net, lines: charge.taxes) == charge)
    }

    @Test func `without taxes the total is the net amount`() throws {
        #expect(try Charge(net: dollars(12_000), taxes: []).total == dollars(12_000))
    }

    @Test func `what 64 bits don't hold is refused`() throws {
        #expect(throws: MoneyRefusal.tooLarge) { try TaxRate.gst.tax(on: dollars(.max)) }
        let all = try #require(TaxRate(partsPerMillion: 1_000_000))
        #expect(try all.tax(on: dollars(9_000_000_000_000)) == dollars(9_000_000_000_000))
        #expect(throws: MoneyRefusal.otherCurrency) {
            try Charge(net: dollars(1), lines: [.init(tax: Tax(name: "TVA", rate: .gst), amount: .zero(.euro))])
        }
    }

    @Test(arguments: [
        ("5", 50_000), ("9.975", 99_750), ("9,975 %", 99_750), ("0", 0), ("100", 1_000_000), ("0.0001%", 1), ("8.10", 81_000),
    ])
    func `a rate is read as a percentage`(raw: String, parts: Int) {
        #expect(TaxRate(percent: raw)?.partsPerMillion == parts)
    }

    @Test(arguments: ["", "%", "-5", "100.0001", "5.00001", "five", "1000", "5\u{301}", "5.", "9.975 % %"])
    func `what isn't a rate is refused`(raw: String) {
        #expect(TaxRate(percent: raw) == nil)
    }

    @Test func `a rate is written as each language does`() throws {
        #expect(TaxRate.gst.text(in: .french) == "5\u{A0}%")
        #expect(TaxRate.qst.text(in: .french) == "9,975\u{A0}%")
        #expect(TaxRate.qst.text(in: .english) == "9.975%")
        #expect(try #require(TaxRate(partsPerMillion: 1)).text(in: .english) == "0.0001%")
    }

    @Test func `a tax has a name that shows`() {
        #expect(throws: TextRefusal.empty) { try Tax(name: " ", rate: .gst) }
        #expect(throws: TextRefusal.forbiddenCharacter) { try Tax(name: "TPS\u{202E}", rate: .gst) }
        #expect(throws: TextRefusal.forbiddenCharacter) { try Tax(name: "TPS", rate: .gst, registration: "1\n2") }
        #expect(throws: TextRefusal.tooLong) { try Tax(name: String(repeating: "a", count: 41), rate: .gst) }
        #expect(throws: TextRefusal.tooLong) { try Tax(name: "a", rate: .gst, registration: String(repeating: "1", count: 41)) }
    }
}
