import Foundation
import Storage

/// A copy of both databases in a folder of its own. It holds the keys of the installation, and everything that its people said: it is
/// to be kept like them.
struct Backup {
    let files: DataFiles

    init(_ folder: URL) { files = DataFiles(folder.absoluteURL.standardizedFileURL) }

    /// Makes the copy, also beside a running server. The folder is there when it is whole, and not before.
    ///
    /// The rooms come first: what the portal tells them is numbered, and a journal that had taken up more than the portal knows would
    /// pass over what is told later.
    ///
    /// - Throws: ``CommandFailure`` where there is something at that place already, or what copying throws.
    func make(of installation: Installation) async throws {
        let manager = FileManager.default
        guard !manager.fileExists(atPath: files.folder.plainPath) else {
            throw CommandFailure("exists", "there is something at \(files.folder.plainPath) already")
        }
        let parent = files.folder.deletingLastPathComponent()
        let partial = DataFiles(parent.appending(path: ".\(files.folder.lastPathComponent).partial-\(UUID().uuidString)"))
        do {
            try manager.createDirectory(at: partial.folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure("no_folder", "no folder can be made in \(parent.plainPath): it has to be there, and open to you")
        }
        do {
            try await installation.journal.copy(to: partial.rooms.plainPath)
            try await installation.portal.copy(to: partial.portal.plainPath)
            try partial.check()
            for file in [partial.rooms, partial.portal] {
                try manager.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.plainPath)
                try Durability.sync(file)
            }
            try Durability.sync(partial.folder)
            try manager.moveItem(at: partial.folder, to: files.folder)
            try Durability.sync(parent)
        } catch {
            try? manager.removeItem(at: partial.folder)
            throw error
        }
    }

    /// The size of both databases, in bytes.
    var bytes: Int { get throws { try files.portal.size + files.rooms.size } }
}

extension DataFiles {
    /// - Throws: ``CommandFailure`` that names the file that is missing, damaged or not ours.
    func check() throws {
        for (file, check) in [(portal, PortalStore.check), (rooms, JournalStore.check)] {
            let name = file.lastPathComponent
            guard FileManager.default.fileExists(atPath: file.plainPath) else {
                throw CommandFailure("no_backup", "there is no \(name) in \(folder.plainPath)")
            }
            do { try check(file.plainPath) } catch let error as DatabaseFileError {
                switch error {
                case .damaged: throw CommandFailure("damaged", "\(name) in \(folder.plainPath) is damaged")
                case .notOurs: throw CommandFailure("not_ours", "\(name) in \(folder.plainPath) is no database of Vestibule")
                case .newerSchema: throw CommandFailure("newer", "\(name) in \(folder.plainPath) was written by a newer Vestibule")
                }
            }
        }
    }
}

extension URL {
    fileprivate var size: Int { get throws { try resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0 } }
}
