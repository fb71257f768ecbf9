import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/sessions/new`: makes a video session, and with it its room (H5).
struct BookingFormRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show).post(use: create) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let staff = try context.requireStaff()
        let form = BookingForm(
            clinician: staff.id, date: LocalDate(portal.now(), in: try context.requirePractice().timeZone)
        )
        return try await page(form, BookingForm.Reading(), request, context)
    }

    func create(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        let form = BookingForm(context.form)
        let reader = BookingReader(
            store: portal.store, practice: practice, staff: staff, speech: portal.pages.speech(context), now: portal.now()
        )
        let reading = try await reader.read(form)
        guard let wanted = reading.wanted else { return try await page(form, reading, request, context) }
        let store = portal.store(for: request, context)
        let booking = try await store.createBooking(
            in: practice.id, clinician: wanted.clinician, clients: wanted.clients, time: wanted.time, now: portal.now()
        )
        if form.wantsLink, practice.isSharingEnabled {
            _ = try await store.createLink(to: booking.id, in: practice.id, now: portal.now())
        }
        let address = Places(practice: practice.slug).staffSession(booking.id)
        return .redirect(to: address + "?done=created", type: .normal)
    }

    private func page(
        _ form: BookingForm, _ reading: BookingForm.Reading, _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        let view = BookingFormView(
            form, reading: reading,
            clients: try await portal.store.clients(in: practice.id, limit: BookingFormView.offeredClients),
            clinicians: staff.role.overseesPractice ? try await portal.store.activeStaff(in: practice.id) : [staff],
            practice: practice, publicURL: portal.settings.publicURL, words: portal.pages.words(context)
        )
        return try portal.pages.render(
            "booking-new", view, request: request, context: context,
            status: reading.errors.isEmpty ? .ok : .unprocessableContent
        )
    }
}
