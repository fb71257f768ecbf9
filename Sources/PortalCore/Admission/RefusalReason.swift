/// Why somebody may not enter a room. The raw values are stable: pages, translations and the command line key on them.
///
/// The order of the cases is the order in which reasons are given: first who asks, then the session, then the moment.
public enum RefusalReason: String, Error, Codable, Sendable, CaseIterable {
    /// Nobody is logged in.
    case notSignedIn = "not_signed_in"
    /// The login was disabled, or belongs to somebody who left the practice.
    case accountDisabled = "account_disabled"
    /// The account's e-mail address isn't confirmed.
    case emailNotVerified = "email_not_verified"
    /// The account belongs to no client of the practice yet (V4, A11).
    case notAssociated = "not_associated"
    /// The session is booked for, or hosted by, somebody else (A16), or belongs to another practice (A18).
    case notYourSession = "not_your_session"
    case bookingCancelled = "booking_cancelled"
    /// The link was revoked, or the practice switched sharing off (H6).
    case linkRevoked = "link_revoked"
    case linkExpired = "link_expired"
    /// As many browsers as the link is for have entered by it, and this is none of them.
    case linkUsedUp = "link_used_up"
    /// The link is good in the browser that first entered by it, and this is another one.
    case linkOnOtherDevice = "link_on_other_device"
    /// No such link, or its secret is wrong.
    case linkUnknown = "link_unknown"
    /// The join window isn't open yet (W3).
    case windowNotOpen = "window_not_open"
    /// The join window has closed (W3).
    case windowClosed = "window_closed"
    /// The host ended the session, or it came to its end.
    case sessionEnded = "session_ended"
    /// The host denied or removed this person, and didn't undo it.
    case blocked
}

extension RefusalReason {
    /// Lies in the link: whoever brings it is told nothing about the session.
    public var isOfLink: Bool {
        switch self {
        case .linkUnknown, .linkRevoked, .linkExpired, .linkUsedUp, .linkOnOtherDevice: true
        default: false
        }
    }
}

extension [RefusalReason] {
    /// Those that are said, of all that hold, in order. Nothing follows a cancellation: when the session would have opened, or that
    /// its link has expired, helps nobody. Nor do the hours of a session that is over.
    public var said: [RefusalReason] {
        let inOrder = sorted()
        guard let cancellation = inOrder.firstIndex(of: .bookingCancelled) else {
            return contains(.sessionEnded) ? inOrder.filter { $0 != .windowNotOpen && $0 != .windowClosed } : inOrder
        }
        return Array(inOrder[...cancellation])
    }

    /// Whether the session they are of still takes place, so that what stands in the way may be gone at its start.
    public var leaveAStart: Bool { !contains(.bookingCancelled) && !contains(.sessionEnded) }
}

extension RefusalReason: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.position < right.position }

    private var position: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.endIndex }
}
