import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// - Throws: ``PortalStoreError/emailTaken``, ``PortalStoreError/notFound`` (the practice).
    public func createStaff(
        in practice: PracticeID, role: Staff.Role, name: DisplayName, email: EmailAddress, now: Instant
    ) async throws -> Staff {
        try await write { db in
            let row = try db.row(
                """
                INSERT INTO staff (practice_id, staff_id, role, name, email, is_active, created_at)
                VALUES (?, ?, ?, ?, ?, 1, ?) ON CONFLICT (practice_id, email) DO NOTHING RETURNING *
                """,
                [practice, StaffID.random(), role, name, email, now]
            )
            guard let row else { throw PortalStoreError.emailTaken }
            let staff = try Staff(row: row)
            try note("staff.created", on: staff.id.rawValue, in: practice, now: now, db)
            return staff
        }
    }

    public func staff(_ id: StaffID, in practice: PracticeID) async throws -> Staff? {
        try await read { try Staff.find(id, in: practice, $0) }
    }

    public func staff(email: EmailAddress, in practice: PracticeID) async throws -> Staff? {
        try await read { try Staff.find(email: email, in: practice, $0) }
    }

    /// Everybody who works at a practice now, by name.
    public func activeStaff(in practice: PracticeID) async throws -> [Staff] {
        try await read {
            try $0.rows("SELECT * FROM staff WHERE practice_id = ? AND is_active = 1 ORDER BY name, staff_id", [practice])
                .map(Staff.init(row:))
        }
    }

    /// Ends somebody's access: logins stop, and rooms close on them.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func deactivateStaff(_ id: StaffID, in practice: PracticeID, now: Instant) async throws {
        try await write { db in
            let row = try db.row(
                "UPDATE staff SET is_active = 0 WHERE practice_id = ? AND staff_id = ? RETURNING *", [practice, id])
            guard let row else { throw PortalStoreError.notFound }
            try LoginID.staff(id).endEverySession(in: practice, now: now, db).insert(db)
            try note("staff.deactivated", on: id.rawValue, in: practice, now: now, db)
            try revokeAPIKeys(beyond: try Staff(row: row), now: now, db)
        }
    }
}

extension Staff {
    init(row: Row) throws {
        self.init(
            id: try row.value("staff_id"), practice: try row.value("practice_id"), role: try row.value("role"),
            name: try row.value("name"), email: try row.value("email"), isActive: try row.value("is_active"),
            title: try row.value("title"), licence: try row.value("licence"), language: try row.value("language"),
            invitedAt: try row.value("invited_at")
        )
    }

    static func find(email: EmailAddress, in practice: PracticeID, _ db: Database) throws -> Staff? {
        try db.row("SELECT * FROM staff WHERE practice_id = ? AND email = ?", [practice, email]).map(Staff.init(row:))
    }

    static func find(_ id: StaffID, in practice: PracticeID, _ db: Database) throws -> Staff? {
        try db.row("SELECT * FROM staff WHERE practice_id = ? AND staff_id = ?", [practice, id]).map(Staff.init(row:))
    }
}
