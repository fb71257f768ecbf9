import Foundation
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("What programs are told")
struct WebhookCallTests {
    private static let moment = Instant(milliseconds: 1_795_546_683_214)

    private func webhook(version: Int = 1, renewedAt: Instant? = nil) throws -> Webhook {
        Webhook(
            id: "hook", practice: "laurier", address: try WebAddress("https://program.example"), events: [.sessionCreated],
            version: version, createdAt: Self.moment, renewedAt: renewedAt)
    }

    private func secrets() throws -> WebhookSecret {
        WebhookSecret(key: try #require(ServerKey(bytes: Array(repeating: UInt8(7), count: 32))))
    }

    @Test func `a message says what happened by ids alone, the same each time`() throws {
        let event = WebhookEvent(kind: .participantWaiting, booking: "session", participant: "account:nadia", at: Self.moment)
        let message = WebhookMessage(event, in: "laurier")
        let text = String(decoding: try message.json, as: UTF8.self)
        let expected =
            #"{"createdAt":"2026-11-24T18:58:03.214Z","data":{"participant":"account:nadia","session":"session"},"id":"\#(message.id)","#
            + #""practice":"laurier","type":"participant.waiting"}"#
        #expect(text == expected)
        #expect(message.id.wholeMatch(of: /evt_[A-Za-z0-9_\-]{22}/) != nil)
        #expect(WebhookMessage(event, in: "laurier") == message)
    }

    @Test func `another event, time, person or practice is another message`() {
        let events = [
            WebhookEvent(kind: .participantWaiting, booking: "session", participant: "account:nadia", at: Self.moment),
            WebhookEvent(kind: .participantLeft, booking: "session", participant: "account:nadia", at: Self.moment),
            WebhookEvent(kind: .participantWaiting, booking: "other", participant: "account:nadia", at: Self.moment),
            WebhookEvent(kind: .participantWaiting, booking: "session", participant: "account:marc", at: Self.moment),
            WebhookEvent(kind: .participantWaiting, booking: "session", participant: "account:nadia", at: Self.moment + .milliseconds(1)),
        ]
        let ids = events.map { WebhookMessage($0, in: "laurier").id } + events.map { WebhookMessage($0, in: "elm").id }
        #expect(Set(ids).count == ids.count)
    }

    @Test func `a test has no session`() throws {
        let message = WebhookMessage(WebhookEvent(kind: .test, booking: nil, at: Self.moment), in: "laurier")
        #expect(String(decoding: try message.json, as: UTF8.self).contains(#""data":{},"#))
    }

    @Test func `headers carry the id, the time in seconds, and a signature for each secret`() throws {
        let secrets = try secrets()
        let one = secrets.headers(for: "evt_1", Array("{}".utf8), to: try webhook(), now: Self.moment)
        #expect(one.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(one.prefix(2).map(\.value) == ["evt_1", "1795546683"])
        let signature = try #require(one.last?.value)
        #expect(signature.wholeMatch(of: /v1,[A-Za-z0-9+\/]{43}=/) != nil)
        let two = secrets.headers(for: "evt_1", Array("{}".utf8), to: try webhook(version: 2, renewedAt: Self.moment), now: Self.moment)
        #expect(two.last?.value.split(separator: " ").count == 2 && two.last?.value.hasSuffix(" \(signature)") == true)
        for (id, body, now) in [("evt_2", "{}", Self.moment), ("evt_1", "{ }", Self.moment), ("evt_1", "{}", Self.moment + .seconds(1))] {
            #expect(secrets.headers(for: id, Array(body.utf8), to: try webhook(), now: now).last?.value != signature)
        }
    }

    @Test func `each webhook and version has a secret of its own`() throws {
        let secrets = try secrets()
        let texts = [secrets.text(of: try webhook()), secrets.text(of: try webhook(version: 2))]
        #expect(Set(texts).count == 2)
        for text in texts { #expect(text.wholeMatch(of: /whsec_[A-Za-z0-9+\/]{43}=/) != nil) }
    }

    @Test func `an event is composed for its webhook, and for none once it is removed`() async throws {
        let world = try await World()
        let webhook = try await world.store.createWebhook(
            WebAddress("https://program.example/hooks"), events: [.sessionCancelled], in: world.practice.id, now: World.start)
        _ = try await world.store.cancelBooking(world.session.id, in: world.practice.id, reason: "malade", now: World.start)
        let item = try #require(try await world.store.lastNotice(to: webhook.id, in: world.practice.id))
        guard case .webhook(let call)? = try await world.portal.compose(item) else {
            Issue.record("no call")
            return
        }
        let body = String(decoding: call.body, as: UTF8.self)
        #expect(call.address == webhook.address && body.contains(world.session.id.rawValue) && body.contains("session.cancelled"))
        for personal in ["Nadia", "Tremblay", "Élise", "malade", "@"] { #expect(!body.contains(personal)) }
        try await world.store.removeWebhook(webhook.id, in: world.practice.id, now: World.start)
        #expect(try await world.portal.compose(item) == nil)
    }
}
