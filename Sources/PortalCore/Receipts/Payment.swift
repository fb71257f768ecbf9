import SignalingProtocol

/// That a session was paid for, as staff say it: what a receipt says beyond the session and the practice.
public struct Payment: Equatable, Sendable {
    /// For whom of the session's clients.
    public let client: ClientID
    /// Before taxes.
    public let net: Money
    /// Whether the practice's taxes come on top.
    public let isTaxed: Bool
    public let method: PaymentMethod
    public let paidOn: LocalDate
    /// What was done, in words of ``language``: "Psychotherapy, 50 minutes".
    public let service: String
    /// What the receipt is written in.
    public let language: Language

    public init(
        client: ClientID, net: Money, isTaxed: Bool, method: PaymentMethod, paidOn: LocalDate, service: String, language: Language
    ) {
        self.client = client
        self.net = net
        self.isTaxed = isTaxed
        self.method = method
        self.paidOn = paidOn
        self.service = service
        self.language = language
    }
}

extension Receipt {
    /// The receipt of a payment, with everything as it holds now.
    ///
    /// - Throws: ``MoneyRefusal``: the amount is in another currency than the practice's, or too large with its taxes.
    public init(
        _ payment: Payment, number: ReceiptNumber, booking: Booking, client: Client, clinician: Staff, practice: Practice
    ) throws(MoneyRefusal) {
        guard payment.net.currency == practice.currency else { throw .otherCurrency }
        self.init(
            practice: practice.id, booking: booking.id, client: client.id, number: number,
            issuer: Issuer(
                name: practice.name.text, address: practice.address, telephone: practice.contact.telephone,
                email: practice.contact.email),
            provider: Provider(name: clinician.name.text, title: clinician.title?.text, licence: clinician.licence?.text),
            clientName: client.name.text, service: payment.service,
            sessionDate: LocalDate(booking.startsAt, in: practice.timeZone) ?? booking.time.localStart.date,
            charge: try Charge(net: payment.net, taxes: payment.isTaxed ? practice.taxes : []), paidOn: payment.paidOn,
            method: payment.method, language: payment.language)
    }
}
