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
