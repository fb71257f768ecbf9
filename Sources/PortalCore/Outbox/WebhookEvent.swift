import SignalingProtocol

/// What programs are told of, when it happens: by ids alone, so that nothing personal leaves. The raw value is stable.
public struct WebhookEvent: Codable, Equatable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case sessionCreated = "session.created"
        /// It has another time, or another clinician.
        case sessionMoved = "session.moved"
        case sessionCancelled = "session.cancelled"
        /// The last of those who may admit has ended the room, or its time was over.
        case sessionEnded = "session.ended"
        case participantWaiting = "participant.waiting"
        /// They are in the room: admitted by somebody, or as a host.
        case participantAdmitted = "participant.admitted"
        /// They left, were turned away, or taken out.
        case participantLeft = "participant.left"
        /// Asked for by staff, to see whether a webhook works. Every webhook is told.
        case test = "webhook.test"

        /// Those that somebody may choose.
        public static let offered = allCases.filter { $0 != .test }
    }

    public let kind: Kind
    /// `nil` for a test.
    public let booking: BookingID?
    /// Whom it is about, for events of participants.
    public let participant: SubjectID?
    public let at: Instant

    public init(kind: Kind, booking: BookingID?, participant: SubjectID? = nil, at: Instant) {
        self.kind = kind
        self.booking = booking
        self.participant = participant
        self.at = at
    }
}
