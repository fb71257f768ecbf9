import Foundation
import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// A text of the practice's own; `nil` where it takes the standard one.
    public func text(_ name: PracticeText, of practice: PracticeID) async throws -> FreeText? {
        try await read {
            try $0.row("SELECT text FROM practice_text WHERE practice_id = ? AND name = ?", [practice, name])
                .map { try FreeText(try $0.value("text"), as: name.kind) }
        }
    }

    /// Sets a text, or goes back to the standard one with `nil`.
    ///
    /// - Throws: ``PortalStoreError/notFound`` (the practice).
    public func setText(_ text: FreeText?, as name: PracticeText, of practice: PracticeID, now: Instant) async throws {
        try await write { db in
            if let text {
                try db.run(
                    """
                    INSERT INTO practice_text (practice_id, name, text) VALUES (?, ?, ?)
                    ON CONFLICT (practice_id, name) DO UPDATE SET text = excluded.text
                    """,
                    [practice, name, text.text]
                )
            } else {
                try db.run("DELETE FROM practice_text WHERE practice_id = ? AND name = ?", [practice, name])
            }
            try note("practice.text_changed", on: practice.rawValue, detail: ["text": name.rawValue], in: practice, now: now, db)
        }
    }
}

extension PracticeText: DatabaseValueConvertible {}
