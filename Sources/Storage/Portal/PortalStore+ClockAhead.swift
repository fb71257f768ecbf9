import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Sets right what a clock that ran ahead has put off, once it was set right itself: notices are due as long from now as they
    /// were from when they were written, and whoever logged in wrongly then doesn't wait until that time has come. Reminders keep to
    /// their session.
    public func takeBackFuture(now: Instant) async throws {
        try await writeQuietly { db in
            for row in try db.rows("SELECT * FROM outbox WHERE state = 'due' AND due_at > ? AND created_at > ?", [now, now]) {
                let item = try OutboxItem(row: row)
                if case .sessionReminder = item.notice { continue }
                let due = max(now, item.dueAt - (item.createdAt - now))
                try db.run("UPDATE outbox SET due_at = ? WHERE sequence = ?", [due, item.sequence])
            }
            try db.run("DELETE FROM login_attempt WHERE last_attempt_at > ?", [now])
        }
    }
}
