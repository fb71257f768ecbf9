import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Everything that is kept about an account and its clients, as it is at one moment.
    ///
    /// - Parameter owner: Whose records the account may see.
    public func records(of account: AccountID, and owner: HistoryOwner, in practice: PracticeID) async throws -> AccountRecords {
        let login = LoginID.account(account)
        return try await read { db in
            let own: StatementArguments = [practice, login.kind, login.id]
            let assigned = try owner.assigned(in: practice, db)
            let sessions = try BookedSession.all(owner.rows(in: practice, db), in: practice, db)
            let services = try Set(sessions.compactMap(\.booking.charge.service)).compactMap { try Service.find($0, in: practice, db) }
            let terms = try db.row("SELECT terms_accepted_at FROM account WHERE practice_id = ? AND account_id = ?", [practice, account])
            let password = try db.row("SELECT changed_at FROM password WHERE practice_id = ? AND kind = ? AND login_id = ?", own)
            return AccountRecords(
                sessions: sessions, assigned: assigned, services: Dictionary(services.map { ($0.id, $0) }) { first, _ in first },
                receipts: try IssuedReceipt.all(of: owner, in: practice, limit: -1, db),
                notices: try owner.notices(in: practice, db).filter {
                    owner.clients.contains($0.client) || assigned[$0.booking]?.contains($0.client) == true
                },
                confirmations: try db.rows(
                    "SELECT * FROM challenge WHERE practice_id = ? AND kind = ? AND login_id = ? ORDER BY created_at", own
                ).map(AccountRecords.AskedConfirmation.init(row:)),
                logins: try db.rows(
                    "SELECT * FROM login_session WHERE practice_id = ? AND kind = ? AND login_id = ? ORDER BY created_at", own
                ).map(LoginSession.init(row:)),
                acts: try db.rows(
                    "SELECT * FROM audit WHERE practice_id = ? AND actor = ? ORDER BY number", [practice, login.subject.rawValue]
                ).map(AuditRecord.init(row:)),
                termsAcceptedAt: try terms?.value("terms_accepted_at"), passwordChangedAt: try password?.value("changed_at"))
        }
    }
}

extension HistoryOwner {
    /// All their sessions, oldest first.
    fileprivate func rows(in practice: PracticeID, _ db: Database) throws -> [Row] {
        let theirs = bookings(in: practice)
        return try db.rows(
            """
            SELECT * FROM booking WHERE practice_id = ? AND booking_id IN \(theirs.sql)
            ORDER BY +starts_at, booking_id
            """,
            [practice] + theirs.arguments)
    }

    /// What was written about their sessions, to whomever.
    fileprivate func notices(in practice: PracticeID, _ db: Database) throws -> [AccountRecords.SentNotice] {
        let theirs = bookings(in: practice)
        return try db.rows(
            """
            SELECT * FROM outbox WHERE practice_id = ? AND booking_id IN \(theirs.sql) ORDER BY sequence
            """,
            [practice] + theirs.arguments
        ).compactMap(AccountRecords.SentNotice.init(row:))
    }
}
