extension PortalSchema {
    /// What is to be told to the world, written with the change that causes it, until it is delivered or given up.
    ///
    /// `due_at` is when it is tried next; whoever tries moves it ahead, so that nobody else does meanwhile.
    static let outbox = """
        CREATE TABLE outbox (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            channel TEXT NOT NULL CHECK (channel IN ('mail', 'sms', 'webhook')),
            notice TEXT NOT NULL,
            booking_id TEXT,
            webhook_id TEXT,
            state TEXT NOT NULL CHECK (state IN ('due', 'delivered', 'failed', 'obsolete')),
            attempts INTEGER NOT NULL DEFAULT 0,
            failure TEXT,
            created_at INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            ended_at INTEGER
        ) STRICT;
        CREATE INDEX outbox_due ON outbox (due_at, sequence) WHERE state = 'due';
        CREATE INDEX outbox_by_practice ON outbox (practice_id, state, sequence);
        CREATE INDEX outbox_by_booking ON outbox (practice_id, booking_id, sequence) WHERE booking_id IS NOT NULL;
        CREATE INDEX outbox_by_webhook ON outbox (practice_id, webhook_id, sequence) WHERE webhook_id IS NOT NULL;
        CREATE INDEX outbox_by_end ON outbox (ended_at) WHERE ended_at IS NOT NULL;
        """

    /// When staff said that a notice that couldn't be delivered needs no more looking at.
    static let dismissedNotices = """
        ALTER TABLE outbox ADD COLUMN dismissed_at INTEGER CHECK (dismissed_at IS NULL OR state = 'failed');
        """

    /// Keys of programs, and addresses that are told of what happens.
    static let programs = """
        CREATE TABLE api_key (
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            key_id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            key_hash BLOB NOT NULL UNIQUE CHECK (length(key_hash) = 32),
            scopes TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            last_used_at INTEGER,
            revoked_at INTEGER,
            PRIMARY KEY (practice_id, key_id)
        ) STRICT;

        CREATE TABLE webhook (
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            webhook_id TEXT NOT NULL,
            url TEXT NOT NULL,
            events TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version >= 1),
            created_at INTEGER NOT NULL,
            renewed_at INTEGER,
            ended_at INTEGER,
            PRIMARY KEY (practice_id, webhook_id)
        ) STRICT;
        """

    /// Who of the staff made a key. The audit log knows of those that were made before.
    static let keyMakers = """
        ALTER TABLE api_key ADD COLUMN made_by TEXT;
        UPDATE api_key SET made_by = (
            SELECT substr(actor, length('staff:') + 1) FROM audit
            WHERE audit.practice_id = api_key.practice_id AND act = 'key.created' AND object = key_id AND actor LIKE 'staff:%');
        CREATE INDEX api_key_by_maker ON api_key (practice_id, made_by) WHERE revoked_at IS NULL;
        """
}
