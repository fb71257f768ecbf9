import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Keeps two servers, or a server and a restore, from using one data directory: flock(2) on a file in it, which ends with the process
/// however that ends.
final class DataLock: Sendable {
    private let descriptor: Int32

    /// - Throws: ``CommandFailure``, with the code `in_use` where somebody has it, or a `POSIXFailure`.
    init(_ folder: URL) throws {
        let file = DataFiles(folder).lock.plainPath
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CommandFailure("failed", "\(file) can't be opened: \(POSIXFailure(errno))") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let failure = POSIXFailure(errno)
            close(descriptor)
            guard failure.code == EWOULDBLOCK else { throw failure }
            throw CommandFailure("in_use", "another server, a restore or an upgrade is using \(folder.plainPath)")
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}

extension DataLock {
    /// How often, and after how many milliseconds each, it is looked again whether databases are made or upgraded: 3 s in all.
    private static let (attempts, pause) = (60, 50)

    /// For a server: waits for whoever makes the databases or brings them up to date, which is soon over.
    ///
    /// - Throws: As ``init(_:)``.
    static func forServer(_ files: DataFiles) async throws -> DataLock {
        let isWorthWaiting = files.areOfOlderVersion
        for _ in 0..<(isWorthWaiting ? attempts : 0) {
            if let lock = try tryOnce(files) { return lock }
            try await Task.sleep(for: .milliseconds(pause))
        }
        return try DataLock(files.folder)
    }

    /// For everybody else: nobody makes databases, or brings them up to date, beside somebody who does.
    ///
    /// - Returns: `nil` where there is nothing to do (any more).
    /// - Throws: As ``init(_:)``.
    static func toBringUpToDate(_ files: DataFiles) async throws -> DataLock? {
        for _ in 0..<attempts {
            guard files.areOfOlderVersion else { return nil }
            if let lock = try tryOnce(files) { return lock }
            try await Task.sleep(for: .milliseconds(pause))
        }
        return try DataLock(files.folder)
    }

    private static func tryOnce(_ files: DataFiles) throws -> DataLock? {
        do {
            return try DataLock(files.folder)
        } catch let failure as CommandFailure where failure.code == "in_use" {
            return nil
        }
    }
}
