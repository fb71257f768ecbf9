import PortalCore
import SignalingProtocol
import Storage

extension Portal {
    /// The call that tells a program of an event, signed now; `nil` if its webhook was removed since.
    ///
    /// - Throws: a failure of the encoder or the database.
    func call(_ notice: Notice, in practice: PracticeID) async throws -> WebhookCall? {
        guard case .event(let id, let event) = notice, let webhook = try await store.webhook(id, in: practice) else { return nil }
        let message = WebhookMessage(event, in: practice)
        let body = try message.json
        return WebhookCall(
            address: webhook.address, body: body, fields: webhookSecrets.headers(for: message.id, body, to: webhook, now: now()))
    }
}
