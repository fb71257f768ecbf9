import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/clients`: the client list, searched by name, and Verify from it (A10).
struct ClientListRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show).post("verify", use: verify) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        let (store, words) = (portal.store, portal.pages.words(context))
        let places = Places(practice: practice.slug)
        let query = FormFields(request.uri.query ?? "")
        let filter = ClientFilter(query, for: staff)
        let count = try await store.countClients(filter, in: practice.id)
        let page = PagerView.shown(PagerView.page(query), of: count)
        let clients = try await store.clients(
            filter, in: practice.id, limit: PagerView.size, offset: (page - 1) * PagerView.size)
        let accounts = try await store.accounts(of: clients.map(\.id), in: practice.id)
        var listing = ClientListView.Listing(
            filter: filter, page: page, count: count, clients: clients, accounts: accounts,
            booked: try await store.clientsWhoBooked(among: clients.map(\.id), in: practice.id))
        listing.locked = try await locked(accounts, staff, practice)
        if count == 0, filter.text.isEmpty, !filter.isArchived {
            let archived = ClientFilter(isArchived: true, clinician: staff.clientScope)
            listing.areAllArchived = try await store.countClients(archived, in: practice.id) > 0
        }
        let prospects = staff.role.overseesPractice ? try await store.countProspects(in: practice.id) : 0
        let view = ClientListView(
            listing,
            tabs: TabView.clientList(onProspects: false, staff: staff, prospects: prospects, places: places, words: words),
            places: places, words: words, done: query["done"] == "verified" ? words("clients.verified") : nil)
        return try portal.pages.render("clients", view, request: request, context: context)
    }

    /// Those of the accounts whose address whoever asks can't vouch for.
    private func locked(
        _ accounts: [ClientID: [Account]], _ staff: Staff, _ practice: Practice
    ) async throws -> Set<AccountID> {
        guard staff.clientScope != nil else { return [] }
        var locked: Set<AccountID> = []
        for account in accounts.values.joined() where account.verifiedAt == nil {
            guard let login = try await portal.store.clientLogin(account.id, in: practice.id),
                try await !portal.mayManage(login, staff: staff, in: practice)
            else { continue }
            locked.insert(account.id)
        }
        return locked
    }

    /// Vouches for the address of an account that belongs to a client whom whoever asks may see; and goes back to the list as it
    /// was searched.
    func verify(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        guard let id = AccountID(rawValue: context.form["account"]),
            let login = try await portal.store.clientLogin(id, in: practice.id),
            try await portal.mayManage(login, staff: staff, in: practice)
        else { throw Problem.notFound }
        _ = try await portal.store(for: request, context).verifyAccount(id, in: practice.id, by: .staff, now: portal.now())
        let filter = ClientFilter(context.form, for: staff)
        let list = Places(practice: practice.slug).clients(
            text: filter.text, isArchived: filter.isArchived, page: PagerView.page(context.form), done: "verified")
        return .redirect(to: list, type: .normal)
    }
}

extension ClientFilter {
    /// What the list was searched for, as its address and its forms say it.
    fileprivate init(_ fields: FormFields, for staff: Staff) {
        self.init(text: String(fields["q"].prefix(80)), isArchived: fields["archived"] == "yes", clinician: staff.clientScope)
    }
}

extension Staff {
    /// Whose clients they see: their own alone, or (`nil`) everybody's.
    var clientScope: StaffID? { role.overseesPractice ? nil : id }
}

extension PagerView {
    /// The page that is shown where one was asked for that may be too far on.
    static func shown(_ page: Int, of count: Int) -> Int { min(max(page, 1), max(1, (count + size - 1) / size)) }
}
