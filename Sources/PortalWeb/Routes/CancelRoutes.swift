import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/sessions/{booking}/cancel`: asks once more, then cancels a session, or it and the following ones of its series.
struct CancelRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get("cancel", use: show).post("cancel", use: cancel) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        try await page(try await portal.hostedSession(context), CancelForm(), [], request, context)
    }

    func cancel(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let session = try await portal.hostedSession(context)
        let booking = session.booking
        let back = Places(practice: practice.slug).staffSession(booking.id)
        let address = "\(back)?done=\(BookingRoutes.Notice.cancelled.rawValue)"
        guard !booking.isCancelled else { return .redirect(to: address, type: .normal) }
        guard try await !portal.isHeld(booking) else { throw Problem.notFound }
        let form = CancelForm(context.form)
        let isSeries = try await portal.followers(of: session, context).count > 1
        let reading = form.read(isSeries: isSeries, words: portal.pages.words(context))
        guard reading.errors.isEmpty else { return try await page(session, form, reading.errors, request, context) }
        let store = portal.store(for: request, context)
        switch reading.scope {
        case .this: _ = try await store.cancelBooking(booking.id, in: practice.id, reason: reading.reason, now: portal.now())
        case .following:
            do {
                _ = try await store.cancelSeries(
                    from: booking.id, in: practice.id, hostedBy: try context.requireStaff().clientScope, reason: reading.reason,
                    now: portal.now())
            } catch PortalStoreError.bookingCancelled {}  // Somebody was faster: it is as it was to be.
            return .redirect(to: "\(back)?done=\(BookingRoutes.Notice.seriesCancelled.rawValue)", type: .normal)
        }
        return .redirect(to: address, type: .normal)
    }

    private func page(
        _ session: BookedSession, _ form: CancelForm, _ errors: [ErrorLine], _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        guard !session.booking.isCancelled, try await !portal.isHeld(session.booking) else { throw Problem.notFound }
        let followers = try await portal.followers(of: session, context)
        let view = CancelView(
            session, followers: followers.count, form: form, errors: errors, places: Places(practice: try context.requirePractice().slug),
            speech: portal.pages.speech(context), now: portal.now())
        return try portal.pages.render(
            "booking-cancel", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

extension Portal {
    /// Whether the host has ended a session: nobody is to read that it doesn't take place.
    func isHeld(_ booking: Booking) async throws -> Bool { try await journal.roomRecord(booking.room)?.ended != nil }
}
