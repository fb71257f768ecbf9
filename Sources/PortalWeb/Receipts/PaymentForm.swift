import PortalCore
import SignalingProtocol
import Storage

/// What somebody typed to say that a session was paid for.
struct PaymentForm: Equatable, Sendable {
    var client = ""
    var amount = ""
    var isTaxed = false
    var method = ""
    var day = ""

    /// How long ago somebody may have paid, in days: two years.
    static let furthestBack = 731

    /// What a new form starts with: the session's fee, paid today.
    init(_ session: BookedSession, in practice: Practice, today: LocalDate?, _ language: Language) {
        let charge = session.booking.charge
        amount = charge.fee.map { Money(minorUnits: $0, practice.currency).text(in: language) } ?? ""
        isTaxed = charge.isTaxed
        day = today?.description ?? ""
    }

    init(_ fields: FormFields) {
        client = String(fields["payment-client"].prefix(128))
        amount = String(fields["payment-amount"].prefix(40))
        isTaxed = fields["payment-taxed"] == "yes"
        method = String(fields["payment-method"].prefix(40))
        day = String(fields["payment-day"].prefix(40))
    }

    /// What was paid, as the form says it.
    struct Reading: Equatable, Sendable {
        let client: Client
        let net: Money
        let method: PaymentMethod
        let paidOn: LocalDate
    }

    /// What the form says, or what is wrong with it.
    func read(
        _ session: BookedSession, in practice: Practice, today: LocalDate?, words: Words
    ) -> (reading: Reading?, errors: [ErrorLine]) {
        var errors: [ErrorLine] = []
        func refuse(_ field: String, _ path: String) { errors.append(ErrorLine(field: "payment-\(field)", text: words(path))) }
        let only = session.clients.count == 1 ? session.clients.first : nil
        let client = only ?? session.clients.first { $0.id.rawValue == self.client }
        if client == nil { refuse("client", "payment.clientMissing") }
        var net: Money?
        do throws(MoneyRefusal) {
            net = try Money(amount, practice.currency)
            if net?.minorUnits == 0 { refuse("amount", "payment.amountZero") }
        } catch {
            refuse("amount", error.paymentWords)
        }
        let method = PaymentMethod(rawValue: self.method)
        if method == nil { refuse("method", "payment.methodMissing") }
        let paidOn = LocalDate(day)
        if let problem = Self.problem(with: paidOn, today: today) { refuse("day", problem) }
        guard errors.isEmpty, let client, let net, let method, let paidOn else { return (nil, errors) }
        return (Reading(client: client, net: net, method: method, paidOn: paidOn), [])
    }

    private static func problem(with day: LocalDate?, today: LocalDate?) -> String? {
        guard let day, let today else { return "payment.dayWrong" }
        if day > today { return "payment.dayAhead" }
        return today.adding(days: -furthestBack).map { day < $0 } == true ? "payment.dayLongAgo" : nil
    }
}

extension MoneyRefusal {
    fileprivate var paymentWords: String {
        switch self {
        case .empty, .malformed: "payment.amountWrong"
        case .tooLarge: "payment.amountTooLarge"
        case .otherCurrency: "payment.amountCurrency"
        }
    }
}
