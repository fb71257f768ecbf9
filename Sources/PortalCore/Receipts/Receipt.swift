import SignalingProtocol

/// The receipt of one session that was paid for (M3).
///
/// A copy of what held when it was made: it says the same for ever, whoever moves, marries or changes a fee later.
public struct Receipt: Equatable, Sendable {
    public let practice: PracticeID
    public let booking: BookingID
    public let client: ClientID
    public let number: ReceiptNumber
    public let issuer: Issuer
    public let provider: Provider
    /// Whom the session was for, as the record has it.
    public let clientName: String
    /// What was done, in the practice's words: "Psychotherapy, 50 minutes".
    public let service: String
    /// The day of the session on the practice's clocks.
    public let sessionDate: LocalDate
    public let charge: Charge
    public let paidOn: LocalDate
    public let method: PaymentMethod
    /// The language that it is written in.
    public let language: Language

    /// The practice that was paid. The numbers that it is registered for taxes under stand with each ``Tax``.
    public struct Issuer: Equatable, Sendable {
        public let name: String
        public let address: PostalAddress?
        public let telephone: Telephone?
        public let email: EmailAddress?

        public init(name: String, address: PostalAddress?, telephone: Telephone?, email: EmailAddress?) {
            self.name = name
            self.address = address
            self.telephone = telephone
            self.email = email
        }
    }

    /// Who held the session, with what insurers ask for.
    public struct Provider: Equatable, Sendable {
        public let name: String
        /// "Psychologist", "Psychologue".
        public let title: String?
        /// The number of the licence or permit.
        public let licence: String?

        public init(name: String, title: String?, licence: String?) {
            self.name = name
            self.title = title
            self.licence = licence
        }
    }

    public init(
        practice: PracticeID, booking: BookingID, client: ClientID, number: ReceiptNumber, issuer: Issuer, provider: Provider,
        clientName: String, service: String, sessionDate: LocalDate, charge: Charge, paidOn: LocalDate, method: PaymentMethod,
        language: Language
    ) {
        self.practice = practice
        self.booking = booking
        self.client = client
        self.number = number
        self.issuer = issuer
        self.provider = provider
        self.clientName = clientName
        self.service = service
        self.sessionDate = sessionDate
        self.charge = charge
        self.paidOn = paidOn
        self.method = method
        self.language = language
    }
}

/// How a session was paid for. The raw value is stable: tables, the API and words key on it.
public enum PaymentMethod: String, Codable, Sendable, CaseIterable {
    case cash
    case debitCard = "debit_card"
    case creditCard = "credit_card"
    /// A bank transfer, Interac e-Transfer included.
    case transfer
    case cheque
    /// An insurer or an employer's programme paid it.
    case thirdParty = "third_party"
    case other
}
