import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Adds somebody to the team and invites them by mail to choose a password.
    ///
    /// - Throws: ``PortalStoreError/emailTaken``, ``PortalStoreError/notFound`` (the practice).
    public func inviteStaff(
        in practice: PracticeID, role: Staff.Role, name: DisplayName, email: EmailAddress, now: Instant
    ) async throws -> Staff {
        try await write { db in
            let row = try db.row(
                """
                INSERT INTO staff (practice_id, staff_id, role, name, email, is_active, created_at, invited_at)
                VALUES (?, ?, ?, ?, ?, 1, ?, ?) ON CONFLICT (practice_id, email) DO NOTHING RETURNING *
                """,
                [practice, StaffID.random(), role, name, email, now, now]
            )
            guard let row else { throw PortalStoreError.emailTaken }
            let staff = try Staff(row: row)
            try sendInvitation(to: staff, now: now, db)
            try note("staff.invited", on: staff.id.rawValue, in: practice, now: now, db)
            return staff
        }
    }

    /// Sends an invitation once more; the one before opens nothing any more.
    ///
    /// - Throws: ``PortalStoreError/notFound`` if nobody of that id works here who hasn't chosen a password yet.
    public func resendInvitation(to id: StaffID, in practice: PracticeID, now: Instant) async throws {
        try await write { db in
            guard let staff = try Staff.find(id, in: practice, db), staff.isActive,
                try LoginID.staff(id).phc(in: practice, db) == nil
            else { throw PortalStoreError.notFound }
            try db.run("UPDATE staff SET invited_at = ? WHERE practice_id = ? AND staff_id = ?", [now, practice, id])
            try sendInvitation(to: staff, now: now, db)
            try note("staff.invited", on: id.rawValue, in: practice, now: now, db)
        }
    }

    /// Whose invitation couldn't be delivered, dismissed or not, of those whom staff invited.
    ///
    /// - Returns: The newest invitation alone counts: one that was sent again is on its way.
    public func undeliveredInvitations(of practice: PracticeID) async throws -> Set<StaffID> {
        try await read { db in
            let failed = try db.rows(
                "SELECT * FROM outbox WHERE practice_id = ? AND state = 'failed' ORDER BY sequence DESC LIMIT 500", [practice]
            ).map(OutboxItem.init(row:))
            return Set(
                try failed.compactMap { item in
                    guard case .staffInvitation(let id) = item.notice else { return nil }
                    return try Challenge.invited(by: id, in: practice, db)
                })
        }
    }

    /// Who is invited by an invitation that was neither met nor replaced by a newer one.
    public func invited(by id: ChallengeID, in practice: PracticeID) async throws -> StaffID? {
        try await read { try Challenge.invited(by: id, in: practice, $0) }
    }

    /// Meets an invitation.
    ///
    /// - Parameter phc: The hash of the chosen password.
    /// - Returns: Who may log in now; `nil` if the invitation can't be met (any more), or they left meanwhile.
    public func acceptInvitation(
        _ id: ChallengeID, phc: String, in practice: PracticeID, now: Instant
    ) async throws -> LoginID? {
        try await write { db in
            guard let met = try meet(id, .staffInvitation, in: practice, now: now, db), let login = met.login,
                try login.address(in: practice, db) != nil, try login.phc(in: practice, db) == nil
            else { return nil }
            try storePassword(phc, of: login, in: practice, now: now, db)
            try note("staff.joined", on: login.id, in: practice, now: now, db)
            return login
        }
    }

    private func sendInvitation(to staff: Staff, now: Instant, _ db: Database) throws {
        _ = try startChallenge(
            .staffInvitation, of: .staff(staff.id), email: staff.email, in: staff.practice, now: now,
            notice: Notice.staffInvitation, db)
    }
}

extension Challenge {
    fileprivate static func invited(by id: ChallengeID, in practice: PracticeID, _ db: Database) throws -> StaffID? {
        let row = try db.row(
            "SELECT * FROM challenge WHERE practice_id = ? AND challenge_id = ? AND ended_at IS NULL", [practice, id])
        guard case .staff(let staff)? = try row.map(Challenge.init(row:))?.login else { return nil }
        return staff
    }
}
