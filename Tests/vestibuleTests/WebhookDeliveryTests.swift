import Foundation
import HTTPTypes
import Logging
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb
@testable import vestibule

/// The whole way of an event: from the change that causes it, through the outbox, to another program.
@Suite("Webhooks, end to end")
struct WebhookDeliveryTests {
    /// An installation that may call this machine, a webhook at a receiver, and what delivers to it.
    private struct Stage {
        let installation: Installation
        let delivery: OutboxDelivery
        let clinic: Clinic
        let webhook: Webhook

        init(_ installation: Installation, at url: String) async throws {
            self.installation = installation
            let (publicURL, logger) = (installation.publicURL(port: 0), Logger(label: "test"))
            let signaling = try await VestibuleServer.signaling(for: installation, publicURL: publicURL, logger: logger)
            let metrics = ServerMetrics(MetricsRegistry())
            let portal = try await VestibuleServer.portal(
                for: installation, signaling: signaling, publicURL: publicURL, metrics: metrics)
            delivery = VestibuleServer.delivery(of: installation, portal: portal, metrics: metrics, logger: logger)
            clinic = try await installation.makeClinic()
            webhook = try await installation.portal.createWebhook(
                WebAddress(webhook: url, allowsPrivate: true), events: Set(WebhookEvent.Kind.offered),
                in: installation.practice(slug: "laurier").id, now: installation.clock.now)
        }

        var secret: String { WebhookSecret(key: installation.serverKey).text(of: webhook) }

        /// Delivers every event that is due by a moment.
        func deliver(after time: Duration = .zero) async throws {
            let due = try await installation.portal.takeOutbox(on: .webhook, dueAt: installation.clock.now + time, limit: 10)
            for item in due { await delivery.deliver(item) }
        }

        func events(in state: OutboxItem.State) async throws -> [OutboxItem] {
            try await installation.portal.outbox(of: webhook.practice, in: state).filter { $0.channel == .webhook }
        }
    }

    private func withStage(
        answering answers: [HTTPResponse.Status] = [], settings: [SettingKey: String] = [.privateWebhooks: "yes"],
        _ body: @escaping @Sendable (Stage, WebhookReceiver) async throws -> Void
    ) async throws {
        try await WebhookReceiver.listening(answering: answers) { receiver, url in
            try await withInstallation(settings) { try await body(Stage($0, at: url), receiver) }
        }
    }

