import Foundation
import Storage

/// Whether both databases are there, whole, and of this version.
struct DatabaseLook {
    let files: DataFiles

    var findings: [Finding] {
        [
            look(.portalDatabase, files.portal) { try PortalStore.health(of: $0) },
            look(.roomsDatabase, files.rooms) { try JournalStore.health(of: $0) },
        ]
    }

    private func look(_ subject: Finding.Subject, _ file: URL, _ health: (String) throws -> DatabaseHealth) -> Finding {
        let path = file.plainPath
        let folder = file.deletingLastPathComponent().plainPath
        guard !FileManager.default.fileExists(atPath: folder) || FileManager.default.isExecutableFile(atPath: folder) else {
            return .failed(subject, "\(folder) can't be looked into", "run this as the server's own user")
        }
        guard FileManager.default.fileExists(atPath: path) else {
            return .failed(subject, "there is no \(path)", "check VESTIBULE_DATA_DIR; the first start makes it")
        }
        guard !files.isHalfRestored else {
            return .failed(subject, "a restore was interrupted", "run vestibule restore again")
        }
        do {
            guard try health(path).isUpToDate else {
                return .warning(subject, "\(path) is of an older version", "vestibule migrate, or the next start, brings it up to date")
            }
            return .ok(subject, "\(path) is whole and of this version")
        } catch DatabaseFileError.newerSchema {
            return .failed(subject, "\(path) was written by a newer version", "run that version, or restore a backup of this one")
        } catch DatabaseFileError.notOurs {
            return .failed(subject, "\(path) is empty or another program's", "check VESTIBULE_DATA_DIR, or restore a backup")
        } catch {
            return .failed(subject, "\(path) is damaged or can't be read", "check its owner and permissions, or restore a backup")
        }
    }
}
