import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/sessions/{booking}/…`: what is written down about a session and tells nobody: who came, what it costs; and what is
/// sent once more.
struct BookingRecordRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.post("attendance", use: attendance).post("charge", use: charge).post("notices/:notice/resend", use: resend)
    }

    func attendance(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let session = try await portal.hostedSession(context)
        let said = context.form["attendance"]
        let attendance = Booking.Attendance(rawValue: said)
        guard attendance != nil || said.isEmpty else { throw Problem.badRequest }
        do {
            _ = try await portal.store(for: request, context).recordAttendance(
                attendance, at: session.booking.id, in: session.booking.practice, now: portal.now())
        } catch PortalStoreError.bookingCancelled {
            return portal.cancelledMeanwhile(session, practice)
        } catch PortalStoreError.notBegun { throw Problem.badRequest }
        return try back(to: session, .attendance, context)
    }

    func charge(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let session = try await portal.hostedSession(context)
        guard !session.booking.isCancelled else { return portal.cancelledMeanwhile(session, practice) }
        let form = ChargeForm(context.form)
        let services = try await portal.services(for: session.booking)
        let (charge, errors) = form.read(services, in: practice, words: portal.pages.words(context))
        guard errors.isEmpty else {
            return try await portal.bookingPage(
                session, request: request, context: context, typed: TypedChanges(charge: form), errors: errors)
        }
        _ = try await portal.store(for: request, context).charge(
            charge, for: session.booking.id, in: practice.id, now: portal.now())
        return try back(to: session, .charged, context)
    }

    func resend(_ request: Request, context: PortalContext) async throws -> Response {
        let session = try await portal.hostedSession(context)
        let booking = session.booking
        guard let sequence = context.parameters.get("notice").flatMap(Int64.init),
            try await portal.store.outbox(about: booking.id, in: booking.practice).contains(where: { $0.sequence == sequence })
        else { throw Problem.notFound }
        do {
            try await portal.store(for: request, context).resendOutboxItem(sequence, in: booking.practice, now: portal.now())
        } catch PortalStoreError.notFound {}  // Not given up (any more): it is on its way.
        return try back(to: session, .resent, context)
    }

    private func back(
        to session: BookedSession, _ done: BookingRoutes.Notice, _ context: PortalContext
    ) throws -> Response {
        let address = Places(practice: try context.requirePractice().slug).staffSession(session.booking.id)
        return .redirect(to: "\(address)?done=\(done.rawValue)", type: .normal)
    }
}

extension Portal {
    /// The services that a session may be: what is offered, and what it is already.
    func services(for booking: Booking) async throws -> [Service] {
        try await store.services(in: booking.practice).filter { $0.isOffered || $0.id == booking.charge.service }
    }
}
