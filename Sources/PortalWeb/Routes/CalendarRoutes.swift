import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/calendar`: a week or a day of sessions.
struct CalendarRoutes {
    let portal: Portal

    /// How many sessions are shown at once: a week of ten clinicians.
    static let limit = 500

    func add(to group: RouterGroup<PortalContext>) { group.get("calendar", use: show) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        let query = FormFields(request.uri.query ?? "")
        let now = portal.now()
        let colleagues = staff.role.overseesPractice ? try await portal.store.activeStaff(in: practice.id) : []
        let chosen = try await clinician(query, among: colleagues, for: staff)
        guard let today = LocalDate(now, in: practice.timeZone),
            let range = CalendarRange(
                CalendarRange.View(rawValue: query["view"]) ?? .week, around: LocalDate(query["date"]) ?? today),
            let moments = range.moments(in: practice.timeZone)
        else { throw Problem.notFound }
        let sessions = try await portal.store.sessions(
            during: moments, in: practice.id, clinician: chosen?.id, limit: Self.limit + 1)
        let view = CalendarView(
            CalendarView.Content(
                range: range, sessions: Array(sessions.prefix(Self.limit)), isTruncated: sessions.count > Self.limit, staff: staff,
                chosen: chosen, colleagues: colleagues),
            places: Places(practice: practice.slug), speech: portal.pages.speech(context), now: now)
        return try portal.pages.render("calendar", view, request: request, context: context)
    }

    /// Whose sessions are shown: a clinician's own; for owners and admins whoever is asked for, else everybody's (`nil`).
    private func clinician(_ query: FormFields, among colleagues: [Staff], for staff: Staff) async throws -> Staff? {
        guard staff.role.overseesPractice else { return staff }
        guard let id = StaffID(rawValue: query["clinician"]) else { return nil }
        if let colleague = colleagues.first(where: { $0.id == id }) { return colleague }
        // Somebody who left keeps their past sessions.
        return try await portal.store.staff(id, in: staff.practice)
    }
}
