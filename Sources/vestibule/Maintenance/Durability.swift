import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// What makes files outlive a power cut.
enum Durability {
    /// Waits until a file's bytes, or a folder's names, are on disk: fsync(2).
    ///
    /// - Throws: a `POSIXFailure`.
    static func sync(_ url: URL) throws {
        let descriptor = open(url.plainPath, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw POSIXFailure(errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw POSIXFailure(errno) }
    }
}
