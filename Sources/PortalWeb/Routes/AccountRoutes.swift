import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/account`: a client's own sessions, and nobody else's (M5, M8).
struct AccountRoutes {
    let portal: Portal

    /// How long after its end a session can still be entered at most: a day's window, a day's grace, and an extension.
    private static let longestAftermath = Duration.seconds(3 * 86_400)
    /// How many sessions of one client may have been ended before their planned end, and go on by the plan.
    private static let endedEarly = 10

    func add(to group: RouterGroup<PortalContext>) { group.get("account", use: show) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let login = try context.requireClient()
        let now = portal.now()
        let owner = login.owner(in: practice)
        let (store, speech) = (portal.store, portal.pages.speech(context))
        let query = FormFields(request.uri.query ?? "")
        let count = try await store.countUpcoming(of: owner, in: practice.id, endingAfter: now)
        let page = PagerView.shown(PagerView.page(query), of: count)
        let shown = try await store.upcoming(
            of: owner, in: practice.id, endingAfter: now, limit: PagerView.size, offset: (page - 1) * PagerView.size)
        // Every page begins with the session that comes next, whichever page of the list it is on. Those that were ended before their
        // time come first.
        let first = try await store.upcoming(of: owner, in: practice.id, isBooked: true, endingAfter: now, limit: Self.endedEarly)
        let ended = try await store.sessions(of: owner.clients, assignedTo: owner.account, in: practice.id, endedBy: now)
        var upcoming: [AccountView.Entry] = []
        var past: [AccountView.Entry] = []
        for session in shown {
            let entry = try await entry(session, login, practice, now)
            if entry.state != .over { upcoming.append(entry) } else if page == 1 { past.insert(entry, at: 0) }
        }
        var next: AccountView.Entry?
        for session in first where next == nil {
            let entry = try await entry(session, login, practice, now)
            if entry.state != .over { next = entry }
        }
        for session in ended {
            // What is over by the plan may go on: late entry counted from the end, an extension, or somebody on their way back.
            guard session.booking.endsAt + Self.longestAftermath > now,
                case let running = try await entry(session, login, practice, now), case .open = running.state
            else {
                past.append(AccountView.Entry(session, of: login, practice, state: .closed))
                continue
            }
            if page == 1 { upcoming.insert(running, at: 0) }
            if !running.booking.isCancelled { next = running }
        }
        let view = AccountView(
            next: next, upcoming: upcoming, past: past,
            pager: PagerView(page: page, count: count, of: speech.words("account.upcoming"), words: speech.words) {
                "\(Places(practice: practice.slug).account)?page=\($0)"
            },
            notice: login.notice(in: practice, speech.words), isVerified: login.account.verifiedAt != nil,
            done: query["done"] == "confirmed" ? speech.words("account.confirmed") : nil,
            places: Places(practice: practice.slug), speech: speech, now: now
        )
        return try portal.pages.render("account", view, request: request, context: context)
    }

    /// The window says when Join is active; for those on record in the room, or after the host ended it, the room does.
    private func entry(
        _ session: BookedSession, _ login: ClientLogin, _ practice: Practice, _ now: Instant
    ) async throws -> AccountView.Entry {
        let window = practice.joinWindow(for: session.booking)
        let phase = window.phase(at: now)
        switch try await portal.decide(.client(login), session, in: practice) {
        case .granted(let grant):
            return AccountView.Entry(session, of: login, practice, state: .open(until: phase == .open ? window.closesAt : grant.hardEnd))
        case .refused(let reasons):
            let isShut = reasons.contains(.blocked) || reasons.contains(.bookingCancelled)
            let state: AccountView.Entry.State =
                reasons.contains(.sessionEnded) && !session.booking.isCancelled
                ? .over : isShut ? .closed : AccountView.Entry.State(phase, window)
            return AccountView.Entry(session, of: login, practice, state: state)
        }
    }
}

extension AccountView.Entry {
    init(_ session: BookedSession, of login: ClientLogin, _ practice: Practice, state: State) {
        self.init(
            booking: session.booking, clinician: session.clinician.name.text, whose: login.names(in: session.booking),
            window: practice.joinWindow(for: session.booking),
            state: state
        )
    }
}
