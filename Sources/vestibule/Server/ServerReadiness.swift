import Foundation
import SignalingProtocol
import Storage

/// Whether the server takes new people: not while it stops, nor while what they do could not be written down.
///
/// Anybody may ask, as often as they like: the disk is tried once a second at most, for all who ask.
actor ServerReadiness {
    /// How long an answer about the disk holds. Default 1 s.
    static let validity: Duration = .seconds(1)
    /// How much has to be free beside the databases: SQLite's journals grow by as much before they are folded in. Default 8 MiB.
    static let spareBytes: Int64 = 8 << 20

    private let isOpen: @Sendable () -> Bool
    private let tryDisk: @Sendable () async -> Bool
    private let now: @Sendable () -> Instant
    private var last: (isWritable: Bool, at: Instant)?
    private var trial: Task<Bool, Never>?

    /// - Parameters:
    ///   - isOpen: Whether people are let in at all.
    ///   - tryDisk: Whether something can be written.
    init(isOpen: @escaping @Sendable () -> Bool, tryDisk: @escaping @Sendable () async -> Bool, now: @escaping @Sendable () -> Instant) {
        self.isOpen = isOpen
        self.tryDisk = tryDisk
        self.now = now
    }

    var isReady: Bool {
        get async {
            guard isOpen(), await isWritable() else { return false }
            return isOpen()
        }
    }

    private func isWritable() async -> Bool {
        if let trial { return await trial.value }
        if let last, now() < last.at + Self.validity { return last.isWritable }
        let trial = Task { [tryDisk] in await tryDisk() }
        self.trial = trial
        let isWritable = await trial.value
        last = (isWritable, now())
        self.trial = nil
        return isWritable
    }
}

extension ServerReadiness {
    /// Of this installation: both databases take a change, and have room for more.
    init(of installation: Installation, isOpen: @escaping @Sendable () -> Bool) {
        let (portal, journal, clock) = (installation.portal, installation.journal, installation.clock)
        let folder = installation.settings.dataDirectory
        self.init(
            isOpen: isOpen,
            tryDisk: {
                guard let free = DiskSpace(of: folder)?.free, free >= Self.spareBytes else { return false }
                guard await journal.isWritable() else { return false }
                return await portal.isWritable()
            },
            now: { clock.now })
    }
}

/// What is free where a folder lies, in bytes, for whoever isn't root.
struct DiskSpace {
    let free: Int64

    /// - Returns: `nil` where the system doesn't say.
    init?(of folder: URL) {
        guard let free = try? FileManager.default.attributesOfFileSystem(forPath: folder.plainPath)[.systemFreeSize] as? NSNumber
        else { return nil }
        self.free = free.int64Value
    }
}
