import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/sessions/new`: makes a video session, or a series, and with each its room (H5).
struct BookingFormRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show).post(use: create) }

    /// The form, with what the address says filled in: `?client=ID&date=2026-11-24&start=14:00&clinician=ID`.
    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        let query = FormFields(request.uri.query ?? "")
        var form = BookingForm(clinician: staff.id, date: LocalDate(portal.now(), in: practice.timeZone))
        let own = staff.role.overseesPractice ? nil : staff.id
        if let id = ClientID(rawValue: query["client"]), let client = try await portal.store.client(id, in: practice.id, of: own) {
            form.clients = [BookingForm.Person(name: client.name.text, id: client.id.rawValue)]
        }
        if let date = LocalDate(query["date"]) { form.date = date.description }
        if let start = LocalDateTime(date: form.date, time: query["start"]) { form.start = start.timeOfDay }
        if let clinician = StaffID(rawValue: query["clinician"]) { form.clinician = clinician.rawValue }
        if try await portal.store.services(in: practice.id).contains(where: \.isOffered) { form.length = "" }
        return try await page(form, BookingForm.Reading(), request, context)
    }

    func create(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let form = BookingForm(context.form)
        guard form.act == .create else { return try await page(form.grown, BookingForm.Reading(), request, context) }
        let reading = try await read(form, context)
        guard reading.errors.isEmpty else { return try await page(form, reading, request, context) }
        guard let plan = reading.plan else { return try review(form, reading, request, context) }
        do {
            let made = try await portal.store(for: request, context).book(plan, in: practice.id, now: portal.now())
            guard let first = made.first else { throw Problem.internalError }
            let done: BookingRoutes.Notice = made.count > 1 ? .seriesCreated : .created
            let address = Places(practice: practice.slug).staffSession(first.id)
            return .redirect(to: "\(address)?done=\(done.rawValue)", type: .normal)
        } catch let error as PortalStoreError where error == .slotTaken || error == .badClients {
            // Somebody was faster: what is in the way is there to be read now.
            let again = try await read(form, context)
            guard again.errors.isEmpty else { return try await page(form, again, request, context) }
            guard error == .slotTaken else { throw error }
            return try review(form, again, request, context)
        }
    }

    private func read(_ form: BookingForm, _ context: PortalContext) async throws -> BookingForm.Reading {
        let reader = BookingReader(
            store: portal.store, practice: try context.requirePractice(), staff: try context.requireStaff(),
            speech: portal.pages.speech(context), now: portal.now()
        )
        return try await reader.read(form)
    }

    /// Every session of a series with what is wrong with it, before any is made.
    private func review(
        _ form: BookingForm, _ reading: BookingForm.Reading, _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let practice = try context.requirePractice()
        let view = SeriesReviewView(
            form, reading: reading, reader: try context.requireStaff(), places: Places(practice: practice.slug), speech: portal.pages.speech(context),
            now: portal.now())
        return try portal.pages.render(
            "series-review", view, request: request, context: context, status: view.hasErrors ? .unprocessableContent : .ok)
    }

    private func page(
        _ form: BookingForm, _ reading: BookingForm.Reading, _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        let view = BookingFormView(
            form, reading: reading, services: try await portal.store.services(in: practice.id).filter(\.isOffered),
            clinicians: staff.role.overseesPractice ? try await portal.store.activeStaff(in: practice.id) : [staff],
            practice: practice, language: context.language, words: portal.pages.words(context)
        )
        return try portal.pages.render(
            "booking-new", view, request: request, context: context,
            status: reading.errors.isEmpty ? .ok : .unprocessableContent
        )
    }
}
