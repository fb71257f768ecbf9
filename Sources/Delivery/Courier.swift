import PortalCore

/// Everything that leaves, each by its road.
public struct Courier: Sendable {
    /// How mail leaves.
    public enum MailRoad: Sendable {
        case smtp(SMTPTransport)
        /// No mail server: it is kept where somebody can read it.
        case directory(MailDirectory)
    }

    private let mail: MailRoad
    private let texts: SMSGateway?
    private let webhooks: HTTPGateway

    /// - Parameter texts: `nil`: text messages can't be sent.
    public init(mail: MailRoad, texts: SMSGateway?, webhooks: HTTPGateway) {
        self.mail = mail
        self.texts = texts
        self.webhooks = webhooks
    }

    /// Returns once somebody else has taken it over.
    ///
    /// - Throws: ``DeliveryFailure``.
    public func send(_ message: OutgoingMessage) async throws(DeliveryFailure) {
        switch message {
        case .mail(let message):
            switch mail {
            case .smtp(let transport): try await transport.send(message)
            case .directory(let directory): try await directory.keep(message)
            }
        case .text(let message):
            guard let texts else { throw DeliveryFailure(.configuration, .noRoad) }
            try await texts.send(message)
        case .webhook(let call):
            try await webhooks.post(call.body, to: call.address, fields: call.fields)
        }
    }
}
