import PortalCore
import SignalingProtocol
import Storage

/// On a session's page: the receipts that were given out for it, and the form that gives out another.
struct PaymentView: Sendable {
    let hasReceipts: Bool
    let receipts: [Row]
    /// `nil` where everybody's is given out, or the session is cancelled.
    let form: Form?

    struct Row: Sendable {
        /// "Receipt 2026-00042".
        let title: String
        let isVoid: Bool
        let detail: String
        /// Why it counts no more.
        let voidText: String?
        let fileUrl: String
        let voidUrl: String
        let reason: FieldView
        let hasFailed: Bool
    }

    struct Form: Sendable {
        let url: String
        let hasFailed: Bool
        /// `nil` where there is one only.
        let whose: SelectView?
        let amount: FieldView
        /// "GST 5% and QST 9.975% come on top"; `nil` where the practice charges none.
        let taxText: String?
        let isTaxed: Bool
        let method: SelectView
        let day: FieldView
    }

    /// What was typed and couldn't be taken.
    struct Typed: Sendable {
        var payment: PaymentForm?
        var reason: (receipt: ReceiptID, text: String)?
    }

    /// `nil` of a cancelled session that nothing was paid for: there is nothing to say.
    init?(
        _ session: BookedSession, receipts: [IssuedReceipt], typed: Typed, errors: [ErrorLine], practice: Practice, speech: Speech,
        now: Instant
    ) {
        if session.booking.isCancelled, receipts.isEmpty { return nil }
        self.receipts = receipts.map { Row($0, typed: typed, errors: errors, practice: practice, speech: speech) }
        hasReceipts = !receipts.isEmpty
        let paid = Set(receipts.filter { $0.void == nil }.map(\.receipt.client))
        let unpaid = session.clients.filter { !paid.contains($0.id) }
        form =
            session.booking.isCancelled || unpaid.isEmpty
            ? nil
            : Form(session, unpaid: unpaid, typed: typed.payment, errors: errors, practice: practice, speech: speech, now: now)
    }
}

extension PaymentView.Form {
    fileprivate init(
        _ session: BookedSession, unpaid: [Client], typed: PaymentForm?, errors: [ErrorLine], practice: Practice, speech: Speech,
        now: Instant
    ) {
        let words = speech.words
        let form = typed ?? PaymentForm(session, in: practice, today: LocalDate(now, in: practice.timeZone), speech.language)
        let taxes = practice.taxes.map { "\($0.name) \($0.rate.text(in: speech.language))" }.joined(separator: ", ")
        self.init(
            url: Places(practice: practice.slug).receipts(of: session.booking.id), hasFailed: typed != nil,
            whose: session.clients.count < 2
                ? nil
                : SelectView(
                    "payment-client", label: words("payment.client"),
                    options: [SelectView.Option(value: "", text: words("payment.choose"), isChosen: false)]
                        + unpaid.map { SelectView.Option(value: $0.id.rawValue, text: $0.name.text, isChosen: $0.id.rawValue == form.client) },
                    errors: errors),
            amount: FieldView(
                "payment-amount", label: words("payment.amount"), value: form.amount, errors: errors,
                hint: words("payment.amountHint"), maxLength: 20),
            taxText: practice.taxes.isEmpty ? nil : words("payment.taxed", ["taxes": taxes]), isTaxed: form.isTaxed,
            method: SelectView(
                "payment-method", label: words("payment.method"),
                options: [SelectView.Option(value: "", text: words("payment.choose"), isChosen: false)]
                    + PaymentMethod.allCases.map {
                        SelectView.Option(value: $0.rawValue, text: words("payment.methods.\($0.rawValue)"), isChosen: $0.rawValue == form.method)
                    },
                errors: errors),
            day: FieldView("payment-day", label: words("payment.day"), value: form.day, errors: errors, type: "date"))
    }
}

extension PaymentView.Row {
    fileprivate init(
        _ issued: IssuedReceipt, typed: PaymentView.Typed, errors: [ErrorLine], practice: Practice, speech: Speech
    ) {
        let words = speech.words
        let receipt = issued.receipt
        let places = Places(practice: practice.slug)
        let field = Self.reasonField(of: receipt)
        let text = typed.reason.flatMap { $0.receipt == issued.id ? $0.text : nil }
        self.init(
            title: words("receipt.title", ["number": receipt.number.description]), isVoid: issued.void != nil,
            detail: words(
                "payment.detail",
                [
                    "client": receipt.clientName, "total": receipt.charge.total.text(in: speech.language),
                    "paid": words.paid(receipt),
                ]),
            voidText: issued.void.map {
                let day = LocalDate($0.at, in: speech.zone).map(words.date) ?? ""
                return words("receipt.voided", ["day": day, "reason": $0.reason.text])
            },
            fileUrl: places.file(of: issued.id, at: receipt.booking), voidUrl: places.void(issued.id, of: receipt.booking),
            reason: FieldView(
                field, label: words("payment.reason"), value: text ?? "", errors: errors, hint: words("payment.reasonHint"),
                maxLength: VoidReason.longest),
            hasFailed: text != nil)
    }

    /// The page has one such field for each receipt.
    static func reasonField(of receipt: Receipt) -> String { "reason-\(receipt.number)" }
}
