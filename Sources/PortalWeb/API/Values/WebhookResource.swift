import PortalCore
import SignalingProtocol

/// An address that is told of events.
struct WebhookResource: Resource, Equatable {
    let id: WebhookID
    let url: String
    let events: [WebhookEvent.Kind]
    let secret: String
    let createdAt: Moment

    static let schema = Schema.named(
        "Webhook",
        .object([
            .required("id", .id), .required("url", .address), .required("events", WebhookEvent.Kind.listSchema),
            .required("secret", .text, "What messages are signed with, as Standard Webhooks writes it: `whsec_` and base64."),
            .required("createdAt", .moment),
        ]))

    var place: String? { "/v1/webhooks" }
}

/// An address that is to be told of events.
struct NewWebhookBody: APIBody {
    var url: String
    var events: [WebhookEvent.Kind]

    static let schema = Schema.named(
        "NewWebhook",
        .object([
            .required("url", .text(1...WebAddress.longest), "It begins with `https://`."),
            .required("events", WebhookEvent.Kind.listSchema),
        ]))
}

extension WebhookEvent.Kind {
    /// Those that somebody may choose, at least one of them.
    fileprivate static let listSchema = Schema.list(of: .oneOf(offered.map(\.rawValue)), count: 1...offered.count)
}
