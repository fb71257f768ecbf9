import Foundation
import Storage

/// What lies in a data directory, or in a backup of one.
struct DataFiles {
    let folder: URL

    init(_ folder: URL) { self.folder = folder }

    var portal: URL { folder.appending(path: "portal.sqlite") }
    var rooms: URL { folder.appending(path: "rooms.sqlite") }
    /// What ``DataLock`` locks.
    var lock: URL { folder.appending(path: "server.lock") }
    /// There while a restore is under way, and after one that didn't come to its end.
    var restoring: URL { folder.appending(path: "restoring") }

    var isHalfRestored: Bool { FileManager.default.fileExists(atPath: restoring.plainPath) }

    /// Whether opening the databases would make them, or change their schema.
    var areOfOlderVersion: Bool { PortalStore.isOlder(portal.plainPath) || JournalStore.isOlder(rooms.plainPath) }

    /// Makes the folder where there is none.
    ///
    /// - Throws: ``SettingsError`` if there can't be one.
    func makeFolder() throws {
        do {
            let isNew = !FileManager.default.fileExists(atPath: folder.plainPath)
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            // SQLite sees to the names in the folder, not to the folder's own.
            if isNew { try Durability.sync(folder.deletingLastPathComponent()) }
        } catch {
            throw SettingsError(
                key: SettingKey.dataDirectory.environmentName, value: folder.plainPath, expected: SettingKey.dataDirectory.expected)
        }
    }

    /// Both databases, and what SQLite keeps beside them while they are open.
    var databases: [URL] {
        [portal, rooms].flatMap { file in ["", "-wal", "-shm"].map { folder.appending(path: file.lastPathComponent + $0) } }
    }
}
