import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Changes what an account's owner says about themselves. What isn't given stays.
    ///
    /// - Parameters:
    ///   - name: As it is shown to them, and proposed for a session.
    ///   - language: What mails and pages are written in.
    /// - Throws: ``PortalStoreError/notFound``.
    public func changeProfile(
        of id: AccountID, name: DisplayName? = nil, language: Language? = nil, in practice: PracticeID, now: Instant
    ) async throws -> Account {
        try await write { db in
            guard let account = try Account.find(id, in: practice, db) else { throw PortalStoreError.notFound }
            let newName = name.flatMap { $0 == account.name ? nil : $0 }
            let newLanguage = language.flatMap { $0 == account.language ? nil : $0 }
            let fields = [newName.map { _ in "name" }, newLanguage.map { _ in "language" }].compactMap(\.self)
            guard !fields.isEmpty else { return account }
            let row = try db.row(
                """
                UPDATE account SET name = COALESCE(?, name), language = COALESCE(?, language)
                WHERE practice_id = ? AND account_id = ? RETURNING *
                """,
                [newName, newLanguage, practice, id])
            guard let row else { throw PortalStoreError.notFound }
            let detail: AuditDetail = ["fields": fields.joined(separator: ",")]
            try note("account.profile_changed", on: id.rawValue, detail: detail, in: practice, now: now, db)
            return try Account(row: row)
        }
    }
}
