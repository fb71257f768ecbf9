/// An amount of money, exactly: whole minor units (cents) of one currency.
public struct Money: Hashable, Sendable {
    /// Cents; below zero for what is paid back.
    public let minorUnits: Int64
    public let currency: Currency

    public init(minorUnits: Int64, _ currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    public static func zero(_ currency: Currency) -> Money { Money(minorUnits: 0, currency) }

    /// The sum of two amounts.
    ///
    /// - Throws: ``MoneyRefusal/otherCurrency``, or ``MoneyRefusal/tooLarge`` if 64 bits don't hold it.
    public func adding(_ other: Money) throws(MoneyRefusal) -> Money {
        guard currency == other.currency else { throw .otherCurrency }
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        guard !overflow else { throw .tooLarge }
        return Money(minorUnits: sum, currency)
    }

    /// The sum of amounts, zero if there are none.
    ///
    /// - Throws: As ``adding(_:)``.
    public static func sum(_ amounts: some Sequence<Money>, in currency: Currency) throws(MoneyRefusal) -> Money {
        var sum = zero(currency)
        for amount in amounts { sum = try sum.adding(amount) }
        return sum
    }
}

/// Why something isn't an amount, or can't be reckoned with. The raw value is stable: pages have words for it.
public enum MoneyRefusal: String, Error, Equatable, Sendable, CaseIterable {
    case empty
    /// Not an amount, or one that could be read in two ways: "1,200" is 1200 to some and 1.2 to others.
    case malformed
    /// More than a fee can be.
    case tooLarge = "too_large"
    /// Written in another currency, or of another currency.
    case otherCurrency = "other_currency"
}
