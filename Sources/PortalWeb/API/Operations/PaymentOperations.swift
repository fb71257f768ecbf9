import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/v1/sessions/{session}/payment` and `…/receipts`: what was paid for.
struct PaymentOperations {
    let portal: Portal

    var operations: [Operation] {
        [
            Operation(
                .post, "/v1/sessions/{session}/payment", "payForSession", .writeSessions,
                "Says that a session was paid for, and gives out its receipt",
                conflicts: [.alreadyPaid, .sessionCancelled, .receiptNumbersUsedUp], status: .created, in: portal, use: pay),
            Operation(
                .get, "/v1/sessions/{session}/receipts", "listReceipts", .readSessions, "A session's receipts, oldest first; void ones too",
                in: portal, use: list),
            Operation(
                file: "application/pdf", "/v1/sessions/{session}/receipts/{receipt}/file", "readReceiptFile", .readSessions,
                "A receipt as the client gets it", in: portal, use: file),
            Operation(
                .post, "/v1/sessions/{session}/receipts/{receipt}/void", "voidReceipt", .writeSessions,
                "Makes a receipt count no more; it is kept, and says so", in: portal, use: void),
        ]
    }

    func pay(_ call: APICall, _ body: PaymentBody) async throws -> ReceiptResource {
        let session = try await call.session()
        var form = PaymentForm(session, in: call.practice, today: try call.today, .english)
        form.client = body.client?.rawValue ?? ""
        form.amount = body.amount.map { call.practice.money($0).plainText } ?? form.amount
        form.isTaxed = body.isTaxed ?? form.isTaxed
        form.method = body.method.rawValue
        form.day = body.paidOn ?? form.day
        let (reading, errors) = form.read(session, in: call.practice, today: try call.today, words: call.words)
        guard let reading else { throw Problem.invalid(errors.map { FieldError($0, places: Self.places) }) }
        let payment = try await portal.payment(reading, isTaxed: form.isTaxed, for: session, in: call.practice)
        return ReceiptResource(
            try await call.store.issueReceipt(payment, for: session.booking.id, in: call.practice.id, now: call.now))
    }

    /// Where the fields of the form are in the body.
    private static let places = [
        "payment-client": "client", "payment-amount": "amount", "payment-method": "method", "payment-day": "paidOn",
    ]

    func list(_ call: APICall) async throws -> List<ReceiptResource> {
        let session = try await call.session()
        return List(items: try await call.store.receipts(of: session.booking.id, in: call.practice.id).map(ReceiptResource.init))
    }

    func file(_ call: APICall) async throws -> Response {
        let (session, id) = (try await call.session(), try call.id("receipt", as: ReceiptID.self))
        let receipts = try await call.store.receipts(of: session.booking.id, in: call.practice.id)
        guard let receipt = receipts.first(where: { $0.id == id }) else { throw Problem.notFound }
        return try await portal.file(of: receipt, in: call.practice)
    }

    func void(_ call: APICall, _ body: VoidBody) async throws -> ReceiptResource {
        let reason: VoidReason
        do throws(TextRefusal) { reason = try VoidReason(body.reason) } catch {
            throw Problem.invalid("/reason", call.words(error == .empty ? "payment.reasonMissing" : "payment.reasonWrong"))
        }
        return ReceiptResource(
            try await call.store.voidReceipt(
                try call.id("receipt"), of: try call.id("session"), in: call.practice.id, because: reason, now: call.now))
    }
}
