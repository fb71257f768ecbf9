import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/clients/new`: adds a client record.
struct NewClientRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show).post(use: create) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireStaff()
        return try portal.newClientPage(ClientForm(), for: .add, request: request, context: context)
    }

    func create(_ request: Request, context: PortalContext) async throws -> Response {
        let staff = try context.requireStaff()
        return try await portal.addClient(for: nil, by: staff, request: request, context: context)
    }
}

extension Portal {
    /// Adds the client of the form that was sent, for a sign-up or for nobody's, or shows the form again.
    func addClient(
        for account: Account?, by staff: Staff, request: Request, context: PortalContext
    ) async throws -> Response {
        let practice = try context.requirePractice()
        let purpose = account.map { ClientFormView.Purpose.addFor($0) } ?? .add
        let form = ClientForm(context.form)
        let (wanted, errors) = form.read(today: try today(in: practice), words: pages.words(context))
        guard let wanted else {
            return try newClientPage(form, for: purpose, errors: errors, request: request, context: context)
        }
        let twins = try await store.clients(named: wanted.name, of: staff.clientScope, in: practice.id)
        guard twins.isEmpty || form.acceptsDuplicate else {
            let error = ErrorLine(field: "duplicate", text: pages.words(context)("client.twin"))
            return try newClientPage(form, for: purpose, twins: twins, errors: [error], request: request, context: context)
        }
        var client = Client(id: .random(), practice: practice.id, name: wanted.name, email: wanted.email)
        wanted.write(to: &client)
        try await self.store(for: request, context).addClient(
            client, of: staff.clientScope, for: account?.id, now: now())
        return backToClient(client.id, practice, account == nil ? .added : .associated)
    }

    func newClientPage(
        _ form: ClientForm, for purpose: ClientFormView.Purpose, twins: [Client] = [], errors: [ErrorLine] = [],
        request: Request, context: PortalContext
    ) throws -> Response {
        let view = ClientFormView(
            form, for: purpose, twins: twins, errors: errors, places: Places(practice: try context.requirePractice().slug),
            words: pages.words(context))
        return try pages.render(
            "client-form", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}
