import Foundation
import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// A secret of the server's own, such as a signing key: the stored one, or else `fresh`, which is stored from now on.
    ///
    /// Two processes that start at once get the same.
    public func secret(named name: String, orStoring fresh: [UInt8], now: Instant) async throws -> [UInt8] {
        try await write { db in
            try db.run(
                "INSERT INTO server_secret (name, value, created_at) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING",
                [name, Data(fresh), now]
            )
            let stored: Data? = try db.row("SELECT value FROM server_secret WHERE name = ?", [name])?.value("value")
            return stored.map { [UInt8]($0) } ?? fresh
        }
    }
}
