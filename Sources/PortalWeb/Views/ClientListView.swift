import PortalCore
import SignalingProtocol
import Storage

/// All clients: a search, a page of rows, and who has a portal account (A10).
struct ClientListView: Sendable {
    let newClientUrl: String
    let hasTabs: Bool
    let tabsLabel: String
    let tabs: [TabView]
    let searchUrl: String
    let query: String
    let isArchived: Bool
    let filters: [TabView]
    /// "312 clients", "3 clients match “lav”".
    let found: String
    let rows: [Row]
    let hasRows: Bool
    let emptyText: String
    let pager: PagerView?
    let verifyUrl: String
    /// The page that is shown, so that Verify comes back to it.
    let page: Int
    let done: String?

    struct Row: Sendable {
        let url: String
        let name: String
        let mail: String
        let phone: String
        /// Has an account, and booked while logged in (Q19).
        let bookedInPortal: Bool
        let accounts: [Login]
        let hasAccount: Bool

        struct Login: Sendable {
            let state: AccountStateView
            /// The account, where Verify is what it needs.
            let verifiable: String?
            let verifyName: String
        }
    }

    /// A page of the list, as the store has it.
    struct Listing: Sendable {
        let filter: ClientFilter
        let page: Int
        let count: Int
        let clients: [Client]
        let accounts: [ClientID: [Account]]
        let booked: Set<ClientID>
        /// Accounts that are somebody else's clients' too: not the reader's to verify.
        var locked: Set<AccountID> = []
        /// Whether nobody is in the list because everybody is archived.
        var areAllArchived = false
    }

    init(_ listing: Listing, tabs: [TabView], places: Places, words: Words, done: String?) {
        let filter = listing.filter
        newClientUrl = places.newClient
        hasTabs = !tabs.isEmpty
        tabsLabel = words("clients.title")
        self.tabs = tabs
        searchUrl = places.clients
        query = filter.text
        isArchived = filter.isArchived
        filters = [false, true].map { isArchived in
            TabView(
                words(isArchived ? "clients.archived" : "clients.inUse"),
                places.clients(text: filter.text, isArchived: isArchived), isCurrent: isArchived == filter.isArchived)
        }
        let values = ["count": "\(listing.count)", "text": filter.text]
        found =
            filter.text.isEmpty
            ? listing.count == 0 ? "" : words(listing.count == 1 ? "clients.one" : "clients.count", values)
            : words(listing.count == 0 ? "clients.noMatch" : listing.count == 1 ? "clients.oneMatch" : "clients.matches", values)
        rows = listing.clients.map { client in
            let accounts = listing.accounts[client.id] ?? []
            return Row(
                url: places.client(client.id), name: client.name.text, mail: client.email?.text ?? "",
                phone: client.telephone?.text ?? "", bookedInPortal: !accounts.isEmpty && listing.booked.contains(client.id),
                accounts: accounts.map {
                    Row.Login($0, of: client, isLocked: listing.locked.contains($0.id), words: words)
                }, hasAccount: !accounts.isEmpty)
        }
        hasRows = !rows.isEmpty
        emptyText = words(listing.emptiness, values)
        pager = PagerView(page: listing.page, count: listing.count, words: words) {
            places.clients(text: filter.text, isArchived: filter.isArchived, page: $0)
        }
        verifyUrl = places.clientVerification
        page = listing.page
        self.done = done
    }
}

extension ClientListView.Listing {
    /// The words for why nobody is in it.
    fileprivate var emptiness: String {
        guard filter.text.isEmpty else { return "clients.noneFound" }
        if filter.isArchived { return "clients.noneArchived" }
        return areAllArchived ? "clients.allArchived" : "clients.none"
    }
}

extension ClientListView.Row.Login {
    fileprivate init(_ account: Account, of client: Client, isLocked: Bool, words: Words) {
        let needsVerifying = account.verifiedAt == nil && account.disabledAt == nil && !isLocked
        self.init(
            state: AccountStateView(account, words: words), verifiable: needsVerifying ? account.id.rawValue : nil,
            verifyName: client.name.text)
    }
}

extension Places {
    /// The client list as it was searched.
    func clients(text: String, isArchived: Bool, page: Int = 1, done: String? = nil) -> String {
        let query = [
            text.isEmpty ? nil : "q=\(Self.escape(text))", isArchived ? "archived=yes" : nil, page > 1 ? "page=\(page)" : nil,
            done.map { "done=\($0)" },
        ].compactMap(\.self)
        return query.isEmpty ? clients : "\(clients)?\(query.joined(separator: "&"))"
    }
}
