import GRDB
import PortalCore
import SignalingProtocol

/// Notices that should have left by now.
public struct Backlog: Equatable, Sendable {
    public var counts: [NoticeChannel: Int] = [:]
    /// Since when the oldest of them has been due; `nil` where there is none.
    public var oldest: Instant?
}

extension PortalStore {
    /// What the outbox of all practices holds back, for whoever watches the server.
    public func backlog(now: Instant) async throws -> Backlog {
        try await read { db in
            let rows = try db.rows(
                "SELECT channel, count(*) AS count, min(due_at) AS oldest FROM outbox WHERE state = 'due' AND due_at <= ? GROUP BY channel",
                [now])
            var backlog = Backlog()
            for row in rows {
                backlog.counts[try row.value("channel")] = try row.value("count")
                backlog.oldest = min(try row.value("oldest"), backlog.oldest ?? now)
            }
            return backlog
        }
    }
}
