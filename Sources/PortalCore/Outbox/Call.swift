import SignalingProtocol

/// What calls somebody to a room where a client waits and no host is (H8).
public struct Call: Equatable, Sendable {
    public enum Callee: Equatable, Sendable { case clinician, practice }

    public let callee: Callee
    public let booking: BookingID
    /// Who waits; `nil` in notices of old.
    public let who: SubjectID?
    public let since: Instant

    public init(callee: Callee, booking: BookingID, who: SubjectID?, since: Instant) {
        self.callee = callee
        self.booking = booking
        self.who = who
        self.since = since
    }

    /// Whether a mail that was handed over is enough of a call about this too: it told of everybody who waited then, and
    /// nobody who goes and comes back calls more than once in ``again``.
    ///
    /// - Parameter moment: As of when it told.
    public func isAnswered(by earlier: Call, asOf moment: Instant) -> Bool {
        guard earlier.callee == callee, earlier.booking == booking else { return false }
        return moment >= since || (earlier.who != nil && earlier.who == who && moment > since - Self.again)
    }

    /// How long after a mail about somebody the next one about them is, at the least: 10 minutes.
    public static let again = Duration.seconds(600)
    /// How long somebody waits before the clinician is called by mail: 1 minute, in which most hosts come by themselves.
    public static let wait = Duration.seconds(60)
}

extension Notice {
    /// Whom it calls to a room; `nil` for what calls nobody.
    public var call: Call? {
        switch self {
        case .clientWaiting(let booking, let since, _, let who): Call(callee: .clinician, booking: booking, who: who, since: since)
        case .clientStillWaiting(let booking, let since, let who): Call(callee: .practice, booking: booking, who: who, since: since)
        default: nil
        }
    }
}
