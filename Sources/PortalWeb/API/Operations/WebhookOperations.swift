import HTTPTypes
import PortalCore
import SignalingProtocol
import Storage

/// `/v1/webhooks`: which programs are told of events.
struct WebhookOperations {
    let portal: Portal

    var operations: [Operation] {
        [
            Operation(
                .get, "/v1/webhooks", "listWebhooks", .writeWebhooks, "The addresses that are told of events, oldest first", in: portal,
                use: list),
            Operation(
                .post, "/v1/webhooks", "createWebhook", .writeWebhooks, "Has an address told of events", conflicts: [.tooManyWebhooks],
                status: .created, in: portal, use: create),
            Operation(
                .delete, "/v1/webhooks/{webhook}", "removeWebhook", .writeWebhooks, "Tells an address nothing more", in: portal,
                use: remove),
            Operation(
                .post, "/v1/webhooks/{webhook}/secret", "renewWebhookSecret", .writeWebhooks,
                "Makes a new signing secret; for a day messages are signed with both", in: portal, use: renew),
            Operation(
                .post, "/v1/webhooks/{webhook}/test", "testWebhook", .writeWebhooks, "Sends an address a test", in: portal, use: test),
        ]
    }

    func list(_ call: APICall) async throws -> List<WebhookResource> {
        List(items: try await call.store.webhooks(of: call.practice.id).map(resource))
    }

    /// What the form that people fill in would say.
    func create(_ call: APICall, _ body: NewWebhookBody) async throws -> WebhookResource {
        let form = WebhookForm(url: body.url, events: Set(body.events))
        let (address, lines) = form.read(allowsPrivate: portal.settings.allowsPrivateWebhooks, call.words)
        guard let address else { throw Problem.invalid(lines.map { FieldError($0) }) }
        return resource(
            try await call.store.createWebhook(address, events: form.events, in: call.practice.id, now: call.now))
    }

    func remove(_ call: APICall) async throws {
        try await call.store.removeWebhook(try call.id("webhook"), in: call.practice.id, now: call.now)
    }

    func renew(_ call: APICall) async throws -> WebhookResource {
        let id = try call.id("webhook", as: WebhookID.self)
        try await call.store.renewWebhookSecret(id, in: call.practice.id, now: call.now)
        guard let webhook = try await call.store.webhook(id, in: call.practice.id) else { throw Problem.notFound }
        return resource(webhook)
    }

    func test(_ call: APICall) async throws {
        try await call.store.testWebhook(try call.id("webhook"), in: call.practice.id, now: call.now)
    }

    private func resource(_ webhook: Webhook) -> WebhookResource {
        WebhookResource(
            id: webhook.id, url: webhook.address.text, events: WebhookEvent.Kind.offered.filter(webhook.events.contains),
            secret: portal.webhookSecrets.text(of: webhook), createdAt: Moment(webhook.createdAt))
    }
}
