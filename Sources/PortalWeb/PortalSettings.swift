import Foundation
import PortalCore

/// What a portal has to be told about where it runs.
public struct PortalSettings: Sendable {
    /// Where people reach it, without a slash at its end: `https://portal.example.org`. Cookies and HSTS follow its scheme.
    public var publicURL: String
    /// Where sockets are opened, without a slash at its end: `wss://portal.example.org`.
    public var signalingURL: String
    /// What room tokens carry as `iss`.
    public var issuer: String
    /// What mails are sent from, each under its practice's name; `nil`: none can be sent.
    public var mailSender: EmailAddress?
    /// Whether text messages can be sent.
    public var sendsTexts: Bool
    /// Where mails lie that are shown to anybody at `/demo/mail`: the demo's alone. Default: nowhere, and there is no such page.
    public var demoMail: URL?
    /// Whether webhooks may lead to this machine and into private networks. Default: no.
    public var allowsPrivateWebhooks: Bool
    /// Addresses of proxies whose `X-Forwarded-For` is believed. Default: none.
    public var trustedProxies: Set<String>

    public init(
        publicURL: String, signalingURL: String, issuer: String, mailSender: EmailAddress? = nil, sendsTexts: Bool = false,
        demoMail: URL? = nil, allowsPrivateWebhooks: Bool = false, trustedProxies: Set<String> = []
    ) {
        self.publicURL = publicURL
        self.signalingURL = signalingURL
        self.issuer = issuer
        self.mailSender = mailSender
        self.sendsTexts = sendsTexts
        self.demoMail = demoMail
        self.allowsPrivateWebhooks = allowsPrivateWebhooks
        self.trustedProxies = trustedProxies
    }

    var isSecure: Bool { publicURL.hasPrefix("https://") }
}
