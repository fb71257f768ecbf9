import SignalingProtocol

/// Something that somebody outside is told, by what it is about: words, addresses and times are looked up when it is sent, so
/// that it is true then, and so that nothing personal or secret lies in the outbox.
public enum Notice: Codable, Equatable, Sendable {
    /// A session is booked (V2). Of a series that is booked, moved or cancelled together, one session stands for all of them.
    case sessionBooked(BookingID, ClientID)
    /// It has another time; so have the ones with it, which were moved by the same act. Older ones also told of another clinician.
    case sessionMoved(BookingID, ClientID, with: [BookingID]? = nil)
    /// It has another clinician.
    case sessionHandedOver(BookingID, ClientID)
    /// It is cancelled, as are the ones with it, by the same act.
    case sessionCancelled(BookingID, ClientID, with: [BookingID]? = nil)
    /// It is soon (C0, M4). Obsolete once the session starts at another time.
    case sessionReminder(BookingID, ClientID, SessionReminder, startsAt: Instant)
    /// A direct link, to the address that the link was made for (H6).
    case directLink(LinkID)
    /// The session that a direct link opens has another time, to the address that the link was sent to; the link stays.
    case linkMoved(LinkID)
    /// The session that a direct link opened is cancelled, to the address that the link was sent to.
    case linkCancelled(LinkID)
    /// The link and code that confirm an address, of a new account or a changed one (A7, A8).
    case emailConfirmation(ChallengeID)
    /// To the owner of an account, whose address somebody wanted to sign up with again.
    case accountExists(AccountID)
    case passwordReset(ChallengeID)
    /// To an address that asked for a reset, a code or an account where it has none: so that its owner isn't left waiting.
    case noAccount(EmailAddress)
    /// To an address that asked for a reset at the staff's door, where nobody who works there has it.
    case noStaffLogin(EmailAddress)
    case loginCode(ChallengeID)
    case staffInvitation(ChallengeID)
    /// To the address that a login had, when its password or address changed.
    case loginChanged(LoginID, LoginChange, to: EmailAddress)
    /// To an owner or admin: somebody new has confirmed an address and waits to be associated.
    case prospectWaiting(AccountID, for: StaffID)
    /// To the clinician: somebody waits in the room, and no host is there (H8). Who it is older notices don't say.
    case clientWaiting(BookingID, since: Instant, for: StaffID, who: SubjectID? = nil)
    /// To the practice: somebody still waits, and no host has come.
    case clientStillWaiting(BookingID, since: Instant, who: SubjectID)
    /// To a clinician: they host it from now on, and the ones with it, which were handed over by the same act.
    case sessionTakenOver(BookingID, for: StaffID, with: [BookingID]? = nil)
    /// To a program.
    case event(WebhookID, WebhookEvent)
}

/// How long before a session somebody is reminded.
public enum SessionReminder: String, Codable, Sendable, CaseIterable {
    case dayBefore = "day_before"
    case hourBefore = "hour_before"

    public var lead: Duration {
        switch self {
        case .dayBefore: .seconds(86_400)
        case .hourBefore: .seconds(3_600)
        }
    }
}

/// What of a login changed.
public enum LoginChange: String, Codable, Sendable, CaseIterable {
    case password, email
    /// Somebody else took the second step off: its owner had lost it.
    case secondStep
}

/// How a notice travels.
public enum NoticeChannel: String, Sendable, CaseIterable { case mail, sms, webhook }
