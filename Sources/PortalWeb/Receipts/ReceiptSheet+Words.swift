import Foundation
import PortalCore
import SignalingProtocol
import Storage

extension ReceiptSheet {
    /// A receipt in words: those of the language that it is written in.
    ///
    /// - Parameter zone: The practice's: on its clocks the day is told on which a receipt was voided.
    init(_ issued: IssuedReceipt, words: Words, zone: TimeZone) {
        let receipt = issued.receipt
        let language = receipt.language
        let isVoid = issued.void != nil
        var facts = [
            Fact(words("receipt.client"), receipt.clientName),
            Fact(words("receipt.session"), words.date(receipt.sessionDate)),
            Fact(words("receipt.provider"), words.provider(receipt.provider)),
        ]
        if let void = issued.void {
            let day = LocalDate(void.at, in: zone).map(words.date) ?? ""
            facts.insert(
                Fact(words("receipt.state"), words("receipt.voided", ["day": day, "reason": void.reason.text])), at: 0)
        }
        self.init(
            title: words(isVoid ? "receipt.titleVoid" : "receipt.title", ["number": receipt.number.description]),
            language: language, issuer: receipt.issuer.name,
            issuerLines: (receipt.issuer.address?.lines ?? [])
                + [receipt.issuer.telephone?.text, receipt.issuer.email?.text].compactMap(\.self),
            facts: facts,
            amounts: [Amount(receipt.service, receipt.charge.net.text(in: language))]
                + receipt.charge.taxes.map { Amount(words.tax($0.tax, in: language), $0.amount.text(in: language)) }
                + [Amount(words("receipt.total"), receipt.charge.total.text(in: language), isTotal: true)],
            notes: [words.paid(receipt)] + (isVoid ? [words("receipt.voidNote")] : [])
        )
    }
}

extension Words {
    /// A day as receipts have it, always with its year: "24 November 2026".
    func date(_ day: LocalDate) -> String {
        let values = [
            "day": day.day == 1 ? self("dates.first") : "\(day.day)", "month": item("dates.months", day.month - 1),
            "year": "\(day.year)",
        ]
        return self("receipt.date", values)
    }

    /// "Paid on 24 November 2026 by transfer."
    func paid(_ receipt: Receipt) -> String {
        self("receipt.paid", ["day": date(receipt.paidOn), "method": self("receipt.by.\(receipt.method.rawValue)")])
    }

    /// "GST 5% (123456789 RT0001)".
    func tax(_ tax: Tax, in language: Language) -> String {
        let name = "\(tax.name) \(tax.rate.text(in: language))"
        return tax.registration.map { "\(name) (\($0))" } ?? name
    }

    /// "Élise Gagnon, psychologist, licence 12345".
    fileprivate func provider(_ provider: Receipt.Provider) -> String {
        let licence = provider.licence.map { self("receipt.licence", ["number": $0]) }
        return [provider.name, provider.title, licence].compactMap(\.self).joined(separator: ", ")
    }
}
