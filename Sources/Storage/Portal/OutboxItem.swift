import GRDB
import PortalCore
import SignalingProtocol

/// A notice on its way.
public struct OutboxItem: Equatable, Sendable {
    public enum State: String, Sendable, CaseIterable {
        /// To be tried when it is due.
        case due
        case delivered
        /// Given up: staff see it, and may send it again.
        case failed
        /// No longer true when it was due: a reminder of a session that was moved.
        case obsolete
    }

    public let sequence: Int64
    public let practice: PracticeID
    public let channel: NoticeChannel
    public let notice: Notice
    public let state: State
    /// How often it was tried, this time included.
    public let attempts: Int
    /// Why the last try failed, as a stable word.
    public let failure: String?
    public let createdAt: Instant
    public let dueAt: Instant
    /// When it was given up; of what was delivered, as of when it told.
    public let endedAt: Instant?

    public init(
        sequence: Int64, practice: PracticeID, channel: NoticeChannel, notice: Notice, state: State, attempts: Int,
        failure: String?, createdAt: Instant, dueAt: Instant, endedAt: Instant?
    ) {
        self.sequence = sequence
        self.practice = practice
        self.channel = channel
        self.notice = notice
        self.state = state
        self.attempts = attempts
        self.failure = failure
        self.createdAt = createdAt
        self.dueAt = dueAt
        self.endedAt = endedAt
    }
}

extension OutboxItem {
    init(row: Row) throws {
        let notice: StoredJSON<Notice> = try row.value("notice")
        self.init(
            sequence: try row.value("sequence"), practice: try row.value("practice_id"), channel: try row.value("channel"),
            notice: notice.value, state: try row.value("state"), attempts: try row.value("attempts"),
            failure: try row.value("failure"), createdAt: try row.value("created_at"), dueAt: try row.value("due_at"),
            endedAt: try row.value("ended_at")
        )
    }
}

extension OutboxItem.State: DatabaseValueConvertible {}
extension NoticeChannel: DatabaseValueConvertible {}
