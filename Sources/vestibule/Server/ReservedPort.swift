#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A free port, held by a bound socket that doesn't listen until the server has taken it over.
///
/// With port 0 the port has to be known before the pages are set up, since it stands in the public URL. Linux lets another
/// socket bind and listen on the same address meanwhile as long as both set `SO_REUSEADDR` (socket(7)).
final class ReservedPort: Sendable {
    let port: Int
    private let descriptor: Int32

    /// - Throws: `POSIXFailure` if no socket or port is to be had.
    init(onAllInterfaces: Bool) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw POSIXFailure(errno) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = onAllInterfaces ? 0 : in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard bound else {
            let failure = POSIXFailure(errno)
            close(descriptor)
            throw failure
        }
        self.descriptor = descriptor
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(descriptor) }
}

struct POSIXFailure: Error, CustomStringConvertible {
    var code: Int32
    init(_ code: Int32) { self.code = code }
    var description: String { String(cString: strerror(code)) }
}
