import Crypto
import Foundation
import PortalCore
import SignalingProtocol

/// What events are signed with, so that a program knows that they come from here. Derived from the webhook's id and the secret's
/// version: it can be shown again without being stored.
///
/// - SeeAlso: Standard Webhooks, "Signature scheme".
struct WebhookSecret: Sendable {
    let key: ServerKey

    /// As the other program is given it: `whsec_` and 256 bits in base64.
    func text(of webhook: Webhook) -> String {
        "whsec_" + bytes(of: webhook, version: webhook.version).base64EncodedString()
    }

    /// The headers of one attempt to send a message.
    ///
    /// - Parameter now: Says when the attempt was made, so that a receiver can turn away what somebody recorded and sends again.
    func headers(for id: String, _ body: [UInt8], to webhook: Webhook, now: Instant) -> [WebhookCall.Field] {
        let signed = Data("\(id).\(now.seconds).".utf8) + body
        let signatures = webhook.versions(signingAt: now).map { version in
            let key = SymmetricKey(data: bytes(of: webhook, version: version))
            return "v1," + Data(HMAC<SHA256>.authenticationCode(for: signed, using: key)).base64EncodedString()
        }
        return [
            WebhookCall.Field(name: "webhook-id", value: id), WebhookCall.Field(name: "webhook-timestamp", value: "\(now.seconds)"),
            WebhookCall.Field(name: "webhook-signature", value: signatures.joined(separator: " ")),
        ]
    }

    private func bytes(of webhook: Webhook, version: Int) -> Data { key.code(for: "\(webhook.id):\(version)", purpose: .webhook) }
}
