import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// How many browsers may enter by one link: 100, far more than anybody needs, so that nobody can fill the disk by it.
    public static let visitorsPerLink = 100

    /// The visitor that a browser already is at a link; `nil` if it is none yet. Looking makes nobody a visitor.
    ///
    /// Ask only after the link's secret was found right.
    public func knownVisitor(of link: LinkID, in practice: PracticeID, cookie: SecretHash) async throws -> VisitorID? {
        try await read { try Self.visitor(link, practice, cookie, $0) }
    }

    /// The visitor that a browser is at a link: the same cookie stays the same visitor, another one is somebody else.
    ///
    /// Ask only after the link's secret was found right.
    ///
    /// - Throws: ``PortalStoreError/tooManyVisitors``, ``PortalStoreError/notFound`` (the link).
    public func visitor(
        of link: LinkID, in practice: PracticeID, cookie: SecretHash, now: Instant
    ) async throws -> VisitorID {
        if let known = try await knownVisitor(of: link, in: practice, cookie: cookie) { return known }
        return try await write { db in
            if let visitor = try Self.visitor(link, practice, cookie, db) { return visitor }
            let count: Int? = try db.row(
                "SELECT COUNT(*) AS visitors FROM visitor WHERE practice_id = ? AND link_id = ?", [practice, link]
            )?.value("visitors")
            guard let count, count < Self.visitorsPerLink else { throw PortalStoreError.tooManyVisitors }
            let visitor = VisitorID.random()
            try db.run(
                "INSERT INTO visitor (practice_id, visitor_id, link_id, cookie_hash, created_at) VALUES (?, ?, ?, ?, ?)",
                [practice, visitor, link, cookie, now]
            )
            return visitor
        }
    }

    private static func visitor(
        _ link: LinkID, _ practice: PracticeID, _ cookie: SecretHash, _ db: Database
    ) throws -> VisitorID? {
        try db.row(
            "SELECT visitor_id FROM visitor WHERE practice_id = ? AND link_id = ? AND cookie_hash = ?", [practice, link, cookie]
        )?.value("visitor_id")
    }
}
