/// What staff can do about a reason why somebody may not enter. The raw values are stable: pages, words and the command line key
/// on them.
public enum Remedy: String, Codable, Sendable, CaseIterable {
    /// Set an account up in the client record, have the client sign up, or give out a direct link.
    case giveAccount = "give_account"
    case enableAccount = "enable_account"
    /// Vouch for the address (A10).
    case verifyAccount = "verify_account"
    /// Say whose the account is (A15).
    case associateAccount = "associate_account"
    /// Make another direct link.
    case newLink = "new_link"
    /// Open entry until the end (W4a).
    case reopenEntry = "reopen_entry"
    /// In the room's own panel, where those who were kept out are listed (H2).
    case undoInRoom = "undo_in_room"
    /// Book another session.
    case bookAnother = "book_another"
    /// It passes by itself.
    case wait
}

extension RefusalReason {
    /// What staff can do about it.
    public var remedy: Remedy {
        switch self {
        case .notSignedIn: .giveAccount
        case .accountDisabled: .enableAccount
        case .emailNotVerified: .verifyAccount
        case .notAssociated, .notYourSession: .associateAccount
        case .bookingCancelled, .sessionEnded: .bookAnother
        case .windowNotOpen: .wait
        case .windowClosed: .reopenEntry
        case .blocked: .undoInRoom
        // What lies in a link.
        default: .newLink
        }
    }
}
