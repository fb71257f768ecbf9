import SignalingProtocol

/// How a receipt is kept: plain texts and numbers under names that stay, whatever becomes of the types; checked again when read.
extension Receipt: Codable {
    fileprivate struct Document: Codable {
        struct Issuer: Codable { var name: String, address: String?, telephone: String?, email: String? }
        struct Provider: Codable { var name: String, title: String?, licence: String? }
        struct TaxLine: Codable { var name: String, partsPerMillion: Int, registration: String?, amount: Int64 }

        var practice: PracticeID
        var booking: BookingID
        var client: ClientID
        var number: String
        var issuer: Issuer
        var provider: Provider
        var clientName: String
        var service: String
        var sessionDate: String
        var currency: Currency
        /// Cents, as all amounts.
        var net: Int64
        var taxes: [TaxLine]
        var paidOn: String
        var method: PaymentMethod
        var language: Language
    }

    public init(from decoder: any Decoder) throws {
        let document = try Document(from: decoder)
        guard let number = ReceiptNumber(document.number), let sessionDate = LocalDate(document.sessionDate),
            let paidOn = LocalDate(document.paidOn)
        else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a receipt's number or day"))
        }
        let (issuer, provider) = (document.issuer, document.provider)
        self.init(
            practice: document.practice, booking: document.booking, client: document.client, number: number,
            issuer: Issuer(
                name: issuer.name, address: try issuer.address.map { try PostalAddress($0) },
                telephone: try issuer.telephone.map { try Telephone($0) }, email: try issuer.email.map { try EmailAddress($0) }),
            provider: Provider(name: provider.name, title: provider.title, licence: provider.licence), clientName: document.clientName,
            service: document.service, sessionDate: sessionDate, charge: try document.charge, paidOn: paidOn, method: document.method,
            language: document.language)
    }

    public func encode(to encoder: any Encoder) throws {
        try Document(
            practice: practice, booking: booking, client: client, number: number.description,
            issuer: .init(
                name: issuer.name, address: issuer.address?.text, telephone: issuer.telephone?.text, email: issuer.email?.text),
            provider: .init(name: provider.name, title: provider.title, licence: provider.licence), clientName: clientName, service: service,
            sessionDate: sessionDate.description, currency: charge.net.currency, net: charge.net.minorUnits,
            taxes: charge.taxes.map { line in
                .init(
                    name: line.tax.name, partsPerMillion: line.tax.rate.partsPerMillion, registration: line.tax.registration,
                    amount: line.amount.minorUnits)
            },
            paidOn: paidOn.description, method: method, language: language
        ).encode(to: encoder)
    }
}

extension Receipt.Document {
    /// The amounts as they were charged; the total is their sum again.
    fileprivate var charge: Charge {
        get throws {
            let lines = try taxes.map { line in
                guard let rate = TaxRate(partsPerMillion: line.partsPerMillion) else { throw MoneyRefusal.malformed }
                let tax = try Tax(name: line.name, rate: rate, registration: line.registration ?? "")
                return Charge.TaxLine(tax: tax, amount: Money(minorUnits: line.amount, currency))
            }
            return try Charge(net: Money(minorUnits: net, currency), lines: lines)
        }
    }
}
