import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/outbox`: what couldn't be delivered, for owners and admins: why, what to check, send it again, or let it be.
struct OutboxRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show).post(":sequence/resend", use: resend).post(":sequence/dismiss", use: dismiss) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try requireOversight(context)
        let speech = portal.pages.speech(context)
        let places = Places(practice: practice.slug)
        let query = FormFields(request.uri.query ?? "")
        let page = PagerView.page(query)
        let count = try await portal.store.outboxCount(of: practice.id, in: .failed)
        let items = try await portal.store.outbox(
            of: practice.id, in: .failed, limit: PagerView.size, offset: PagerView.offset(page, of: count))
        var rows: [OutboxView.Row] = []
        for item in items {
            rows.append(
                OutboxView.Row(
                    item, to: try await portal.reader(of: item, in: practice), invited: try await invited(by: item), places: places,
                    speech: speech, now: portal.now()))
        }
        let pager = PagerView(page: page, count: count, words: speech.words) { "\(places.outbox)?page=\($0)" }
        let view = OutboxView(
            rows, pager: pager, done: OutboxView.Done(rawValue: query["done"]), places: places, words: speech.words)
        return try portal.pages.render("outbox", view, request: request, context: context)
    }

    func resend(_ request: Request, context: PortalContext) async throws -> Response {
        try await act(.resent, request, context) { try await $0.resendOutboxItem($1, in: $2.id, now: portal.now()) }
    }

    func dismiss(_ request: Request, context: PortalContext) async throws -> Response {
        try await act(.dismissed, request, context) { try await $0.dismissOutboxItem($1, in: $2.id, now: portal.now()) }
    }

    /// Does something with the message in the path.
    private func act(
        _ done: OutboxView.Done, _ request: Request, _ context: PortalContext,
        _ change: (PortalStore, Int64, Practice) async throws -> Void
    ) async throws -> Response {
        let practice = try requireOversight(context)
        guard let sequence = context.parameters.get("sequence").flatMap({ Int64($0) }) else { throw Problem.notFound }
        do {
            try await change(portal.store(for: request, context), sequence, practice)
        } catch PortalStoreError.notFound { throw Problem.notFound }
        return .redirect(to: "\(Places(practice: practice.slug).outbox)?done=\(done.rawValue)", type: .normal)
    }

    /// The colleague who wasn't reached by an invitation, as long as it is the one that counts.
    private func invited(by item: OutboxItem) async throws -> Staff? {
        guard case .staffInvitation(let challenge) = item.notice,
            let id = try await portal.store.invited(by: challenge, in: item.practice),
            let staff = try await portal.store.staff(id, in: item.practice), staff.isActive
        else { return nil }
        return staff
    }

    /// - Throws: ``NotSignedIn``; ``Problem/notFound`` for clinicians, who don't see the practice's mail.
    private func requireOversight(_ context: PortalContext) throws -> Practice {
        let practice = try context.requirePractice()
        guard try context.requireStaff().role.overseesPractice else { throw Problem.notFound }
        return practice
    }
}

extension Portal {
    /// How many of the newest undelivered messages are looked at closely where only their number is shown.
    private static let lookedAt = 20

    /// How many messages couldn't be delivered and still have something to say, or were texts: those say nothing more after minutes,
    /// but who waited for one is told nothing else. Where there are many, all are counted.
    func undelivered(in practice: Practice) async throws -> Int {
        let items = try await store.outbox(of: practice.id, in: .failed, limit: Self.lookedAt + 1)
        guard items.count <= Self.lookedAt else { return try await store.outboxCount(of: practice.id, in: .failed) }
        var count = 0
        for item in items {
            if item.channel == .sms { count += 1 } else if try await reader(of: item, in: practice) != nil { count += 1 }
        }
        return count
    }

    /// Where a message would go now; `nil` if it has nothing to say any more.
    fileprivate func reader(of item: OutboxItem, in practice: Practice) async throws -> String? {
        let correspondence = Correspondence(portal: self, practice: practice, now: now())
        return switch item.channel {
        case .mail: try await correspondence.draft(item.notice, writtenAt: item.createdAt)?.to.email.text
        case .sms: try await correspondence.text(item.notice)?.to.text
        case .webhook: try await call(item.notice, in: item.practice)?.address.text
        }
    }
}
