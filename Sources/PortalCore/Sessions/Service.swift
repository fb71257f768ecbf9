import SignalingProtocol

/// A kind of session that a practice holds, with its usual length and fee.
public struct Service: Equatable, Sendable, Identifiable {
    public let id: ServiceID
    public let practice: PracticeID
    public var name: DisplayName
    /// How long it usually is: within ``SessionTime/lengths``.
    public var minutes: Int
    /// Before taxes, in minor units (cents) of the practice's currency; `nil`: agreed on each time.
    public var fee: Int64?
    /// Whether the practice's taxes come on top of the fee.
    public var isTaxed: Bool
    /// One that isn't offered any more stays with the sessions it was held as.
    public var isOffered: Bool

    public init(
        id: ServiceID, practice: PracticeID, name: DisplayName, minutes: Int, fee: Int64? = nil, isTaxed: Bool = false,
        isOffered: Bool = true
    ) {
        self.id = id
        self.practice = practice
        self.name = name
        self.minutes = minutes
        self.fee = fee
        self.isTaxed = isTaxed
        self.isOffered = isOffered
    }

    /// What a session of this kind costs, unless something else is agreed on.
    public var charge: SessionCharge { SessionCharge(service: id, fee: fee, isTaxed: isTaxed) }
}
