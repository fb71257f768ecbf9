import SignalingProtocol

/// Why a hello was refused, and whether the socket goes with it.
struct Rejection: Error, Equatable {
    let refusal: Refusal
    /// `nil`: the socket stays and may say hello again; the token isn't spent.
    let close: CloseCode?

    init(_ code: ErrorCode, _ message: String, close: CloseCode?) {
        refusal = Refusal(code, message)
        self.close = close
    }

    static let notThisRoom = Self(.forbidden, "the token is for another room", close: .forbidden)
    static let notForThisRole = Self(.forbidden, "this entry is for staff alone", close: .forbidden)
    static let revoked = Self(.forbidden, "access was withdrawn", close: .forbidden)
    static let notHost = Self(.forbidden, "no longer a host of this session", close: .forbidden)
    static let cancelled = Self(.bookingCancelled, "the booking was cancelled", close: .forbidden)
    static let ended = Self(.windowClosed, "the session has ended", close: .ended)
    static let denied = Self(.blocked, "a host did not let you in", close: .denied)
    static let removed = Self(.blocked, "a host removed you", close: .removed)
    static let notOpenYet = Self(.windowNotOpen, "entry has not opened yet", close: .notOpenYet)
    static let closed = Self(.windowClosed, "entry has closed", close: .closed)
    static let full = Self(.roomFull, "no place is free", close: .overloaded)
    static let elsewhere = Self(.duplicateSession, "already here in another tab", close: nil)
    static let resumeInvalid = Self(.resumeInvalid, "this session can't be resumed", close: .sessionExpired)
}
