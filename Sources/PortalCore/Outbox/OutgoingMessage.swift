/// Something that leaves for the world, ready to be sent, by the road it takes.
public enum OutgoingMessage: Equatable, Sendable {
    case mail(MailMessage)
    case text(TextMessage)
    case webhook(WebhookCall)
}

/// A text message (SMS) to a telephone.
public struct TextMessage: Equatable, Sendable {
    public var to: MobileNumber
    public var text: String

    public init(to: MobileNumber, text: String) {
        self.to = to
        self.text = text
    }
}

/// A POST that tells another program of an event.
public struct WebhookCall: Equatable, Sendable {
    /// A header line of the call, for instance its signature.
    public struct Field: Equatable, Sendable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public var address: WebAddress
    /// JSON, exactly as it was signed.
    public var body: [UInt8]
    public var fields: [Field]

    public init(address: WebAddress, body: [UInt8], fields: [Field] = []) {
        self.address = address
        self.body = body
        self.fields = fields
    }
}
