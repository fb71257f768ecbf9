import GRDB
import PortalCore
import SignalingProtocol

/// What a browser is at a direct link.
public struct LinkUse: Equatable, Sendable {
    /// The visitor that it already is; `nil`: it never entered.
    public var visitor: VisitorID?
    /// How many browsers have entered.
    public var uses: Int

    /// For ``PortalCore/LinkVisit``: how many entered before it, unless it is one of them.
    public var usesBefore: Int? { visitor == nil ? uses : nil }
}

extension PortalStore {
    /// How many browsers may enter by a link that says nothing about it: 100, far more than anybody needs, so that nobody can
    /// fill the disk by it.
    public static let visitorsPerLink = DirectLink.useLimits.upperBound

    /// What a browser is at a link so far. Looking makes nobody a visitor.
    ///
    /// Ask only after the link's secret was found right.
    public func use(of link: LinkID, in practice: PracticeID, cookie: SecretHash) async throws -> LinkUse {
        try await read { db in
            LinkUse(visitor: try Self.visitor(link, practice, cookie, db), uses: try Self.uses(of: link, practice, db))
        }
    }

    /// The visitor that a browser is at a link: the same cookie stays the same visitor, another one is somebody else and uses the
    /// link once more.
    ///
    /// Ask only after the link's secret was found right. Counting and entering are one write, so that of two who come at once
    /// for the last place one gets it.
    ///
    /// - Throws: ``PortalStoreError/linkTaken(_:)``, ``PortalStoreError/tooManyVisitors``, ``PortalStoreError/notFound`` (the link).
    public func visitor(
        of link: LinkID, in practice: PracticeID, cookie: SecretHash, now: Instant
    ) async throws -> VisitorID {
        if let known = try await use(of: link, in: practice, cookie: cookie).visitor { return known }
        return try await write { db in
            if let visitor = try Self.visitor(link, practice, cookie, db) { return visitor }
            let row = try db.row("SELECT * FROM link WHERE practice_id = ? AND link_id = ?", [practice, link])
            guard let found = try row.map(DirectLink.init(row:)) else { throw PortalStoreError.notFound }
            let uses = try Self.uses(of: link, practice, db)
            if let reason = found.refusal(toNewcomerAfter: uses) { throw PortalStoreError.linkTaken(reason) }
            guard uses < Self.visitorsPerLink else { throw PortalStoreError.tooManyVisitors }
            let visitor = VisitorID.random()
            try db.run(
                "INSERT INTO visitor (practice_id, visitor_id, link_id, cookie_hash, created_at) VALUES (?, ?, ?, ?, ?)",
                [practice, visitor, link, cookie, now]
            )
            return visitor
        }
    }

    /// How many browsers have entered by some links; those that nobody used are missing.
    public func uses(of links: [LinkID], in practice: PracticeID) async throws -> [LinkID: Int] {
        guard !links.isEmpty else { return [:] }
        return try await read { db in
            let rows = try db.rows(
                """
                SELECT link_id, COUNT(*) AS uses FROM visitor
                WHERE practice_id = ? AND link_id IN (\(placeholders(links.count))) GROUP BY link_id
                """,
                [practice] + StatementArguments(links)
            )
            return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.value("link_id"), try $0.value("uses")) })
        }
    }

    private static func uses(of link: LinkID, _ practice: PracticeID, _ db: Database) throws -> Int {
        try db.row("SELECT COUNT(*) AS uses FROM visitor WHERE practice_id = ? AND link_id = ?", [practice, link])?
            .value("uses") ?? 0
    }

    private static func visitor(
        _ link: LinkID, _ practice: PracticeID, _ cookie: SecretHash, _ db: Database
    ) throws -> VisitorID? {
        try db.row(
            "SELECT visitor_id FROM visitor WHERE practice_id = ? AND link_id = ? AND cookie_hash = ?", [practice, link, cookie]
        )?.value("visitor_id")
    }
}
