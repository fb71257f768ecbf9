import PortalCore
import SignalingProtocol
import Storage

/// A receipt, as it was given out.
struct ReceiptResource: Resource, Equatable {
    let id: ReceiptID
    let number: String
    let session: BookingID
    let client: ClientID
    let issuedAt: Moment
    let paidOn: String
    let method: PaymentMethod
    let currency: Currency
    let net: Int64
    let taxes: [TaxLine]
    let total: Int64
    let voidedAt: Moment?
    let voidReason: String?

    struct TaxLine: Codable, Equatable, Sendable {
        let name: String
        let amount: Int64
    }

    static let schema = Schema.named(
        "Receipt",
        .object([
            .required("id", .id), .required("number", .text, "`2026-00042`"), .required("session", .id), .required("client", .id),
            .required("issuedAt", .moment), .required("paidOn", .day), .required("method", .oneOf(PaymentMethod.self)),
            .required("currency", .oneOf(Currency.self)), .required("net", .integer, "In cents, as all amounts."),
            .required("taxes", .list(of: .object([.required("name", .text), .required("amount", .integer)]))),
            .required("total", .integer), .optional("voidedAt", .moment, "Since when it counts no more."), .optional("voidReason", .text),
        ]))

    init(_ issued: IssuedReceipt) {
        let (receipt, charge) = (issued.receipt, issued.receipt.charge)
        id = issued.id
        number = receipt.number.description
        session = receipt.booking
        client = receipt.client
        issuedAt = Moment(issued.issuedAt)
        paidOn = receipt.paidOn.description
        method = receipt.method
        currency = charge.net.currency
        net = charge.net.minorUnits
        taxes = charge.taxes.map { TaxLine(name: $0.tax.name, amount: $0.amount.minorUnits) }
        total = charge.total.minorUnits
        voidedAt = issued.void.map { Moment($0.at) }
        voidReason = issued.void?.reason.text
    }

    var place: String? { "/v1/sessions/\(session)/receipts" }
}

/// That a session was paid for.
struct PaymentBody: APIBody {
    var client: ClientID?
    var amount: Int64?
    var isTaxed: Bool?
    var method: PaymentMethod
    var paidOn: String?

    static let schema = Schema.named(
        "Payment",
        .object([
            .optional("client", .nullable(.id), "Which of the session's clients; absent: the only one."),
            .optional("amount", .nullable(NewSessionBody.fee), "Before taxes, in cents; absent: the session's fee."),
            .optional("isTaxed", .nullable(.boolean), "Absent: as the session is."), .required("method", .oneOf(PaymentMethod.self)),
            .optional("paidOn", .nullable(.day), "Absent: today."),
        ]))
}

struct VoidBody: APIBody {
    var reason: String

    static let schema = Schema.named("Void", .object([.required("reason", .text(1...400), "The receipt says it from then on.")]))
}
