import Foundation
import Storage

/// Puts a backup in the place of a data directory's databases, all of it or nothing.
struct Restore {
    let backup: DataFiles
    let target: DataFiles

    /// - Parameter replaces: Puts what is there aside; otherwise the data directory may have no databases.
    /// - Returns: Where what was there is now.
    /// - Throws: ``CommandFailure`` where the backup isn't whole, a server is running, there are databases, or the data directory is
    ///   somebody else's; or what copying throws.
    func run(replaces: Bool, at moment: Date) throws -> URL? {
        let manager = FileManager.default
        try backup.check()
        try manager.createDirectory(at: target.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let lock = try DataLock(target.folder)
        defer { withExtendedLifetime(lock) {} }
        let owner = try FileOwner(of: target.folder)
        try owner.take(target.lock)
        let present = target.databases.filter { manager.fileExists(atPath: $0.plainPath) }
        guard present.isEmpty || replaces || target.isHalfRestored else {
            throw CommandFailure("not_empty", "there are databases in \(target.folder.plainPath); --replace puts them aside")
        }
        let copies = try [copy(backup.rooms, by: JournalStore.copy, for: owner), copy(backup.portal, by: PortalStore.copy, for: owner)]
        // From here on nothing opens the databases until both are in place.
        try Data().write(to: target.restoring)
        try Durability.sync(target.folder)
        let aside = try putAside(present, for: owner, at: moment)
        for (copy, place) in zip(copies, [target.rooms, target.portal]) { try manager.moveItem(at: copy, to: place) }
        try Durability.sync(target.folder)
        try manager.removeItem(at: target.restoring)
        try Durability.sync(target.folder)
        return aside
    }

    /// Beside its place, on the same disk, for its owner alone.
    private func copy(_ file: URL, by copying: (String, String) throws -> Void, for owner: FileOwner) throws -> URL {
        let copy = target.folder.appending(path: "\(file.lastPathComponent).restored")
        try? FileManager.default.removeItem(at: copy)
        try copying(file.plainPath, copy.plainPath)
        try owner.take(copy)
        try Durability.sync(copy)
        return copy
    }

    private func putAside(_ present: [URL], for owner: FileOwner, at moment: Date) throws -> URL? {
        guard !present.isEmpty else { return nil }
        let stamp = moment.formatted(.iso8601.year().month().day().dateSeparator(.omitted).time(includingFractionalSeconds: false).timeSeparator(.omitted))
        var aside = target.folder.appending(path: "replaced-\(stamp)")
        if FileManager.default.fileExists(atPath: aside.plainPath) { aside = target.folder.appending(path: "replaced-\(stamp)-\(UUID().uuidString)") }
        try FileManager.default.createDirectory(at: aside, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        try owner.take(aside)
        for file in present { try FileManager.default.moveItem(at: file, to: aside.appending(path: file.lastPathComponent)) }
        try Durability.sync(aside)
        return aside
    }
}
