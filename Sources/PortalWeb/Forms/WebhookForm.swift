import PortalCore

/// What somebody typed to have a program told of events: its address, and a tick for each event.
struct WebhookForm: Equatable, Sendable {
    var url = ""
    var events: Set<WebhookEvent.Kind> = []

    init(url: String = "", events: Set<WebhookEvent.Kind> = []) {
        self.url = url
        self.events = events
    }

    init(_ fields: FormFields) {
        url = String(fields["url"].prefix(WebAddress.longest + 1))
        events = Set(WebhookEvent.Kind.offered.filter { fields[$0.rawValue] == "yes" })
    }

    /// What the form says, or what is wrong with it.
    ///
    /// - Parameter allowsPrivate: Whether the operator lets webhooks call private networks.
    func read(allowsPrivate: Bool, _ words: Words) -> (address: WebAddress?, errors: [ErrorLine]) {
        var address: WebAddress?
        var errors: [ErrorLine] = []
        do throws(WebhookAddressRefusal) {
            address = try WebAddress(webhook: url, allowsPrivate: allowsPrivate)
        } catch {
            errors.append(ErrorLine(field: "url", text: words("webhooks.refusals.\(error.rawValue)")))
        }
        if events.isEmpty { errors.append(ErrorLine(field: "events", text: words("webhooks.eventsMissing"))) }
        return (errors.isEmpty ? address : nil, errors)
    }
}
