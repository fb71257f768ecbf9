import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/sessions/{booking}/receipts`: who may host a session says that it was paid for, and gives out, prints and voids its
/// receipts.
struct PaymentRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.post(use: issue).get("{receipt}.pdf", use: file).post(":receipt/void", use: void)
    }

    func issue(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let session = try await portal.hostedSession(context)
        let now = portal.now()
        let form = PaymentForm(context.form)
        let words = portal.pages.words(context)
        let (reading, errors) = form.read(session, in: practice, today: LocalDate(now, in: practice.timeZone), words: words)
        guard let reading else { return try await again(session, PaymentView.Typed(payment: form), errors, request, context) }
        do {
            _ = try await portal.store(for: request, context).issueReceipt(
                try await portal.payment(reading, isTaxed: form.isTaxed, for: session, in: practice),
                for: session.booking.id, in: practice.id, now: now)
        } catch PortalStoreError.alreadyPaid {
            let error = ErrorLine(field: "payment-title", text: words("payment.alreadyPaid", ["client": reading.client.name.text]))
            return try await again(session, PaymentView.Typed(payment: form), [error], request, context)
        } catch PortalStoreError.bookingCancelled { return portal.cancelledMeanwhile(session, practice) }
        return try back(to: session, .paid, context)
    }

    func file(_ request: Request, context: PortalContext) async throws -> Response {
        let session = try await portal.hostedSession(context)
        return try await portal.file(of: try await receipt(of: session, context), in: try context.requirePractice())
    }

    func void(_ request: Request, context: PortalContext) async throws -> Response {
        let session = try await portal.hostedSession(context)
        let issued = try await receipt(of: session, context)
        let field = PaymentView.Row.reasonField(of: issued.receipt)
        let typed = String(context.form[field].prefix(1_000))
        let reason: VoidReason
        do throws(TextRefusal) { reason = try VoidReason(typed) } catch {
            let path = error == .empty ? "payment.reasonMissing" : "payment.reasonWrong"
            let line = ErrorLine(field: field, text: portal.pages.words(context)(path))
            return try await again(session, PaymentView.Typed(reason: (issued.id, typed)), [line], request, context)
        }
        _ = try await portal.store(for: request, context).voidReceipt(
            issued.id, of: session.booking.id, in: session.booking.practice, because: reason, now: portal.now())
        return try back(to: session, .receiptVoided, context)
    }

    /// The receipt in the path, if it is one of the session's.
    private func receipt(of session: BookedSession, _ context: PortalContext) async throws -> IssuedReceipt {
        guard let issued = try await portal.store.receipt(try context.id("receipt"), in: session.booking.practice),
            issued.receipt.booking == session.booking.id
        else { throw Problem.notFound }
        return issued
    }

    private func again(
        _ session: BookedSession, _ typed: PaymentView.Typed, _ errors: [ErrorLine], _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        try await portal.bookingPage(session, request: request, context: context, payment: typed, errors: errors)
    }

    private func back(to session: BookedSession, _ done: BookingRoutes.Notice, _ context: PortalContext) throws -> Response {
        let address = Places(practice: try context.requirePractice().slug).staffSession(session.booking.id)
        return .redirect(to: "\(address)?done=\(done.rawValue)", type: .normal)
    }
}

extension Portal {
    /// A payment with what the receipt says of the session, in the language that the client reads.
    func payment(
        _ reading: PaymentForm.Reading, isTaxed: Bool, for session: BookedSession, in practice: Practice
    ) async throws -> Payment {
        var chosen = reading.client.language
        if chosen == nil { chosen = try await store.logins(of: reading.client.id, in: practice.id).first?.account.language }
        let language = chosen ?? practice.language
        let words = pages.catalogue[language]
        let booking = session.booking
        var service = words("receipt.video")
        if let id = booking.charge.service, let found = try await store.service(id, in: practice.id) { service = found.name.text }
        let values = ["service": service, "minutes": "\(booking.time.minutes)"]
        return Payment(
            client: reading.client.id, net: reading.net, isTaxed: isTaxed, method: reading.method, paidOn: reading.paidOn,
            service: words(booking.attendance == .noShow ? "receipt.serviceMissed" : "receipt.service", values), language: language)
    }
}
