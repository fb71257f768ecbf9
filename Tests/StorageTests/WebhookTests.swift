import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Webhooks")
struct WebhookTests {
    private static let session: Set<WebhookEvent.Kind> = [.sessionCreated, .sessionMoved, .sessionCancelled]

    private func webhook(
        _ house: House, _ events: Set<WebhookEvent.Kind> = session, at url: String = "https://program.example/hooks", now: Instant = start
    ) async throws -> Webhook {
        try await house.store.createWebhook(WebAddress(url), events: events, in: house.practice.id, now: now)
    }

    /// What webhooks are to be told, oldest first.
    private func told(_ house: House) async throws -> [Notice] {
        try await house.store.outbox(of: house.practice.id, in: .due).filter { $0.channel == .webhook }.map(\.notice).reversed()
    }

    @Test func `what happens to a session is told to each webhook that wants it, in the transaction of the change`() async throws {
        let house = try await House()
        let practice = house.practice.id
        let all = try await webhook(house)
        let moves = try await webhook(house, [.sessionMoved], at: "https://other.example/", now: start + .milliseconds(1))
        let booking = try await house.book()
        #expect(try await told(house) == [.event(all.id, WebhookEvent(kind: .sessionCreated, booking: booking.id, at: start))])
        await #expect(throws: PortalStoreError.notFound) { try await house.book(clients: [house.client.id, "nobody"]) }
        let later = start + .seconds(5)
        _ = try await house.store.moveBooking(booking.id, in: practice, to: time(60), now: later)
        _ = try await house.store.cancelBooking(booking.id, in: practice, reason: "ill", now: later)
        let moved = WebhookEvent(kind: .sessionMoved, booking: booking.id, at: later)
        #expect(
            try await told(house).dropFirst() == [
                .event(all.id, moved), .event(moves.id, moved),
                .event(all.id, WebhookEvent(kind: .sessionCancelled, booking: booking.id, at: later)),
            ])
        let items = try await house.store.outbox(about: booking.id, in: practice).filter { $0.channel == .webhook }
        #expect(items.count == 4)
    }

    @Test func `a session that is handed over counts as moved, and each session of a series is told of`() async throws {
        let house = try await House()
        _ = try await webhook(house)
        let colleague = try await house.store.createStaff(
            in: house.practice.id, role: .clinician, name: .parse("Paul"), email: EmailAddress("paul@example.org"), now: start)
        let slots = try [0, 7 * 24 * 60].map { SessionPlan.Slot(try time($0), mayOverlap: false) }
        let plan = SessionPlan(clinician: house.clinician.id, clients: [house.client.id], slots: slots)
        let series = try await house.store.book(plan, in: house.practice.id, now: start)
        let first = try #require(series.first)
        _ = try await house.store.handOverBooking(first.id, in: house.practice.id, to: colleague.id, now: start)
        _ = try await house.store.cancelSeries(from: first.id, in: house.practice.id, reason: nil, now: start)
        let kinds = try await told(house).compactMap { notice -> WebhookEvent.Kind? in
            guard case .event(_, let event) = notice else { return nil }
            return event.kind
        }
        #expect(kinds == [.sessionCreated, .sessionCreated, .sessionMoved, .sessionCancelled, .sessionCancelled])
    }

    @Test(arguments: [
        (RoomEvent.Kind.waiting, WebhookEvent.Kind.participantWaiting), (.admitted, .participantAdmitted), (.left, .participantLeft),
        (.ended, .sessionEnded),
    ])
    func `what happens in a room is told once, however often the room tells it`(
        kind: RoomEvent.Kind, expected: WebhookEvent.Kind
    ) async throws {
        let house = try await House()
        let webhook = try await webhook(house, [expected])
        let booking = try await house.book()
        let subject: SubjectID? = kind == .ended ? nil : .account(house.account.id)
        let event = RoomEvent(room: booking.room, kind: kind, subject: subject, since: start + .seconds(1))
        for second in 2...4 { try await house.store.takeUp(event, now: start + .seconds(second)) }
        let once = Notice.event(
            webhook.id, WebhookEvent(kind: expected, booking: booking.id, participant: subject, at: start + .seconds(1)))
        #expect(try await told(house) == [once])
        let again = RoomEvent(room: booking.room, kind: kind, subject: subject, since: start + .seconds(9))
        try await house.store.takeUp(again, now: start + .seconds(9))
        #expect(try await told(house).count == 2)
        for other in RoomEvent.Kind.allCases where other != kind {
            try await house.store.takeUp(RoomEvent(room: booking.room, kind: other, subject: subject, since: start), now: start)
        }
        #expect(try await told(house).count == 2)
    }

    @Test func `a test is told to one webhook, and its last state is known`() async throws {
        let house = try await House()
        let (hook, other) = (try await webhook(house), try await webhook(house))
        let practice = house.practice.id
        try await house.store.testWebhook(hook.id, in: practice, now: start)
        let item = try #require(try await house.store.takeOutbox(on: .webhook, dueAt: start, limit: 5).first)
        #expect(item.notice == .event(hook.id, WebhookEvent(kind: .test, booking: nil, at: start)))
        try await house.store.postponeOutboxItem(item.sequence, until: start + .seconds(60), failure: "refused")
        #expect(try await house.store.lastNotice(to: hook.id, in: practice)?.failure == "refused")
        #expect(try await house.store.lastNotice(to: other.id, in: practice) == nil)
    }

    @Test func `a removed webhook is told nothing more, and what it wasn't told is obsolete`() async throws {
        let house = try await House()
        let practice = house.practice.id
        let (hook, other) = (try await webhook(house), try await webhook(house, at: "https://other.example/"))
        _ = try await house.book()
        try await house.store.testWebhook(hook.id, in: practice, now: start)
        let taken = try await house.store.takeOutbox(on: .webhook, dueAt: start, limit: 5)
        let failed = try #require(taken.first { if case .event(hook.id, _) = $0.notice { true } else { false } })
        try await house.store.endOutboxItem(failed.sequence, as: .failed, failure: "refused", now: start)
        try await house.store.removeWebhook(hook.id, in: practice, now: start)
        #expect(try await house.store.outbox(of: practice, in: .obsolete).count == 2)
        #expect(try await house.store.outbox(of: practice, in: .failed).isEmpty)
        #expect(try await house.store.webhook(hook.id, in: practice) == nil)
        #expect(try await house.store.webhooks(of: practice) == [other])
        _ = try await house.book(120)
        #expect(try await told(house).allSatisfy { if case .event(other.id, _) = $0 { true } else { false } })
        for act in [house.store.removeWebhook, house.store.testWebhook, house.store.renewWebhookSecret] {
            await #expect(throws: PortalStoreError.notFound) { try await act(hook.id, practice, start) }
        }
    }

    @Test func `a new secret is the next version, from now on`() async throws {
        let house = try await House()
        let hook = try await webhook(house)
        #expect(hook.version == 1 && hook.renewedAt == nil)
        try await house.store.renewWebhookSecret(hook.id, in: house.practice.id, now: start + .seconds(3))
        let renewed = try await house.store.webhook(hook.id, in: house.practice.id)
        #expect(renewed?.version == 2 && renewed?.renewedAt == start + .seconds(3))
        #expect(renewed?.address == hook.address && renewed?.events == hook.events)
    }

    @Test func `A18 a practice's webhooks are its own, and hear of it alone`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        let hook = try await webhook(house)
        _ = try await other.book()
        #expect(try await told(house).isEmpty)
        #expect(try await told(other).isEmpty)
        #expect(try await house.store.webhooks(of: other.practice.id).isEmpty)
        for act in [house.store.removeWebhook, house.store.testWebhook, house.store.renewWebhookSecret] {
            await #expect(throws: PortalStoreError.notFound) { try await act(hook.id, other.practice.id, start) }
        }
    }

    @Test func `a practice has at most ten, and every act is on record`() async throws {
        let house = try await House()
        let practice = house.practice.id
        for _ in 0..<PortalStore.webhooksPerPractice { _ = try await webhook(house) }
        await #expect(throws: PortalStoreError.tooManyWebhooks) { _ = try await webhook(house) }
        let hook = try #require(try await house.store.webhooks(of: practice).first)
        try await house.store.testWebhook(hook.id, in: practice, now: start)
        try await house.store.renewWebhookSecret(hook.id, in: practice, now: start)
        try await house.store.removeWebhook(hook.id, in: practice, now: start)
        let log = try await house.store.audit(of: practice, matching: AuditFilter(object: hook.id.rawValue))
        #expect(log.map(\.act) == ["webhook.removed", "webhook.secret_renewed", "webhook.tested", "webhook.created"])
        #expect(log.last?.detail == ["events": "session.created,session.moved,session.cancelled"])
        #expect(try await house.store.auditedThings([hook.id.rawValue], in: practice)[hook.id.rawValue]?.kind == .webhook)
    }
}
