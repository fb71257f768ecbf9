import Crypto
import Foundation
import PortalWeb
import SignalingProtocol
import Storage

/// What every command works on: the two databases and the keys that live in them.
struct Installation: Sendable {
    let settings: Settings
    let clock: ServerClock
    let portal: PortalStore
    let journal: JournalStore
    let signer: TokenSigner
    /// What direct links and forms derive their secrets from.
    let serverKey: ServerKey

    /// Opens the data directory, and makes what isn't there yet.
    ///
    /// - Parameters:
    ///   - lock: Whoever has it may bring the databases up to date; others only while nobody has it.
    ///   - committed: Called when a change was written that rooms or the outbox may have to do with.
    /// - Throws: ``SettingsError`` if the directory can't be used, ``CommandFailure`` where a server of an older version runs, or what
    ///   opening a database throws.
    init(
        _ settings: Settings, clock: ServerClock = ServerClock(), lock: DataLock? = nil, committed: @escaping @Sendable () -> Void = {}
    ) async throws {
        let folder = settings.dataDirectory
        let files = DataFiles(folder)
        try files.makeFolder()
        guard !files.isHalfRestored else {
            throw CommandFailure("half_restored", "a restore into \(folder.plainPath) was interrupted: run it again")
        }
        // Else a server of an older version would go on with a schema that it doesn't know, or two would make one at once.
        let own = lock == nil ? try await DataLock.toBringUpToDate(files) : nil
        defer { withExtendedLifetime(own) {} }
        self.settings = settings
        self.clock = clock
        portal = try PortalStore(path: files.portal.plainPath, committed: committed)
            .acting(as: .operator)
        journal = try JournalStore(path: files.rooms.plainPath)
        signer = await TokenSigner(try await Self.signingKey(in: portal, now: clock.now))
        serverKey = try await Self.serverKey(in: portal, now: clock.now)
    }

    private static func signingKey(in portal: PortalStore, now: Instant) async throws -> Curve25519.Signing.PrivateKey {
        let fresh = [UInt8](Curve25519.Signing.PrivateKey().rawRepresentation)
        return try Curve25519.Signing.PrivateKey(
            rawRepresentation: try await portal.secret(named: "token-signing-key", orStoring: fresh, now: now))
    }

    private static func serverKey(in portal: PortalStore, now: Instant) async throws -> ServerKey {
        let fresh = SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) }
        guard let key = ServerKey(bytes: try await portal.secret(named: "server-key", orStoring: fresh, now: now)) else {
            throw CommandFailure("damaged", "the server key in portal.sqlite is too short")
        }
        return key
    }

    var linkSecret: LinkSecret { LinkSecret(key: serverKey) }

    /// Where browsers find this installation: the setting, or localhost at this port.
    func publicURL(port: Int) -> URL {
        let scheme = settings.tls == nil ? "http" : "https"
        return settings.publicURL ?? URL(string: "\(scheme)://localhost:\(port)") ?? URL(filePath: "/")
    }
}
