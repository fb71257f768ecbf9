import SignalingProtocol

// What the portal alone names; ids that rooms know too are in SignalingProtocol.
extension IdentifiedKind {
    public enum Challenge {}
    public enum Service {}
    public enum Series {}
    public enum Receipt {}
    public enum APIKey {}
    public enum Webhook {}
}

/// One confirmation that is asked of somebody: a link or a code in a mail.
public typealias ChallengeID = Identifier<IdentifiedKind.Challenge>
public typealias ServiceID = Identifier<IdentifiedKind.Service>
/// Sessions that were booked together, every week or two.
public typealias SeriesID = Identifier<IdentifiedKind.Series>
public typealias ReceiptID = Identifier<IdentifiedKind.Receipt>
public typealias APIKeyID = Identifier<IdentifiedKind.APIKey>
public typealias WebhookID = Identifier<IdentifiedKind.Webhook>
