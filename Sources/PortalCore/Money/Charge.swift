/// What is to be paid for something: the net amount, each tax on it, and all together.
public struct Charge: Hashable, Sendable {
    /// One tax with its amount.
    public struct TaxLine: Hashable, Sendable {
        public let tax: Tax
        public let amount: Money

        /// Takes over what was computed before, from storage: a receipt keeps its amounts whatever rates become.
        public init(tax: Tax, amount: Money) {
            self.tax = tax
            self.amount = amount
        }
    }

    public let net: Money
    public let taxes: [TaxLine]
    public let total: Money

    /// Each tax is computed on the net amount and rounded by itself, as Canada's and Québec's rules have it.
    ///
    /// - Throws: ``MoneyRefusal/tooLarge``.
    /// - SeeAlso: Excise Tax Act, subsection 165.2(2): half a cent counts as one.
    public init(net: Money, taxes: [Tax]) throws(MoneyRefusal) {
        var lines: [TaxLine] = []
        for tax in taxes { lines.append(TaxLine(tax: tax, amount: try tax.rate.tax(on: net))) }
        try self.init(net: net, lines: lines)
    }

    /// From lines that were computed before.
    ///
    /// - Throws: ``MoneyRefusal``.
    public init(net: Money, lines: [TaxLine]) throws(MoneyRefusal) {
        self.net = net
        taxes = lines
        total = try Money.sum([net] + lines.map(\.amount), in: net.currency)
    }
}
