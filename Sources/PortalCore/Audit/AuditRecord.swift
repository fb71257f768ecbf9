import SignalingProtocol

/// Who did what to what, when, and from where. No clinical content, no secrets.
public struct AuditRecord: Equatable, Sendable {
    public let practice: PracticeID
    /// 1 for a practice's first, and without gaps from then on.
    public let number: Int64
    public let at: Instant
    /// A login's subject, or `operator` on the command line.
    public let actor: String
    /// What was done, as a stable word: `booking.cancelled`.
    public let act: String
    /// To what: an id.
    public let object: String
    /// What else there is to know of it, if anything.
    public let detail: AuditDetail?
    /// From which network address, where there is one.
    public let address: String?

    public init(
        practice: PracticeID, number: Int64, at: Instant, actor: String, act: String, object: String, detail: AuditDetail? = nil,
        address: String? = nil
    ) {
        self.practice = practice
        self.number = number
        self.at = at
        self.actor = actor
        self.act = act
        self.object = object
        self.detail = detail
        self.address = address
    }
}