    @Test func `a session that is booked is told, signed, and by ids alone`() async throws {
        try await withStage { stage, receiver in
            let booking = try await stage.installation.book(stage.clinic, at: stage.installation.clock.now)
            try await stage.deliver()
            let call = try #require(receiver.calls.first)
            #expect(receiver.calls.count == 1 && call.path == "/hooks?from=vestibule")
            #expect(call.headers["content-type"] == "application/json")
            #expect(try Self.verify(call, stage.secret))
            let told = try JSONDecoder().decode(Told.self, from: Data(call.body.utf8))
            #expect(told.type == "session.created" && told.practice == stage.webhook.practice.rawValue)
            #expect(told.data == ["session": booking.id.rawValue] && told.id == call.headers["webhook-id"])
            for name in ["Nadia", "Élise", "@"] { #expect(!call.body.contains(name)) }
            #expect(try await stage.events(in: .delivered).count == 1)
        }
    }

    @Test func `what a program refuses comes again, the same under the same id, signed anew`() async throws {
        try await withStage(answering: [.internalServerError, .serviceUnavailable]) { stage, receiver in
            _ = try await stage.installation.book(stage.clinic, at: stage.installation.clock.now)
            try await stage.deliver()
            #expect(try await stage.events(in: .due).map(\.failure) == ["refused"])
            try await stage.deliver(after: .seconds(59))
            #expect(receiver.calls.count == 1)
            try await stage.deliver(after: .seconds(70))
            try await stage.deliver(after: .seconds(400))
            #expect(receiver.calls.count == 3)
            #expect(Set(receiver.calls.map(\.body)).count == 1 && Set(receiver.calls.map { $0.headers["webhook-id"] }).count == 1)
            for call in receiver.calls { #expect(try Self.verify(call, stage.secret)) }
            #expect(try await stage.events(in: .delivered).count == 1)
        }
    }

    @Test func `a redirect is not followed`() async throws {
        try await withStage(answering: [.temporaryRedirect]) { stage, receiver in
            _ = try await stage.installation.book(stage.clinic, at: stage.installation.clock.now)
            try await stage.deliver()
            #expect(receiver.calls.map(\.path) == ["/hooks?from=vestibule"])
            #expect(try await stage.events(in: .due).map(\.failure) == ["redirected"])
        }
    }

    @Test func `what will never be taken is given up, and staff send it again`() async throws {
        try await withStage(answering: [.badRequest]) { stage, receiver in
            _ = try await stage.installation.book(stage.clinic, at: stage.installation.clock.now)
            try await stage.deliver()
            let failed = try #require(try await stage.events(in: .failed).first)
            try await stage.installation.portal.resendOutboxItem(
                failed.sequence, in: stage.webhook.practice, now: stage.installation.clock.now)
            try await stage.deliver()
            #expect(Set(receiver.calls.map(\.body)).count == 1 && receiver.calls.count == 2)
            #expect(try await stage.events(in: .delivered).count == 1)
        }
    }

    @Test func `a removed webhook is called no more, even about what it was to be told`() async throws {
        try await withStage { stage, receiver in
            _ = try await stage.installation.book(stage.clinic, at: stage.installation.clock.now)
            let (portal, now) = (stage.installation.portal, stage.installation.clock.now)
            let taken = try await portal.takeOutbox(on: .webhook, dueAt: now, limit: 1)
            try await portal.removeWebhook(stage.webhook.id, in: stage.webhook.practice, now: now)
            for item in taken { await stage.delivery.deliver(item) }
            #expect(receiver.calls.isEmpty)
            #expect(try await stage.events(in: .obsolete).count == 1)
        }
    }

    @Test func `a replaced secret signs beside the new one, and no other does`() async throws {
        try await withStage { stage, receiver in
            let (portal, now) = (stage.installation.portal, stage.installation.clock.now)
            try await portal.renewWebhookSecret(stage.webhook.id, in: stage.webhook.practice, now: now)
            let renewed = try #require(try await portal.webhook(stage.webhook.id, in: stage.webhook.practice))
            try await portal.testWebhook(stage.webhook.id, in: stage.webhook.practice, now: now)
            try await stage.deliver()
            let call = try #require(receiver.calls.first)
            let new = WebhookSecret(key: stage.installation.serverKey).text(of: renewed)
            #expect(new != stage.secret)
            #expect(try Self.verify(call, new) && Self.verify(call, stage.secret))
            #expect(try !Self.verify(call, "whsec_" + Data(repeating: 1, count: 32).base64EncodedString()))
        }
    }

    @Test func `without the operator's leave this machine is not called`() async throws {
        try await withStage(settings: [:]) { stage, receiver in
            _ = try await stage.installation.book(stage.clinic, at: stage.installation.clock.now)
            try await stage.deliver()
            #expect(receiver.calls.isEmpty)
            #expect(try await stage.events(in: .failed).map(\.failure) == ["private_address"])
        }
    }

    private struct Told: Decodable {
        let id: String, type: String, createdAt: String, practice: String, data: [String: String]
    }

    /// Whether the example of Webhooks.md, as it stands there, finds the call to be from here.
    private static func verify(_ call: WebhookReceiver.Call, _ secret: String) throws -> Bool {
        let article = try String(
            contentsOf: Program.webDirectory.appending(path: "../Sources/PortalWeb/PortalWeb.docc/Webhooks.md"), encoding: .utf8)
        let example = try #require(article.firstMatch(of: /```python\n([\s\S]*?)```/)).1
        let driver =
            "\nimport json, sys\ncall = json.load(sys.stdin)\n"
            + "print(verify(call['secret'], call['headers'], call['body'].encode()))\n"
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", String(example) + driver]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let given = Given(secret: secret, headers: call.headers, body: call.body)
        try input.fileHandleForWriting.write(contentsOf: JSONEncoder().encode(given))
        try input.fileHandleForWriting.close()
        let said = try output.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: said ?? Data(), as: UTF8.self) == "True\n"
    }

    private struct Given: Encodable {
        let secret: String, headers: [String: String], body: String
    }
}
