import Foundation

/// Whether there is room beside the databases, and what is written there gets to the disk.
struct DiskLook {
    /// Below that somebody should know. Default 512 MiB.
    static let comfortableBytes: Int64 = 512 << 20

    let folder: URL

    var finding: Finding {
        guard let free = DiskSpace(of: folder)?.free else {
            return .failed(.disk, "nobody says how much is free at \(folder.plainPath)", "check VESTIBULE_DATA_DIR")
        }
        let space = "\(free >> 20) MiB are free at \(folder.plainPath)"
        do {
            try write()
        } catch {
            return .failed(.disk, "nothing can be written into \(folder.plainPath)", "make room, and check the disk and the folder's owner")
        }
        guard free >= ServerReadiness.spareBytes else {
            return .failed(.disk, space, "make room: people are not let in below \(ServerReadiness.spareBytes >> 20) MiB")
        }
        guard free >= Self.comfortableBytes else { return .warning(.disk, space, "make room soon") }
        return .ok(.disk, space + ", and a write reaches the disk")
    }

    private func write() throws {
        let file = folder.appending(path: "doctor-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(repeating: 0, count: 1 << 16).write(to: file)
        try Durability.sync(file)
    }
}
