import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/settings/webhooks`: which programs are told of what happens, and whether it arrives. For owners and admins.
struct WebhookRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get(use: list).get("new", use: fresh).post("new", use: create)
        group.post(":webhook/test") { try await act(.testSent, $0, $1) { try await $0.testWebhook($1, in: $2, now: $3) } }
        group.post(":webhook/secret") { try await act(.secretRenewed, $0, $1) { try await $0.renewWebhookSecret($1, in: $2, now: $3) } }
        group.post(":webhook/remove") { try await act(.webhookRemoved, $0, $1) { try await $0.removeWebhook($1, in: $2, now: $3) } }
    }

    func list(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireOverseer()
        let practice = try context.requirePractice()
        let (places, speech) = (Places(practice: practice.slug), portal.pages.speech(context))
        var rows: [WebhooksView.Row] = []
        for webhook in try await portal.store.webhooks(of: practice.id) {
            let last = try await portal.store.lastNotice(to: webhook.id, in: practice.id)
            rows.append(
                WebhooksView.Row(
                    webhook, secret: portal.webhookSecrets.text(of: webhook), last: last, places: places, speech: speech, now: portal.now()))
        }
        let view = WebhooksView(rows, notice: portal.settingsNotice(request, context), places: places, words: speech.words)
        return try portal.pages.render("webhooks", view, request: request, context: context)
    }

    func fresh(_ request: Request, context: PortalContext) async throws -> Response {
        try form(WebhookForm(), [], request, context)
    }

    func create(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireOverseer()
        let practice = try context.requirePractice()
        let words = portal.pages.words(context)
        let typed = WebhookForm(context.form)
        let (address, errors) = typed.read(allowsPrivate: portal.settings.allowsPrivateWebhooks, words)
        guard let address else { return try form(typed, errors, request, context) }
        do {
            _ = try await portal.store(for: request, context).createWebhook(
                address, events: typed.events, in: practice.id, now: portal.now())
        } catch PortalStoreError.tooManyWebhooks {
            return try form(typed, [ErrorLine(field: "url", text: words("webhooks.tooMany"))], request, context)
        }
        return back(.webhookAdded, practice)
    }

    private func act(
        _ done: SettingsDone, _ request: Request, _ context: PortalContext,
        _ act: (PortalStore, WebhookID, PracticeID, Instant) async throws -> Void
    ) async throws -> Response {
        _ = try context.requireOverseer()
        let practice = try context.requirePractice()
        do {
            try await act(portal.store(for: request, context), try context.id("webhook"), practice.id, portal.now())
        } catch PortalStoreError.notFound { throw Problem.notFound }
        return back(done, practice)
    }

    private func back(_ done: SettingsDone, _ practice: Practice) -> Response {
        .redirect(to: "\(Places(practice: practice.slug).webhooks)?done=\(done)", type: .normal)
    }

    private func form(
        _ form: WebhookForm, _ errors: [ErrorLine], _ request: Request, _ context: PortalContext
    ) throws -> Response {
        _ = try context.requireOverseer()
        let view = WebhookFormView(
            form, errors: errors, places: Places(practice: try context.requirePractice().slug), words: portal.pages.words(context))
        return try portal.pages.render(
            "webhook-new", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}
