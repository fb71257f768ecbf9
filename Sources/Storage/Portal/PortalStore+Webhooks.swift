import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// How many webhooks a practice may have: 10. Each is sent every event.
    public static let webhooksPerPractice = 10

    /// From now on tells an address of events.
    ///
    /// - Throws: ``PortalStoreError/tooManyWebhooks``, ``PortalStoreError/notFound`` (the practice).
    public func createWebhook(
        _ address: WebAddress, events: Set<WebhookEvent.Kind>, in practice: PracticeID, now: Instant
    ) async throws -> Webhook {
        let webhook = Webhook(id: .random(), practice: practice, address: address, events: events, createdAt: now)
        return try await writeQuietly { db in
            guard try Webhook.all(of: practice, db).count < Self.webhooksPerPractice else { throw PortalStoreError.tooManyWebhooks }
            try db.run(
                "INSERT INTO webhook (practice_id, webhook_id, url, events, version, created_at) VALUES (?, ?, ?, ?, ?, ?)",
                [practice, webhook.id, address.text, events.list, webhook.version, now])
            let detail = AuditDetail([("events", events.list.replacing(" ", with: ","))])
            try note("webhook.created", on: webhook.id.rawValue, detail: detail, in: practice, now: now, db)
            return webhook
        }
    }

    /// The webhooks of a practice, oldest first; not those that were removed.
    public func webhooks(of practice: PracticeID) async throws -> [Webhook] { try await read { try Webhook.all(of: practice, $0) } }

    /// `nil` also for one that was removed.
    public func webhook(_ id: WebhookID, in practice: PracticeID) async throws -> Webhook? {
        try await read { try Webhook.find(id, in: practice, $0) }
    }

    /// Replaces the secret that events are signed with. The old one signs beside it for ``PortalCore/Webhook/overlap``.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func renewWebhookSecret(_ id: WebhookID, in practice: PracticeID, now: Instant) async throws {
        try await writeQuietly { db in
            let row = try db.row(
                """
                UPDATE webhook SET version = version + 1, renewed_at = ?
                WHERE practice_id = ? AND webhook_id = ? AND ended_at IS NULL RETURNING webhook_id
                """,
                [now, practice, id])
            guard row != nil else { throw PortalStoreError.notFound }
            try note("webhook.secret_renewed", on: id.rawValue, in: practice, now: now, db)
        }
    }

    /// Ends a webhook for good. What it wasn't told yet, it isn't told any more.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func removeWebhook(_ id: WebhookID, in practice: PracticeID, now: Instant) async throws {
        try await writeQuietly { db in
            guard try Webhook.find(id, in: practice, db) != nil else { throw PortalStoreError.notFound }
            try db.run("UPDATE webhook SET ended_at = ? WHERE practice_id = ? AND webhook_id = ?", [now, practice, id])
            try db.run(
                """
                UPDATE outbox SET state = 'obsolete', ended_at = ?
                WHERE practice_id = ? AND webhook_id = ? AND state IN ('due', 'failed')
                """,
                [now, practice, id])
            try note("webhook.removed", on: id.rawValue, in: practice, now: now, db)
        }
    }

    /// Sends a webhook an event that says nothing, to see whether it arrives.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func testWebhook(_ id: WebhookID, in practice: PracticeID, now: Instant) async throws {
        try await write { db in
            guard try Webhook.find(id, in: practice, db) != nil else { throw PortalStoreError.notFound }
            let event = WebhookEvent(kind: .test, booking: nil, at: now)
            try enqueue(.event(id, event), on: .webhook, in: practice, now: now, db)
            try note("webhook.tested", on: id.rawValue, in: practice, now: now, db)
        }
    }

    /// What a webhook was told last, or is being told now.
    public func lastNotice(to webhook: WebhookID, in practice: PracticeID) async throws -> OutboxItem? {
        try await read { db in
            try db.row(
                "SELECT * FROM outbox WHERE practice_id = ? AND webhook_id = ? ORDER BY sequence DESC LIMIT 1", [practice, webhook]
            ).map(OutboxItem.init(row:))
        }
    }
}

extension Webhook {
    init(row: Row) throws {
        let (url, list): (String, String) = (try row.value("url"), try row.value("events"))
        guard let address = try? WebAddress(url), let events = Set<WebhookEvent.Kind>(list: list) else {
            throw StoredRowError(what: "no webhook")
        }
        self.init(
            id: try row.value("webhook_id"), practice: try row.value("practice_id"), address: address, events: events,
            version: try row.value("version"), createdAt: try row.value("created_at"), renewedAt: try row.value("renewed_at"))
    }

    static func find(_ id: WebhookID, in practice: PracticeID, _ db: Database) throws -> Webhook? {
        try db.row("SELECT * FROM webhook WHERE practice_id = ? AND webhook_id = ? AND ended_at IS NULL", [practice, id])
            .map(Webhook.init(row:))
    }

    /// Those that are told of events, oldest first.
    static func all(of practice: PracticeID, _ db: Database) throws -> [Webhook] {
        try db.rows(
            "SELECT * FROM webhook WHERE practice_id = ? AND ended_at IS NULL ORDER BY created_at, webhook_id LIMIT ?",
            [practice, PortalStore.webhooksPerPractice]
        ).map(Webhook.init(row:))
    }
}
