import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/account/history`: every session of an account that is over (M2), and nobody else's (M8).
struct AccountHistoryRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let login = try context.requireClient()
        let now = portal.now()
        let owner = login.owner(in: practice)
        let places = Places(practice: practice.slug)
        let page = PagerView.page(FormFields(request.uri.query ?? ""))
        let count = try await portal.store.countHistory(of: owner, in: practice.id, endedBy: now)
        let sessions = try await portal.store.history(
            of: owner, in: practice.id, endedBy: now, limit: PagerView.size, offset: PagerView.offset(page, of: count))
        let speech = portal.pages.speech(context)
        let pager = PagerView(page: page, count: count, words: speech.words) { "\(places.history)?page=\($0)" }
        let view = AccountHistoryView(sessions, pager: pager, login: login, practice: practice, speech: speech, now: now)
        return try portal.pages.render("account-history", view, request: request, context: context)
    }
}

extension PagerView {
    /// How many rows come before a page. A page past the last one is the last one.
    static func offset(_ page: Int, of count: Int) -> Int {
        let last = max(1, (count + size - 1) / size)
        return (min(max(page, 1), last) - 1) * size
    }
}
