import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/clients/prospects`: those who signed up and belong to no client yet, with the edit bar's acts (A12, A13). For owners
/// and admins; to others there is no such page.
struct ProspectRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get(use: show).post("act", use: act).get("dismiss", use: ask).post("dismiss", use: dismiss)
            .post("restore", use: restore)
    }

    /// What has just been done, as the address says it.
    enum Done: String { case associated, verified, dismissed, restored }

    /// What the edit bar offers; the value of its buttons.
    private enum Act: String { case associate, create, verify, dismiss, restore }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireOverseer()
        let query = FormFields(request.uri.query ?? "")
        let done = Done(rawValue: query["done"])
        return try await page(
            request, context, isDismissed: isDismissed(query), page: PagerView.page(query), done: done,
            undo: done == .dismissed ? try await chosen(query, context).map(\.id) : [])
    }

    /// Does to those who are ticked what the pressed button says. Creating and associating are for one at a time.
    func act(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireOverseer()
        let places = Places(practice: try context.requirePractice().slug)
        let accounts = try await chosen(context.form, context)
        guard let first = accounts.first, let act = Act(rawValue: context.form["act"]) else {
            return try await refuse("prospects.chooseFirst", [], request, context)
        }
        switch act {
        case .associate, .create:
            guard accounts.count == 1 else { return try await refuse("prospects.chooseOne", accounts, request, context) }
            let address = act == .associate ? places.prospectAssociation(first.id) : places.prospectClient(first.id)
            return .redirect(to: address, type: .normal)
        case .verify: return try await verify(accounts, request, context)
        case .dismiss: return .redirect(to: places.prospectDismissal(accounts.map(\.id)), type: .normal)
        case .restore: return try await restore(request, context: context)
        }
    }

    /// Dismissing is asked about first.
    func ask(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireOverseer()
        let places = Places(practice: try context.requirePractice().slug)
        let accounts = try await chosen(FormFields(request.uri.query ?? ""), context)
        guard !accounts.isEmpty else { return .redirect(to: places.prospects, type: .normal) }
        let view = ProspectDismissalView(accounts, places: places, words: portal.pages.words(context))
        return try portal.pages.render("prospects-dismiss", view, request: request, context: context)
    }

    func dismiss(_ request: Request, context: PortalContext) async throws -> Response {
        try await change(request, context, .dismissed, undo: true) { account, store in
            try await store.disableAccount(account.id, in: account.practice, now: portal.now())
        }
    }

    func restore(_ request: Request, context: PortalContext) async throws -> Response {
        try await change(request, context, .restored) { account, store in
            try await store.enableAccount(account.id, in: account.practice, now: portal.now())
        }
    }

    /// Vouches for their addresses (A10).
    private func verify(_ accounts: [Account], _ request: Request, _ context: PortalContext) async throws -> Response {
        try await change(request, context, .verified) { account, store in
            _ = try await store.verifyAccount(account.id, in: account.practice, by: .staff, now: portal.now())
        }
    }

    /// Goes back to the list and the page that it was asked on.
    private func change(
        _ request: Request, _ context: PortalContext, _ done: Done, undo: Bool = false,
        _ change: (Account, PortalStore) async throws -> Void
    ) async throws -> Response {
        _ = try context.requireOverseer()
        let accounts = try await chosen(context.form, context)
        for account in accounts { try await change(account, portal.store(for: request, context)) }
        let list = Places(practice: try context.requirePractice().slug).prospects(
            isDismissed: isDismissed(context.form), page: PagerView.page(context.form), done: done.rawValue)
        let undone = undo && !accounts.isEmpty ? "&" + Places.query(accounts.map(\.id)) : ""
        return .redirect(to: list + undone, type: .normal)
    }

    /// The prospects that a form or an address names, at most a page of them. What isn't a prospect's is passed over: somebody else
    /// may have been quicker.
    private func chosen(_ fields: FormFields, _ context: PortalContext) async throws -> [Account] {
        let practice = try context.requirePractice()
        var accounts: [Account] = []
        for id in fields.all("prospect").prefix(PagerView.size).compactMap(AccountID.init(rawValue:)) {
            if let account = try await portal.store.prospect(id, in: practice.id) { accounts.append(account) }
        }
        return accounts
    }

    private func refuse(
        _ word: String, _ chosen: [Account], _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        let error = ErrorLine(field: "prospect-1", text: portal.pages.words(context)(word))
        return try await page(
            request, context, isDismissed: isDismissed(context.form), page: PagerView.page(context.form), chosen: chosen, errors: [error])
    }

    /// Which of the two lists an address or a form is of.
    private func isDismissed(_ fields: FormFields) -> Bool { fields["dismissed"] == "yes" }

    private func page(
        _ request: Request, _ context: PortalContext, isDismissed: Bool = false, page: Int = 1, chosen: [Account] = [],
        errors: [ErrorLine] = [], done: Done? = nil, undo: [AccountID] = []
    ) async throws -> Response {
        let practice = try context.requirePractice()
        let (store, now, speech) = (portal.store, portal.now(), portal.pages.speech(context))
        let places = Places(practice: practice.slug)
        let waiting = try await store.countProspects(in: practice.id)
        var listing = ProspectsView.Listing()
        listing.isDismissed = isDismissed
        listing.dismissed = try await store.countProspects(in: practice.id, isDismissed: true)
        listing.count = isDismissed ? listing.dismissed : waiting
        listing.page = PagerView.shown(page, of: listing.count)
        listing.prospects = try await store.prospects(
            in: practice.id, isDismissed: isDismissed, limit: PagerView.size, offset: (listing.page - 1) * PagerView.size, now: now)
        for prospect in listing.prospects where !isDismissed {
            listing.matches[prospect.account.id] = try await store.clients(like: prospect.account, limit: 1).first
        }
        listing.chosen = Set(chosen.map(\.id))
        let view = ProspectsView(
            listing,
            tabs: TabView.clientList(
                onProspects: true, staff: try context.requireStaff(), prospects: waiting, places: places, words: speech.words),
            errors: errors, done: done.map { speech.words("prospects.\($0.rawValue)Done") }, undo: undo, places: places,
            speech: speech, now: now)
        return try portal.pages.render(
            "prospects", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}
