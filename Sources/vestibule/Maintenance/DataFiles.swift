import Foundation

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

    /// Both databases, and what SQLite keeps beside them while they are open.
    var databases: [URL] {
        [portal, rooms].flatMap { file in ["", "-wal", "-shm"].map { folder.appending(path: file.lastPathComponent + $0) } }
    }
}
