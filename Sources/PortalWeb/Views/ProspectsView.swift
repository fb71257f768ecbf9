import PortalCore
import SignalingProtocol
import Storage

/// The prospects list with its edit bar (A12, A13), or those who were dismissed.
struct ProspectsView: Sendable {
    let newClientUrl: String
    let hasTabs: Bool
    let tabsLabel: String
    let tabs: [TabView]
    let actUrl: String
    let isDismissed: Bool
    /// The page that is shown, so that the edit bar's acts come back to it.
    let page: Int
    let lead: String
    let rows: [Row]
    let hasRows: Bool
    let pager: PagerView?
    let hasFilters: Bool
    let filters: [TabView]
    let done: String?
    let undo: Undo?
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]

    struct Row: Sendable {
        let fieldId: String
        let account: String
        let label: String
        let choose: String
        let mail: String
        let signedUp: String
        let signedUpIso: String
        let state: AccountStateView
        let firstSession: String
        /// A client who may well be this person.
        let match: String?
        let isChosen: Bool
    }

    /// Brings back those who were just dismissed.
    struct Undo: Sendable {
        let url: String
        let ids: [String]
    }

    /// A page of the list, as the store has it.
    struct Listing: Sendable {
        var isDismissed = false
        var page = 1
        var count = 0
        var dismissed = 0
        var prospects: [Prospect] = []
        var matches: [AccountID: Client] = [:]
        var chosen: Set<AccountID> = []
    }

    init(
        _ listing: Listing, tabs: [TabView], errors: [ErrorLine] = [], done: String?, undo: [AccountID] = [], places: Places,
        speech: Speech, now: Instant
    ) {
        let words = speech.words
        newClientUrl = places.newClient
        hasTabs = !tabs.isEmpty
        tabsLabel = words("clients.title")
        self.tabs = tabs
        actUrl = places.prospectAct
        isDismissed = listing.isDismissed
        page = listing.page
        lead = words(isDismissed ? "prospects.dismissedLead" : "prospects.lead")
        rows = listing.prospects.enumerated().map {
            Row($0.element, number: $0.offset + 1, listing, speech: speech, now: now)
        }
        hasRows = !rows.isEmpty
        pager = PagerView(page: listing.page, count: listing.count, words: words) {
            places.prospects(isDismissed: listing.isDismissed, page: $0)
        }
        hasFilters = listing.dismissed > 0 || listing.isDismissed
        filters = [
            TabView(words("prospects.waiting"), places.prospects, isCurrent: !listing.isDismissed),
            TabView(words("prospects.dismissed"), places.prospects(isDismissed: true), isCurrent: listing.isDismissed, count: listing.dismissed),
        ]
        self.done = done
        self.undo = undo.isEmpty ? nil : Undo(url: places.prospectRestore, ids: undo.map(\.rawValue))
        self.errors = errors
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
    }
}

extension ProspectsView.Row {
    fileprivate init(
        _ prospect: Prospect, number: Int, _ listing: ProspectsView.Listing, speech: Speech, now: Instant
    ) {
        let words = speech.words
        let account = prospect.account
        func moment(_ instant: Instant) -> String {
            words("prospects.moment", ["day": speech.shortDay(instant, now: now), "time": speech.time(instant)])
        }
        self.init(
            fieldId: "prospect-\(number)", account: account.id.rawValue, label: account.name.text,
            choose: words("prospects.choose", ["name": account.name.text]), mail: account.email.text,
            signedUp: moment(account.createdAt), signedUpIso: speech.iso(account.createdAt),
            state: AccountStateView(account, words: words),
            firstSession: prospect.firstSession.map(moment) ?? words("prospects.noSession"),
            match: listing.matches[account.id].map { words("prospects.match", ["name": $0.name.text]) },
            isChosen: listing.chosen.contains(account.id))
    }
}

extension Places {
    /// One page of either list.
    func prospects(isDismissed: Bool, page: Int = 1, done: String? = nil) -> String {
        let query = [
            isDismissed ? "dismissed=yes" : nil, page > 1 ? "page=\(page)" : nil, done.map { "done=\($0)" },
        ].compactMap(\.self)
        return query.isEmpty ? prospects : "\(prospects)?\(query.joined(separator: "&"))"
    }
}
