import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Everybody who works or worked at a practice: those who do first, each part by name.
    ///
    /// - Parameter limit: At most that many. Default 500.
    public func team(of practice: PracticeID, limit: Int = 500) async throws -> [Staff] {
        let staff = try await read {
            try $0.rows(
                "SELECT * FROM staff WHERE practice_id = ? ORDER BY is_active DESC, name, staff_id LIMIT ?", [practice, limit]
            ).map(Staff.init(row:))
        }
        // As people sort names: SQLite would put É behind Z.
        return staff.sorted { ($0.isActive ? 0 : 1, SearchKey($0.name.text).text) < ($1.isActive ? 0 : 1, SearchKey($1.name.text).text) }
    }

    /// Who of a practice's staff has a password, and so took up their invitation.
    public func joinedStaff(of practice: PracticeID) async throws -> Set<StaffID> {
        try await read {
            let rows = try $0.rows("SELECT login_id FROM password WHERE practice_id = ? AND kind = 'staff'", [practice])
            return Set(try rows.map { try $0.value("login_id") as StaffID })
        }
    }

    /// Who can take a session over: who works here and took up their invitation, by name.
    ///
    /// - Parameter clinician: Who has it now.
    public func successors(of clinician: StaffID, in practice: PracticeID) async throws -> [Staff] {
        let joined = try await joinedStaff(of: practice)
        return try await team(of: practice).filter { $0.isActive && $0.id != clinician && joined.contains($0.id) }
    }

    /// Changes somebody's place in the team, in somebody's name: both, and how many owners there are, are looked at in the
    /// transaction of the change.
    ///
    /// Who leaves, or no longer oversees the practice, is out of every room and queue; who leaves is also logged out. Keys of programs
    /// that they made and couldn't make any more end.
    ///
    /// - Throws: ``TeamRefusal``, ``PortalStoreError/notFound``.
    public func changeTeam(
        _ id: StaffID, _ change: TeamChange, by somebody: StaffID, in practice: PracticeID, now: Instant
    ) async throws -> Staff {
        try await write { db in
            guard let actor = try Staff.find(somebody, in: practice, db), let before = try Staff.find(id, in: practice, db) else {
                throw PortalStoreError.notFound
            }
            try actor.check(change, of: before, owners: try Staff.owners(of: practice, db))
            var staff = before
            staff.apply(change)
            guard staff != before else { return staff }
            try db.run(
                "UPDATE staff SET role = ?, is_active = ? WHERE practice_id = ? AND staff_id = ?",
                [staff.role, staff.isActive, practice, id])
            if !staff.isActive {
                try LoginID.staff(id).endEverySession(in: practice, now: now, db).insert(db)
            } else if before.role.overseesPractice, !staff.role.overseesPractice {
                try NewRoomCommand(practice: practice, room: nil, command: .subjectRevoked(.staff(id)), at: now).insert(db)
            }
            try noteChange(change, of: staff, now: now, db)
            try revokeAPIKeys(beyond: staff, now: now, db)
            return staff
        }
    }

    private func noteChange(_ change: TeamChange, of staff: Staff, now: Instant, _ db: Database) throws {
        let (id, practice) = (staff.id.rawValue, staff.practice)
        switch change {
        case .role(let role): try note("staff.role_changed", on: id, detail: ["role": role.rawValue], in: practice, now: now, db)
        case .deactivation: try note("staff.deactivated", on: id, in: practice, now: now, db)
        case .reactivation: try note("staff.reactivated", on: id, in: practice, now: now, db)
        }
    }

    /// Changes what somebody says of themselves.
    ///
    /// - Parameter change: Works on name, title, licence and language; the rest stays.
    /// - Throws: ``PortalStoreError/notFound``.
    public func updateProfile(
        of id: StaffID, in practice: PracticeID, now: Instant, _ change: @escaping @Sendable (inout Staff) -> Void
    ) async throws {
        try await write { db in
            guard let before = try Staff.find(id, in: practice, db) else { throw PortalStoreError.notFound }
            var staff = before
            change(&staff)
            guard staff != before else { return }
            try db.run(
                "UPDATE staff SET name = ?, title = ?, licence = ?, language = ? WHERE practice_id = ? AND staff_id = ?",
                [staff.name, staff.title, staff.licence, staff.language, practice, id])
            try note("staff.profile_changed", on: id.rawValue, in: practice, now: now, db)
        }
    }

    /// The sessions that somebody still has to host, soonest first; cancelled ones aren't among them.
    ///
    /// - Parameter limit: At most that many. Default 500.
    public func sessionsToCome(
        of clinician: StaffID, in practice: PracticeID, endingAfter moment: Instant, limit: Int = 500
    ) async throws -> [BookedSession] {
        try await read { db in
            let rows = try db.rows(
                Self.sessionsToCome, Self.sessionsToCome(of: clinician, in: practice, endingAfter: moment, limit: limit))
            return try BookedSession.all(rows, in: practice, db)
        }
    }

    static let sessionsToCome = """
        SELECT * FROM booking
        WHERE practice_id = ? AND clinician_id = ? AND starts_at > ? AND ends_at > ? AND is_cancelled = 0
        ORDER BY starts_at, booking_id LIMIT ?
        """

    /// - Parameter limit: Negative: all of them.
    static func sessionsToCome(
        of clinician: StaffID, in practice: PracticeID, endingAfter moment: Instant, limit: Int
    ) -> StatementArguments {
        // No session is longer than the longest: those that started before that are over.
        [practice, clinician, moment - SessionTime.longest, moment, limit]
    }

    /// How many sessions ``sessionsToCome(of:in:endingAfter:limit:)`` would find without a limit.
    public func countSessionsToCome(
        of clinician: StaffID, in practice: PracticeID, endingAfter moment: Instant
    ) async throws -> Int {
        try await read { db in
            try db.row(
                """
                SELECT COUNT(*) AS sessions FROM booking
                WHERE practice_id = ? AND clinician_id = ? AND starts_at > ? AND ends_at > ? AND is_cancelled = 0
                """,
                [practice, clinician, moment - SessionTime.longest, moment]
            )?.value("sessions") ?? 0
        }
    }
}

extension Staff {
    fileprivate static func owners(of practice: PracticeID, _ db: Database) throws -> Int {
        try db.row(
            "SELECT COUNT(*) AS owners FROM staff WHERE practice_id = ? AND role = ? AND is_active = 1", [practice, Role.owner]
        )?.value("owners") ?? 0
    }

    fileprivate mutating func apply(_ change: TeamChange) {
        switch change {
        case .role(let role): self.role = role
        case .deactivation: isActive = false
        case .reactivation: isActive = true
        }
    }
}
