import Foundation

/// What the kernel says of this process: proc(5), getrlimit(2). What can't be read is left out.
struct ProcessFigures: Equatable, Sendable {
    var cpuSeconds: Double?
    var residentBytes: Double?
    var openFiles: Double?
    var fileLimit: Double?
    /// In seconds since 1970.
    var startedAt: Double?

    /// - Parameter folder: For tests.
    init(_ folder: URL = URL(filePath: "/proc", directoryHint: .isDirectory)) {
        let own = folder.appending(path: "self")
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        // The second field is the program's name in brackets, and may hold anything: what follows begins with the third.
        let stat = Self.text(own.appending(path: "stat")).flatMap { text in
            text.lastIndex(of: ")").map { text[text.index(after: $0)...].split(separator: " ") }
        }
        func field(_ number: Int) -> Double? {
            guard let stat, stat.indices.contains(number - 3) else { return nil }
            return Double(stat[number - 3])
        }
        if let user = field(14), let system = field(15) { cpuSeconds = (user + system) / ticks }
        let boot = Self.text(folder.appending(path: "stat"))?.split(separator: "\n").first { $0.hasPrefix("btime ") }
        if let boot = boot.flatMap({ Double($0.dropFirst("btime ".count)) }), let start = field(22) { startedAt = boot + start / ticks }
        let pages = Self.text(own.appending(path: "statm"))?.split(separator: " ").dropFirst().first.flatMap { Double($0) }
        residentBytes = pages.map { $0 * Double(sysconf(Int32(_SC_PAGESIZE))) }
        openFiles = (try? FileManager.default.contentsOfDirectory(atPath: own.appending(path: "fd").plainPath)).map { Double($0.count) }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 { fileLimit = Double(limit.rlim_cur) }
    }

    private static func text(_ file: URL) -> String? { try? String(contentsOf: file, encoding: .utf8) }
}
