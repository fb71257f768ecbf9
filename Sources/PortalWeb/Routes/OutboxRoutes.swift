import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/outbox`: what couldn't be delivered, for owners and admins: why, what to check, and send it again.
struct OutboxRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show).post(":sequence/resend", use: resend) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try requireOversight(context)
        let speech = portal.pages.speech(context)
        let places = Places(practice: practice.slug)
        let query = FormFields(request.uri.query ?? "")
        let page = PagerView.page(query)
        let count = try await portal.store.outboxCount(of: practice.id, in: .failed)
        let items = try await portal.store.outbox(
            of: practice.id, in: .failed, limit: PagerView.size, offset: PagerView.offset(page, of: count))
        let correspondence = Correspondence(portal: portal, practice: practice, now: portal.now())
        var rows: [OutboxView.Row] = []
        for item in items {
            rows.append(
                OutboxView.Row(
                    item, to: try await reader(of: item, correspondence), places: places, speech: speech, now: portal.now()))
        }
        let pager = PagerView(page: page, count: count, words: speech.words) { "\(places.outbox)?page=\($0)" }
        let view = OutboxView(rows, pager: pager, isResent: query["done"] == "resent", places: places, words: speech.words)
        return try portal.pages.render("outbox", view, request: request, context: context)
    }

    func resend(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try requireOversight(context)
        guard let sequence = context.parameters.get("sequence").flatMap({ Int64($0) }) else { throw Problem.notFound }
        do {
            try await portal.store(for: request, context).resendOutboxItem(sequence, in: practice.id, now: portal.now())
        } catch PortalStoreError.notFound { throw Problem.notFound }
        return .redirect(to: "\(Places(practice: practice.slug).outbox)?done=resent", type: .normal)
    }

    /// Where it would go now; `nil` if it has nothing to say any more.
    private func reader(of item: OutboxItem, _ correspondence: Correspondence) async throws -> String? {
        switch item.channel {
        case .mail: try await correspondence.draft(item.notice, writtenAt: item.createdAt)?.to.email.text
        case .sms: try await correspondence.text(item.notice)?.to.text
        case .webhook: try await portal.call(item.notice, in: item.practice)?.address.text
        }
    }

    /// - Throws: ``NotSignedIn``; ``Problem/notFound`` for clinicians, who don't see the practice's mail.
    private func requireOversight(_ context: PortalContext) throws -> Practice {
        let practice = try context.requirePractice()
        guard try context.requireStaff().role.overseesPractice else { throw Problem.notFound }
        return practice
    }
}
