import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/today`: the day's sessions, and the token for the socket that says who waits where (H12).
struct TodayRoutes {
    let portal: Portal

    /// How many days after today are listed, if that is no more than ``TodayView/mostComing`` sessions.
    private static let daysAhead = 7
    /// How long a staff socket's token is good, from when it is asked for.
    private static let tokenLife = Duration.seconds(120)

    func add(to group: RouterGroup<PortalContext>) {
        group.get("today", use: show).post("socket-token", use: socketToken)
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        let now = portal.now()
        guard let today = LocalDate(now, in: practice.timeZone), let day = today.moments(in: practice.timeZone),
            let later = today.adding(days: Self.daysAhead)?.moments(in: practice.timeZone)
        else { throw Problem.internalError }
        let view = TodayView(
            today: try await entries(in: day, staff, practice),
            coming: try await entries(in: day.upperBound..<later.upperBound, staff, practice, limit: TodayView.mostComing + 1),
            notice: FormFields(request.uri.query ?? "")["done"] == BookingRoutes.Notice.handedOver.rawValue
                ? portal.pages.words(context)(BookingRoutes.Notice.handedOver.words) : nil,
            overseesPractice: staff.role.overseesPractice, isReachable: PracticeView(practice).reachable,
            undelivered: staff.role.overseesPractice ? try await portal.undelivered(in: practice) : 0,
            places: Places(practice: practice.slug),
            speech: portal.pages.speech(context), now: now
        )
        return try portal.pages.render("today", view, request: request, context: context)
    }

    func socketToken(_ request: Request, context: PortalContext) async throws -> Response {
        let staff = try context.requireStaff()
        let grant = StaffGrant(
            subject: .staff(staff.id), practice: staff.practice, overseesPractice: staff.role.overseesPractice,
            expiresAt: context.receivedAt + Self.tokenLife
        )
        return try Response.json(
            TokenAnswer(
                token: try await portal.signStaff(grant), room: nil, endpoint: "\(portal.settings.signalingURL)/v1/staff",
                expiresAt: grant.expiresAt
            ))
    }

    /// Clinicians see their own sessions, owners and admins the practice's.
    private func entries(
        in time: Range<Instant>, _ staff: Staff, _ practice: Practice, limit: Int = 500
    ) async throws -> [TodayView.Entry] {
        let clinician = staff.role.overseesPractice ? nil : staff.id
        let sessions = try await portal.store.sessions(startingIn: time, in: practice.id, clinician: clinician, limit: limit)
        var entries: [TodayView.Entry] = []
        for session in sessions {
            let hasBegun = session.booking.startsAt <= portal.now()
            let record = hasBegun ? try await portal.journal.roomRecord(session.booking.room) : nil
            entries.append(
                TodayView.Entry(
                    booking: session.booking, clients: session.clientNames,
                    clinician: session.clinician.id == staff.id ? nil : session.clinician.name.text,
                    hardEnd: practice.joinWindow(for: session.booking).hardEnd, hasEnded: record?.ended != nil
                ))
        }
        return entries
    }
}

extension BookedSession {
    /// "Samuel Okafor, Lin Okafor".
    var clientNames: String { clients.map(\.name.text).joined(separator: ", ") }
}
