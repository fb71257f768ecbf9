import Foundation
import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// The bytes of a practice's logo; `nil` if it has none.
    public func logoImage(of practice: PracticeID) async throws -> [UInt8]? {
        let image: Data? = try await read {
            try $0.row("SELECT image FROM practice_logo WHERE practice_id = ?", [practice])?.value("image")
        }
        return image.map { [UInt8]($0) }
    }

    /// Gives a practice a logo.
    ///
    /// - Parameters:
    ///   - logo: What was read from the picture's own bytes.
    ///   - image: ``Logo/largestBytes`` at most.
    /// - Throws: ``PortalStoreError/notFound`` (the practice).
    public func setLogo(_ logo: Logo, image: [UInt8], of practice: PracticeID, now: Instant) async throws {
        try await write { db in
            try db.run(
                """
                INSERT INTO practice_logo (practice_id, image) VALUES (?, ?)
                ON CONFLICT (practice_id) DO UPDATE SET image = excluded.image
                """,
                [practice, Data(image)]
            )
            try db.run("UPDATE practice SET logo = ? WHERE practice_id = ?", [StoredJSON(value: logo), practice])
            try note("practice.logo_changed", on: practice.rawValue, in: practice, now: now, db)
        }
    }

    /// Takes the logo away. Does nothing if there is none.
    public func removeLogo(of practice: PracticeID, now: Instant) async throws {
        try await write { db in
            let row = try db.row("DELETE FROM practice_logo WHERE practice_id = ? RETURNING practice_id", [practice])
            guard row != nil else { return }
            try db.run("UPDATE practice SET logo = NULL WHERE practice_id = ?", [practice])
            try note("practice.logo_removed", on: practice.rawValue, in: practice, now: now, db)
        }
    }
}
