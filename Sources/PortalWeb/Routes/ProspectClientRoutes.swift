import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/clients/prospects/client` and `…/associate`: makes a client of a sign-up (A14), or says whose it is (A15).
struct ProspectClientRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get("client", use: showForm).post("client", use: create)
            .get("associate", use: search).post("associate", use: associate)
    }

    func showForm(_ request: Request, context: PortalContext) async throws -> Response {
        guard let account = try await prospect(FormFields(request.uri.query ?? ""), context) else { return try back(context) }
        return try portal.newClientPage(ClientForm(account), for: .addFor(account), request: request, context: context)
    }

    func create(_ request: Request, context: PortalContext) async throws -> Response {
        guard let account = try await prospect(context.form, context) else { return try back(context) }
        return try await portal.addClient(for: account, by: try context.requireOverseer(), request: request, context: context)
    }

    func search(_ request: Request, context: PortalContext) async throws -> Response {
        let query = FormFields(request.uri.query ?? "")
        guard let account = try await prospect(query, context) else { return try back(context) }
        return try await page(account, query: String(query["q"].prefix(80)), request, context)
    }

    func associate(_ request: Request, context: PortalContext) async throws -> Response {
        guard let account = try await prospect(context.form, context) else { return try back(context) }
        guard let id = ClientID(rawValue: context.form["client"]),
            let client = try await portal.store.client(id, in: account.practice)
        else {
            let error = ErrorLine(field: "client-1", text: portal.pages.words(context)("prospects.clientMissing"))
            return try await page(account, query: String(context.form["q"].prefix(80)), request, context, errors: [error])
        }
        try await portal.store(for: request, context).associate(
            account.id, with: client.id, in: account.practice, now: portal.now())
        return portal.backToClient(client.id, try context.requirePractice(), .associated)
    }

    /// The prospect that an address or a form names; `nil` if it is none (any more).
    private func prospect(_ fields: FormFields, _ context: PortalContext) async throws -> Account? {
        _ = try context.requireOverseer()
        let practice = try context.requirePractice()
        guard let id = AccountID(rawValue: fields["prospect"]) else { return nil }
        return try await portal.store.prospect(id, in: practice.id)
    }

    private func back(_ context: PortalContext) throws -> Response {
        .redirect(to: Places(practice: try context.requirePractice().slug).prospects, type: .normal)
    }

    private func page(
        _ account: Account, query: String, _ request: Request, _ context: PortalContext, errors: [ErrorLine] = []
    ) async throws -> Response {
        let practice = try context.requirePractice()
        let store = portal.store
        let limit = ProspectAssociationView.offered
        let clients =
            SearchKey(query).text.isEmpty
            ? try await store.clients(like: account)
            : try await store.clients(in: practice.id, matching: query, limit: limit)
        let view = ProspectAssociationView(
            account, clients: clients, accounts: try await store.accounts(of: clients.map(\.id), in: practice.id), query: query,
            errors: errors, places: Places(practice: practice.slug), speech: portal.pages.speech(context), now: portal.now())
        return try portal.pages.render(
            "prospect-associate", view, request: request, context: context,
            status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}
