import PortalCore

/// The form for a new webhook.
struct WebhookFormView: Sendable {
    let head: SettingsHead
    let action: String
    let backUrl: String
    let url: FieldView
    let events: ChoicesView

    init(_ form: WebhookForm, errors: [ErrorLine], places: Places, words: Words) {
        head = SettingsHead(words("webhooks.new"), errors: errors, back: (places.webhooks, words("webhooks.title")), words: words)
        action = places.newWebhook
        backUrl = places.webhooks
        url = FieldView(
            "url", label: words("webhooks.url"), value: form.url, errors: errors, type: "url", hint: words("webhooks.urlHint"),
            maxLength: WebAddress.longest)
        let choices: [(String, String, String?, Bool)] = WebhookEvent.Kind.offered.map {
            ($0.rawValue, words("webhooks.events.\($0.rawValue)"), $0.rawValue, form.events.contains($0))
        }
        events = ChoicesView("events", label: words("webhooks.eventsLabel"), anyOf: choices, errors: errors)
    }
}
