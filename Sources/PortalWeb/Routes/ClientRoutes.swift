import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/clients/{client}`: a client's record, for those whose client they are.
struct ClientRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get(use: show).get("edit", use: edit).post("edit", use: save)
            .post("archive", use: archive).post("restore", use: restore)
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let client = try await portal.visibleClient(context)
        let practice = try context.requirePractice()
        let (speech, now) = (portal.pages.speech(context), portal.now())
        let done = Done(rawValue: FormFields(request.uri.query ?? "")["done"])
        let coming = try await portal.store.countSessions(of: client.id, in: practice.id, isPast: false, isBooked: true, now: now)
        let view = ClientView(
            client, clinicians: try await portal.store.clinicians(of: client.id, in: practice.id),
            coming: coming, practice: practice, done: done.map { speech.words("client.\($0.rawValue)") }, speech: speech,
            now: now)
        return try portal.pages.render("client", view, request: request, context: context)
    }

    /// What has just been done, as the address says it.
    enum Done: String { case added, changed, associated, wasArchived, wasRestored }

    func edit(_ request: Request, context: PortalContext) async throws -> Response {
        let client = try await portal.visibleClient(context)
        let view = ClientFormView(
            ClientForm(client), for: .change(client), errors: [], places: Places(practice: try context.requirePractice().slug),
            words: portal.pages.words(context))
        return try portal.pages.render("client-form", view, request: request, context: context)
    }

    func save(_ request: Request, context: PortalContext) async throws -> Response {
        let client = try await portal.visibleClient(context)
        let practice = try context.requirePractice()
        let form = ClientForm(context.form)
        let (wanted, errors) = form.read(today: try portal.today(in: practice), words: portal.pages.words(context))
        guard let wanted else {
            let view = ClientFormView(
                form, for: .change(client), errors: errors, places: Places(practice: practice.slug),
                words: portal.pages.words(context))
            return try portal.pages.render(
                "client-form", view, request: request, context: context, status: .unprocessableContent)
        }
        _ = try await portal.store(for: request, context).updateClient(client.id, in: practice.id, now: portal.now()) {
            wanted.write(to: &$0)
        }
        return portal.backToClient(client.id, practice, .changed)
    }

    func archive(_ request: Request, context: PortalContext) async throws -> Response {
        let client = try await portal.visibleClient(context)
        let practice = try context.requirePractice()
        _ = try await portal.store(for: request, context).archiveClient(client.id, in: practice.id, now: portal.now())
        return portal.backToClient(client.id, practice, .wasArchived)
    }

    func restore(_ request: Request, context: PortalContext) async throws -> Response {
        let client = try await portal.visibleClient(context)
        let practice = try context.requirePractice()
        _ = try await portal.store(for: request, context).restoreClient(client.id, in: practice.id, now: portal.now())
        return portal.backToClient(client.id, practice, .wasRestored)
    }
}

extension Portal {
    /// The client in the path, if whoever is logged in may see them. Others get the same answer as for one that doesn't exist.
    ///
    /// - Throws: ``NotSignedIn``, ``Problem/notFound``.
    func visibleClient(_ context: PortalContext) async throws -> Client {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        guard let client = try await store.client(try context.id("client"), in: practice.id, of: staff.clientScope) else {
            throw Problem.notFound
        }
        return client
    }

    /// Whether somebody may act on an account: owners and admins on any, clinicians where all its clients are theirs.
    func mayManage(_ login: ClientLogin, staff: Staff, in practice: Practice) async throws -> Bool {
        guard let clinician = staff.clientScope else { return true }
        for client in login.clients {
            guard try await store.client(client.id, in: practice.id, of: clinician) != nil else { return false }
        }
        return !login.clients.isEmpty
    }

    func backToClient(_ client: ClientID, _ practice: Practice, _ done: ClientRoutes.Done) -> Response {
        .redirect(to: "\(Places(practice: practice.slug).client(client))?done=\(done.rawValue)", type: .normal)
    }

    /// The day that it is at a practice.
    func today(in practice: Practice) throws -> LocalDate {
        guard let today = LocalDate(now(), in: practice.timeZone) else { throw Problem.internalError }
        return today
    }
}
