import Foundation
import GRDB

extension DatabaseFile {
    /// Writes what a database holds at one moment into a new file, while others go on reading and writing it.
    ///
    /// - Throws: a failure of SQLite, also where there is such a file already.
    static func copy(_ database: any DatabaseWriter, to path: String) async throws {
        try await database.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
    }

    /// Writes what the database in a file holds into a new file, for its owner alone; what its log alone holds is part of it.
    ///
    /// - Throws: a failure of SQLite, also where there is such a file already.
    static func copy(_ path: String, to copy: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        makeFile(copy)
        try DatabaseQueue(path: path, configuration: configuration).writeWithoutTransaction {
            try $0.execute(sql: "VACUUM INTO ?", arguments: [copy])
        }
    }

    /// Whether a file that nobody uses is a whole database of ours. Changes nothing.
    ///
    /// - Throws: ``DatabaseFileError``.
    static func check(_ path: String, against migrator: DatabaseMigrator) throws {
        var configuration = Configuration()
        configuration.readonly = true
        do {
            let database = try DatabaseQueue(path: path, configuration: configuration)
            try database.read { db in
                guard try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"],
                    try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil
                else { throw DatabaseFileError.damaged }
                guard try !migrator.appliedIdentifiers(db).isEmpty else { throw DatabaseFileError.notOurs }
                guard try !migrator.hasBeenSuperseded(db) else { throw DatabaseFileError.newerSchema }
            }
        } catch is DatabaseError { throw DatabaseFileError.damaged }
    }
}

extension PortalStore {
    /// Writes everything that the portal keeps at one moment into a new file.
    ///
    /// - Throws: a failure of SQLite, also where there is such a file already.
    public func copy(to path: String) async throws { try await DatabaseFile.copy(database, to: path) }

    /// Writes everything that a portal's file holds, and its log beside it, into a new file for its owner alone.
    ///
    /// - Throws: a failure of SQLite, also where there is such a file already.
    public static func copy(_ path: String, to copy: String) throws { try DatabaseFile.copy(path, to: copy) }

    /// Whether a file that nobody uses is a whole portal of this version or an earlier one. Changes nothing.
    ///
    /// - Throws: ``DatabaseFileError``.
    public static func check(_ path: String) throws { try DatabaseFile.check(path, against: PortalSchema.migrator) }
}

extension JournalStore {
    /// Writes everything that rooms remember at one moment into a new file.
    ///
    /// - Throws: a failure of SQLite, also where there is such a file already.
    public func copy(to path: String) async throws { try await DatabaseFile.copy(database, to: path) }

    /// Writes everything that a journal's file holds, and its log beside it, into a new file for its owner alone.
    ///
    /// - Throws: a failure of SQLite, also where there is such a file already.
    public static func copy(_ path: String, to copy: String) throws { try DatabaseFile.copy(path, to: copy) }

    /// Whether a file that nobody uses is a whole journal of this version or an earlier one. Changes nothing.
    ///
    /// - Throws: ``DatabaseFileError``.
    public static func check(_ path: String) throws { try DatabaseFile.check(path, against: JournalSchema.migrator) }
}
