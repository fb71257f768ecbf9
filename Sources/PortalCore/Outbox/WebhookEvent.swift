import SignalingProtocol

/// What programs may be told of, when it happens. The raw value is stable.
public struct WebhookEvent: Codable, Equatable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case sessionCreated = "session.created"
        case sessionMoved = "session.moved"
        case sessionCancelled = "session.cancelled"
        case participantWaiting = "participant.waiting"
        case participantAdmitted = "participant.admitted"
        case participantLeft = "participant.left"
        case sessionEnded = "session.ended"
    }

    public let kind: Kind
    public let booking: BookingID
    /// Whom it is about, for events of participants.
    public let participant: SubjectID?
    public let at: Instant

    public init(kind: Kind, booking: BookingID, participant: SubjectID? = nil, at: Instant) {
        self.kind = kind
        self.booking = booking
        self.participant = participant
        self.at = at
    }
}
