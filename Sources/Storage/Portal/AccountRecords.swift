import GRDB
import PortalCore
import SignalingProtocol

/// Everything that a practice's portal keeps about an account and the clients whose records it may see.
public struct AccountRecords: Equatable, Sendable {
    public let sessions: [BookedSession]
    /// For which of their clients the sessions are assigned to the account, where that counts.
    public let assigned: [BookingID: Set<ClientID>]
    /// Services that the sessions are of, by their ids.
    public let services: [ServiceID: Service]
    public let receipts: [IssuedReceipt]
    public let notices: [SentNotice]
    public let confirmations: [AskedConfirmation]
    public let logins: [LoginSession]
    /// What was done by the account, as the audit log has it.
    public let acts: [AuditRecord]
    /// When the terms were accepted at sign-up.
    public let termsAcceptedAt: Instant?
    public let passwordChangedAt: Instant?

    /// A message about a session that was written down for a client.
    public struct SentNotice: Equatable, Sendable {
        /// A stable word: `session_booked`.
        public let what: String
        public let booking: BookingID
        public let client: ClientID
        public let channel: NoticeChannel
        public let state: OutboxItem.State
        public let writtenAt: Instant
        /// When it was delivered or given up.
        public let endedAt: Instant?
    }

    /// A link or code that was sent to confirm something.
    public struct AskedConfirmation: Equatable, Sendable {
        public let purpose: Challenge.Purpose
        /// The address that it was sent to, if it was another than the account's.
        public let email: EmailAddress?
        public let askedAt: Instant
        public let endedAt: Instant?
    }
}

extension AccountRecords.SentNotice {
    /// - Returns: `nil` for a notice that isn't for a client.
    init?(row: Row) throws {
        let stored: StoredJSON<Notice> = try row.value("notice")
        let (what, booking, client): (String, BookingID, ClientID)
        switch stored.value {
        case .sessionBooked(let id, let whom): (what, booking, client) = ("session_booked", id, whom)
        case .sessionMoved(let id, let whom, _): (what, booking, client) = ("session_moved", id, whom)
        case .sessionHandedOver(let id, let whom): (what, booking, client) = ("session_handed_over", id, whom)
        case .sessionCancelled(let id, let whom, _): (what, booking, client) = ("session_cancelled", id, whom)
        case .sessionReminder(let id, let whom, let reminder, _): (what, booking, client) = ("reminder_\(reminder.rawValue)", id, whom)
        default: return nil
        }
        self.init(
            what: what, booking: booking, client: client, channel: try row.value("channel"), state: try row.value("state"),
            writtenAt: try row.value("created_at"), endedAt: try row.value("ended_at"))
    }
}

extension AccountRecords.AskedConfirmation {
    init(row: Row) throws {
        self.init(
            purpose: try row.value("purpose"), email: try row.value("email"), askedAt: try row.value("created_at"),
            endedAt: try row.value("ended_at"))
    }
}
