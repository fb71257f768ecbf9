import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/sessions/{booking}/clinician`: hands a session to another clinician, who hosts it from then on (H4).
struct HandOverRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.post("clinician", use: handOver) }

    func handOver(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        let session = try await portal.hostedSession(context)
        guard !session.booking.isCancelled else { return portal.cancelledMeanwhile(session, practice) }
        let colleagues = try await portal.store.successors(of: session.clinician.id, in: practice.id)
        guard let clinician = colleagues.first(where: { $0.id.rawValue == context.form["clinician"] }) else {
            let error = ErrorLine(field: "clinician", text: portal.pages.words(context)("booking.clinicianMissing"))
            return try await portal.bookingPage(session, request: request, context: context, errors: [error])
        }
        let booking: Booking
        do {
            booking = try await portal.store(for: request, context).handOverBooking(
                session.booking.id, in: practice.id, to: clinician.id, mayOverlap: context.form["overlap"] == "yes", now: portal.now()
            )
        } catch PortalStoreError.slotTaken {
            return try await refuse(session, staff, clinician, request, context)
        }
        let places = Places(practice: practice.slug)
        let address = staff.mayHost(booking) ? "\(places.staffSession(booking.id))?done=handedOver" : "\(places.today)?done=handedOver"
        return .redirect(to: address, type: .normal)
    }

    /// The colleague has another session then.
    private func refuse(
        _ session: BookedSession, _ staff: Staff, _ clinician: Staff, _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        let inTheWay = try await portal.store.sessions(
            overlapping: session.booking.time, of: clinician.id, in: clinician.practice)
        let errors = inTheWay.prefix(1).map {
            ErrorLine(field: "clinician", text: portal.pages.speech(context).slotTaken(by: $0, "change.handOverTaken", to: staff))
        }
        return try await portal.bookingPage(
            session, request: request, context: context, typed: TypedChanges(busyColleague: clinician.id), errors: errors)
    }
}
