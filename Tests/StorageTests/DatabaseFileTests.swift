import Foundation
import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Database files")
struct DatabaseFileTests {
    @Test func `what is acknowledged is on the disk: both files are written with synchronous FULL in WAL mode`() async throws {
        try await withDirectory { directory in
            let portal = try PortalStore(path: directory.appending(path: "portal.sqlite").path)
            let journal = try JournalStore(path: directory.appending(path: "rooms.sqlite").path)
            for database in [portal.database, journal.database] {
                let (synchronous, mode, timeout, keys) = try await database.writeWithoutTransaction { db in
                    (
                        try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                        try Int.fetchOne(db, sql: "PRAGMA busy_timeout"), try Int.fetchOne(db, sql: "PRAGMA foreign_keys")
                    )
                }
                #expect(synchronous == 2)
                #expect(mode == "wal")
                #expect(timeout == 5_000)
                #expect(keys == 1)
            }
        }
    }

    @Test func `a new file is readable for its owner alone`() async throws {
        try await withDirectory { directory in
            let path = directory.appending(path: "portal.sqlite").path
            let store = try PortalStore(path: path)
            #expect(await store.isWritable())
            for file in [path, path + "-wal"] {
                let permissions = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
                #expect(permissions?.intValue == 0o600)
            }
            withExtendedLifetime(store) {}
        }
    }

    @Test func `a file that was closed holds what was written`() async throws {
        try await withDirectory { directory in
            let path = directory.appending(path: "portal.sqlite").path
            let house = try await House(try PortalStore(path: path))
            let again = try PortalStore(path: path)
            #expect(try await again.practice(slug: house.practice.slug) == house.practice)
        }
    }

    @Test func `a database is writable unless a change would not be kept, and asking changes nothing`() async throws {
        try await withDirectory { directory in
            let path = directory.appending(path: "rooms.sqlite").path
            let journal = try JournalStore(path: path)
            var configuration = Configuration()
            configuration.allowsUnsafeTransactions = true
            let other = try DatabaseQueue(path: path, configuration: configuration)
            try await other.write { try $0.execute(sql: "PRAGMA user_version = 7") }
            #expect(await journal.isWritable())
            #expect(try await other.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 7)
            // Another process has begun a change and never comes to its end.
            try await other.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
            #expect(await !journal.isWritable())
            try await other.writeWithoutTransaction { try $0.rollback() }
            #expect(await journal.isWritable())
        }
    }

    @Test func `two processes can write to one file`() async throws {
        try await withDirectory { directory in
            let path = directory.appending(path: "portal.sqlite").path
            let house = try await House(try PortalStore(path: path))
            let other = try PortalStore(path: path)
            try await withThrowingTaskGroup { group in
                for index in 0..<40 {
                    let store = index.isMultiple(of: 2) ? house.store : other
                    group.addTask {
                        _ = try await store.createClient(
                            in: house.practice.id, name: .parse("Client \(index)"), email: nil, now: start)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await other.clients(in: house.practice.id, matching: "client").count == 40)
        }
    }

    @Test func `a file of a newer version is refused`() async throws {
        let queue = try DatabaseQueue()
        var newer = DatabaseMigrator(steps: PortalSchema.steps)
        newer.registerMigration("9999 tomorrow") { try $0.execute(sql: "CREATE TABLE tomorrow (id TEXT)") }
        try newer.migrate(queue)
        #expect(throws: DatabaseFileError.newerSchema) { try PortalStore(database: queue) }
    }

    @Test(arguments: [PortalSchema.steps.map(\.name), JournalSchema.steps.map(\.name)])
    func `steps are numbered without gaps`(names: [String]) {
        let numbers = names.compactMap { Int($0.prefix(4)) }
        #expect(numbers == Array(1...names.count))
    }

    @Test func `every table is strict, and its key starts with the practice`() async throws {
        // The server's own, not of any practice, or one sequence for all of them.
        let exceptions: Set = [
            "server_secret", "consumed_command", "room_command", "room_event", "outbox", "audit", "grdb_migrations", "sqlite_sequence",
        ]
        for database in [try PortalStore.inMemory().database, try JournalStore.inMemory().database] {
            let tables = try await database.read { db in
                try Row.fetchAll(db, sql: "SELECT name, \"strict\" FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
                    .map { (try $0.value("name") as String, try $0.value("strict") as Bool) }
            }
            #expect(tables.count > 4)
            for (table, isStrict) in tables where !table.hasPrefix("sqlite_") && table != "grdb_migrations" {
                #expect(isStrict, "\(table)")
                let key = try await database.read { try $0.primaryKey(table).columns }
                #expect(key.first == "practice_id" || exceptions.contains(table), "\(table)")
            }
        }
    }

    @Test func `ids are 22 characters of their alphabet, each another`() {
        let ids = (0..<1_000).map { _ in BookingID.random() }
        #expect(Set(ids).count == 1_000)
        #expect(
            ids.allSatisfy { $0.rawValue.count == 22 && $0.rawValue.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) } }
        )
    }
}
