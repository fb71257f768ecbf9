import Foundation
import GRDB

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Opens SQLite so that what was acknowledged stays.
enum DatabaseFile {
    /// A file in WAL mode: many readers beside one writer. Made if it isn't there.
    static func open(_ path: String) throws -> DatabasePool {
        makeFile(path)
        let pool = try DatabasePool(path: path, configuration: configuration)
        // Opening a pool sets NORMAL after every hook of the configuration, which loses acknowledged commits on a power cut.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        return pool
    }

    /// Commits a change that changes nothing, as far as the disk: the number that SQLite keeps for its users, and we don't use, is
    /// written as it was.
    ///
    /// - Returns: Whether it was kept. One that waits for another process longer than any change would isn't.
    static func isWritable(_ database: any DatabaseWriter) async -> Bool {
        let outcome: Void? = try? await database.write { db in
            let number = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            try db.execute(sql: "PRAGMA user_version = \(number)")
        }
        return outcome != nil
    }

    /// A real SQLite that lives in memory: for tests.
    static func inMemory() throws -> DatabaseQueue { try DatabaseQueue(configuration: configuration) }

    private static var configuration: Configuration {
        var configuration = Configuration()
        // Long enough for another process's transaction (the command line beside a server), short enough to answer a person.
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        return configuration
    }
}

/// Makes an empty file for its owner alone where there is none. Another process may do so in the same instant: neither replaces
/// the other's. Where this fails SQLite can't open the file either, and says why.
func makeFile(_ path: String) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 { close(descriptor) }
}

/// Why a database file can't be used.
public enum DatabaseFileError: Error, Equatable, Sendable {
    /// It was written by a newer version of Vestibule; using it could lose what this one doesn't know.
    case newerSchema
    /// SQLite can't read all of it, or what it holds doesn't fit together.
    case damaged
    /// It is another program's, or an empty one.
    case notOurs
}

extension DatabaseMigrator {
    /// A schema as numbered steps. Steps are only ever added: one that was released never changes.
    ///
    /// - Parameter work: What SQL can't say, done in the transaction of the step of that name, after it.
    init(steps: [(name: String, sql: String)], followedBy work: [String: @Sendable (Database) throws -> Void] = [:]) {
        self.init()
        for step in steps {
            registerMigration(step.name) { db in
                try db.execute(sql: step.sql)
                try work[step.name]?(db)
            }
        }
    }

    func bringUpToDate(_ database: any DatabaseWriter) throws {
        guard try !database.read(hasBeenSuperseded) else { throw DatabaseFileError.newerSchema }
        try migrate(database)
    }
}
