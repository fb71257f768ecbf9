import HTTPTypes
import PortalCore
import Storage

/// Why something can't be done as things stand, though it was asked for rightly: the codes of answers with the status 409. The
/// raw value is stable; programs key on it.
enum Conflict: String, Error, Sendable, CaseIterable {
    /// The clinician has another session then; `mayOverlap` makes it all the same.
    case slotTaken = "slot_taken"
    /// One of the clients was archived meanwhile.
    case clientArchived = "client_archived"
    case sessionCancelled = "session_cancelled"
    /// It was held, or nobody can come into it any more.
    case sessionOver = "session_over"
    /// Nobody can have come to it yet.
    case sessionNotBegun = "session_not_begun"
    case sharingDisabled = "sharing_disabled"
    case tooManyLinks = "too_many_links"
    /// It is revoked or expired, or has no address.
    case linkNotSendable = "link_not_sendable"
    case tooManyWebhooks = "too_many_webhooks"
    case alreadyPaid = "already_paid"
    case receiptNumbersUsedUp = "receipt_numbers_used_up"
    /// There seems to be such a client; `acceptsDuplicate` adds another.
    case possibleDuplicate = "possible_duplicate"
    /// An account of the practice has that address.
    case emailTaken = "email_taken"
    /// Its owner has logged in: the password is theirs to change.
    case accountInUse = "account_in_use"
    /// The practice doesn't let staff set passwords.
    case passwordsDisabled = "passwords_disabled"
}

extension Conflict {
    /// - Returns: `nil` for what isn't a matter of how things stand.
    init?(_ error: PortalStoreError) {
        switch error {
        case .slotTaken: self = .slotTaken
        case .badClients: self = .clientArchived
        case .bookingCancelled: self = .sessionCancelled
        case .notBegun: self = .sessionNotBegun
        case .sharingDisabled: self = .sharingDisabled
        case .alreadyPaid: self = .alreadyPaid
        case .receiptNumbersUsedUp: self = .receiptNumbersUsedUp
        case .tooManyWebhooks: self = .tooManyWebhooks
        case .emailTaken: self = .emailTaken
        case .accountInUse: self = .accountInUse
        default: return nil
        }
    }
}
