import PortalCore
import SignalingProtocol

/// What every page of a client's record begins with: whose it is, and its tabs.
struct ClientHeadView: Sendable {
    let client: String
    /// Said where the record is archived.
    let archived: String?
    /// `nil` where no session is booked any more.
    let newSessionUrl: String?
    let clientsUrl: String
    let tabsLabel: String
    let tabs: [TabView]
    let done: String?

    /// The pages of a record.
    enum Page: CaseIterable { case contact, account, sessions }

    init(_ client: Client, on page: Page, places: Places, words: Words, done: String? = nil) {
        self.client = client.name.text
        archived = client.isArchived ? words("client.archived") : nil
        newSessionUrl = client.isArchived ? nil : places.newSession(for: client.id)
        clientsUrl = places.clients
        tabsLabel = words("client.tabs")
        tabs = Page.allCases.map {
            switch $0 {
            case .contact: TabView(words("client.contactTab"), places.client(client.id), isCurrent: page == $0)
            case .account: TabView(words("client.accountTab"), places.clientAccount(client.id), isCurrent: page == $0)
            case .sessions: TabView(words("client.sessionsTab"), places.clientSessions(client.id), isCurrent: page == $0)
            }
        }
        self.done = done
    }
}

/// One of the tabs under a heading.
struct TabView: Sendable {
    let title: String
    let url: String
    let current: Bool
    /// How many are behind it; `nil`: nobody counts.
    let figure: String?

    init(_ title: String, _ url: String, isCurrent: Bool, count: Int? = nil) {
        self.title = title
        self.url = url
        current = isCurrent
        figure = count.flatMap { $0 > 0 ? "\($0)" : nil }
    }

    /// "All clients" and "Prospects", which only owners and admins have (A12).
    static func clientList(
        onProspects: Bool, staff: Staff, prospects: Int, places: Places, words: Words
    ) -> [TabView] {
        guard staff.role.overseesPractice else { return [] }
        return [
            TabView(words("clients.allTab"), places.clients, isCurrent: !onProspects),
            TabView(words("clients.prospectsTab"), places.prospects, isCurrent: onProspects, count: prospects),
        ]
    }
}

/// How far an account has come, in a word or two.
struct AccountStateView: Sendable {
    let text: String
    /// `good`, `caution` or `danger`; `nil`: plain.
    let tone: String?
    let icon: String

    init(_ account: Account, words: Words) {
        (text, tone, icon) =
            if account.disabledAt != nil { (words("access.disabled"), nil, "lock") } else if account.verifiedAt == nil {
                (words("access.unverified"), "caution", "mail")
            } else { (words("access.verified"), "good", "check") }
    }
}
