import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/clients/{client}/sessions`: a client's sessions, and whose accounts they are in (Q10, Q11, Q19). Clinicians see those
/// that they host.
struct ClientSessionsRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get("sessions", use: show).post("sessions/assign", use: assign).post("sessions/assign-all", use: assignAll)
    }

    private enum Done: String { case assigned, unassigned, assignedAll }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let client = try await portal.visibleClient(context)
        let practice = try context.requirePractice()
        let (speech, query) = (portal.pages.speech(context), FormFields(request.uri.query ?? ""))
        let done = Done(rawValue: query["done"])
        let view = ClientSessionsView(
            client, try await listing(client, query, context), practice: practice,
            done: done.map { speech.words("client.\($0.rawValue)") }, speech: speech, now: portal.now())
        return try portal.pages.render("client-sessions", view, request: request, context: context)
    }

    private func listing(
        _ client: Client, _ query: FormFields, _ context: PortalContext
    ) async throws -> ClientSessionsView.Listing {
        let (store, practice, now) = (portal.store, client.practice, portal.now())
        let clinician = try context.requireStaff().clientScope
        var listing = ClientSessionsView.Listing()
        listing.comingCount = try await store.countSessions(
            of: client.id, in: practice, isPast: false, clinician: clinician, now: now)
        listing.comingPage = PagerView.shown(PagerView.page(query, of: "coming"), of: listing.comingCount)
        listing.coming = try await store.sessions(
            of: client.id, in: practice, isPast: false, clinician: clinician, limit: PagerView.size,
            offset: (listing.comingPage - 1) * PagerView.size, now: now)
        listing.pastCount = try await store.countSessions(
            of: client.id, in: practice, isPast: true, clinician: clinician, now: now)
        listing.page = PagerView.shown(PagerView.page(query), of: listing.pastCount)
        listing.past = try await store.sessions(
            of: client.id, in: practice, isPast: true, clinician: clinician, limit: PagerView.size,
            offset: (listing.page - 1) * PagerView.size, now: now)
        listing.assignments = try await store.assignments(of: client.id, in: practice)
        listing.assignable = try await store.assignableAccounts(of: client.id, in: practice)
        let remainder = try await store.assignmentRemainder(of: client.id, hostedBy: clinician, in: practice)
        if let remainder { listing.allTo = try await store.account(remainder.account, in: practice) }
        return listing
    }

    /// Assigns one session to an account, or (without one) takes it back.
    func assign(_ request: Request, context: PortalContext) async throws -> Response {
        let client = try await portal.visibleClient(context)
        let staff = try context.requireStaff()
        guard let id = BookingID(rawValue: context.form["booking"]),
            let session = try await portal.store.session(id, in: client.practice), staff.mayHost(session.booking),
            session.booking.clients.contains(client.id)
        else { throw Problem.notFound }
        let typed = context.form["account"]
        let account = AccountID(rawValue: typed)
        if let account {
            let offered = try await portal.store.assignableAccounts(of: client.id, in: client.practice)
            guard offered.contains(where: { $0.id == account }) else { throw Problem.notFound }
        } else if !typed.isEmpty {
            throw Problem.notFound
        }
        try await portal.store(for: request, context).assign(
            id, of: client.id, to: account, in: client.practice, now: portal.now())
        return try back(to: client, account == nil ? .unassigned : .assigned, context)
    }

    func assignAll(_ request: Request, context: PortalContext) async throws -> Response {
        let client = try await portal.visibleClient(context)
        _ = try await portal.store(for: request, context).assignAll(
            of: client.id, hostedBy: try context.requireStaff().clientScope, in: client.practice, now: portal.now())
        return try back(to: client, .assignedAll, context)
    }

    private func back(to client: Client, _ done: Done, _ context: PortalContext) throws -> Response {
        let places = Places(practice: try context.requirePractice().slug)
        return .redirect(to: "\(places.clientSessions(client.id))?done=\(done.rawValue)", type: .normal)
    }
}
