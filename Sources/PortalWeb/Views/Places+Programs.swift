import PortalCore

/// Where keys and webhooks of programs are looked after.
extension Places {
    var apiKeys: String { "\(settings)/api" }
    var newAPIKey: String { "\(apiKeys)/new" }
    func revocation(of id: APIKeyID) -> String { "\(apiKeys)/\(id)/revoke" }

    var webhooks: String { "\(settings)/webhooks" }
    var newWebhook: String { "\(webhooks)/new" }
    func test(of id: WebhookID) -> String { "\(webhooks)/\(id)/test" }
    func secretRenewal(of id: WebhookID) -> String { "\(webhooks)/\(id)/secret" }
    func removal(of id: WebhookID) -> String { "\(webhooks)/\(id)/remove" }
}
