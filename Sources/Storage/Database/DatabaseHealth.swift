import Foundation
import GRDB
import PortalCore
import SignalingProtocol

/// What a look at a database file found.
public struct DatabaseHealth: Equatable, Sendable {
    /// Whether its schema is this version's. An older one is brought up to date at the next start.
    public var isUpToDate: Bool
    /// When the newest thing that is written down in it happened; `nil` where nothing is, or nobody looked.
    public var newest: Instant?
}

extension DatabaseFile {
    /// Whether opening a file would change the schema that is in it, or make it.
    static func isOlder(_ path: String, than migrator: DatabaseMigrator) -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return true }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        // What can't be read isn't changed either: opening it says why.
        let isOlder = try? DatabaseQueue(path: path, configuration: configuration).read { db in
            try !migrator.hasCompletedMigrations(db)
        }
        return isOlder ?? false
    }

    /// Looks at a file, also while others use it. Changes nothing.
    ///
    /// - Parameter newest: SQL for the newest time in it, in milliseconds, asked of this version's schema.
    /// - Throws: ``DatabaseFileError``.
    static func health(of path: String, against migrator: DatabaseMigrator, newest: String? = nil) throws -> DatabaseHealth {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        do {
            return try DatabaseQueue(path: path, configuration: configuration).read { db in
                guard try String.fetchAll(db, sql: "PRAGMA quick_check") == ["ok"] else { throw DatabaseFileError.damaged }
                guard try !migrator.appliedIdentifiers(db).isEmpty else { throw DatabaseFileError.notOurs }
                guard try !migrator.hasBeenSuperseded(db) else { throw DatabaseFileError.newerSchema }
                guard try migrator.hasCompletedMigrations(db) else { return DatabaseHealth(isUpToDate: false) }
                let time = try newest.flatMap { try Int64.fetchOne(db, sql: $0) }
                return DatabaseHealth(isUpToDate: true, newest: time.map { Instant(milliseconds: $0) })
            }
        } catch is DatabaseError { throw DatabaseFileError.damaged }
    }
}

extension PortalStore {
    /// Whether opening a portal's file would change the schema that is in it.
    public static func isOlder(_ path: String) -> Bool { DatabaseFile.isOlder(path, than: PortalSchema.migrator) }

    /// Looks at a portal's file, also while others use it. Changes nothing.
    ///
    /// - Throws: ``DatabaseFileError``.
    public static func health(of path: String) throws -> DatabaseHealth {
        try DatabaseFile.health(of: path, against: PortalSchema.migrator, newest: "SELECT MAX(happened_at) FROM audit")
    }
}

extension JournalStore {
    /// Whether opening a journal's file would change the schema that is in it.
    public static func isOlder(_ path: String) -> Bool { DatabaseFile.isOlder(path, than: JournalSchema.migrator) }

    /// Looks at a journal's file, also while others use it. Changes nothing.
    ///
    /// - Throws: ``DatabaseFileError``.
    public static func health(of path: String) throws -> DatabaseHealth {
        try DatabaseFile.health(of: path, against: JournalSchema.migrator)
    }
}
