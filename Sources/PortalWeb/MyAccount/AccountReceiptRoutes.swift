import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/account/receipts`: the receipts of an account's clients and of what is assigned to it (M3), and nobody else's (M8).
struct AccountReceiptRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show).get("{receipt}.pdf", use: file) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let login = try context.requireClient()
        let owner = login.owner(in: practice)
        let places = Places(practice: practice.slug)
        let page = PagerView.page(FormFields(request.uri.query ?? ""))
        let count = try await portal.store.countReceipts(of: owner, in: practice.id)
        let receipts = try await portal.store.receipts(
            of: owner, in: practice.id, limit: PagerView.size, offset: PagerView.offset(page, of: count))
        let speech = portal.pages.speech(context)
        let pager = PagerView(page: page, count: count, words: speech.words) { "\(places.receipts)?page=\($0)" }
        let view = AccountReceiptsView(receipts, pager: pager, login: login, practice: practice, speech: speech)
        return try portal.pages.render("account-receipts", view, request: request, context: context)
    }

    /// Somebody else's receipt gets the same answer as one that doesn't exist.
    func file(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let login = try context.requireClient()
        let owner = login.owner(in: practice)
        guard let issued = try await portal.store.receipt(try context.id("receipt"), of: owner, in: practice.id) else {
            throw Problem.notFound
        }
        return try await portal.file(of: issued, in: practice)
    }
}
