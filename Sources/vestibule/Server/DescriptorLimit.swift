#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// How many files and sockets the system lets this process open: getrlimit(2).
enum DescriptorLimit {
    /// What connections may never take: the databases, mail and webhooks need some too. Default 128: twice what those use.
    static let reserve = 128
    /// So many connections there may be in any case: with fewer nobody could be served.
    static let leastConnections = 16

    /// Raises the limit as far as the system allows.
    ///
    /// - Returns: What it is now; `nil` where the system doesn't say.
    static func raise() -> Int? {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return nil }
        let before = limit.rlim_cur
        limit.rlim_cur = limit.rlim_max
        // Where raising isn't allowed the limit stays what it is.
        return Int(clamping: setrlimit(resource, &limit) == 0 ? limit.rlim_cur : before)
    }

    /// How many connections there may be at once under such a limit.
    static func connections(under limit: Int) -> Int { max(limit - reserve, leastConnections) }
}
