extension PortalSchema {
    /// What is known of a session beyond its time: its service and fee, its series, whether it took place, whose accounts it
    /// shows in, and its receipts. Amounts are in minor units (cents).
    static let sessions = """
        CREATE TABLE service (
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            service_id TEXT NOT NULL,
            name TEXT NOT NULL,
            minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 480),
            fee INTEGER CHECK (fee >= 0),
            is_taxed INTEGER NOT NULL CHECK (is_taxed IN (0, 1)),
            is_offered INTEGER NOT NULL CHECK (is_offered IN (0, 1)),
            created_at INTEGER NOT NULL,
            PRIMARY KEY (practice_id, service_id)
        ) STRICT;

        ALTER TABLE booking ADD COLUMN service_id TEXT;
        ALTER TABLE booking ADD COLUMN fee INTEGER CHECK (fee >= 0);
        ALTER TABLE booking ADD COLUMN is_taxed INTEGER NOT NULL DEFAULT 0 CHECK (is_taxed IN (0, 1));
        ALTER TABLE booking ADD COLUMN series_id TEXT;
        ALTER TABLE booking ADD COLUMN attendance TEXT CHECK (attendance IN ('attended', 'no_show'));
        ALTER TABLE booking ADD COLUMN origin TEXT NOT NULL DEFAULT 'staff' CHECK (origin IN ('staff', 'portal'));
        CREATE INDEX booking_by_series ON booking (practice_id, series_id, starts_at) WHERE series_id IS NOT NULL;

        CREATE TABLE booking_account (
            practice_id TEXT NOT NULL,
            booking_id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            cause TEXT NOT NULL CHECK (cause IN ('logged_in', 'email', 'staff')),
            created_at INTEGER NOT NULL,
            PRIMARY KEY (practice_id, booking_id, account_id),
            FOREIGN KEY (practice_id, booking_id) REFERENCES booking (practice_id, booking_id),
            FOREIGN KEY (practice_id, account_id) REFERENCES account (practice_id, account_id)
        ) STRICT;
        CREATE INDEX booking_account_by_account ON booking_account (practice_id, account_id, booking_id);

        CREATE TABLE receipt (
            practice_id TEXT NOT NULL,
            receipt_id TEXT NOT NULL,
            number INTEGER NOT NULL CHECK (number >= 1),
            booking_id TEXT NOT NULL,
            client_id TEXT NOT NULL,
            document TEXT NOT NULL,
            issued_at INTEGER NOT NULL,
            voided_at INTEGER,
            PRIMARY KEY (practice_id, receipt_id),
            UNIQUE (practice_id, number),
            FOREIGN KEY (practice_id, booking_id) REFERENCES booking (practice_id, booking_id),
            FOREIGN KEY (practice_id, client_id) REFERENCES client (practice_id, client_id)
        ) STRICT;
        CREATE INDEX receipt_by_client ON receipt (practice_id, client_id, issued_at);
        CREATE INDEX receipt_by_booking ON receipt (practice_id, booking_id);
        """

    /// Direct links in full (H6): to whom they were sent, how many browsers may use them, and roles to come. SQLite can't
    /// widen a CHECK, so the table is made anew.
    static let links = """
        CREATE TABLE link_made_anew (
            practice_id TEXT NOT NULL,
            link_id TEXT NOT NULL UNIQUE,
            booking_id TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('participant', 'guest', 'observer')),
            label TEXT,
            email TEXT,
            language TEXT CHECK (language IN ('fr', 'en')),
            use_limit INTEGER CHECK (use_limit >= 1),
            is_bound_to_device INTEGER NOT NULL DEFAULT 0 CHECK (is_bound_to_device IN (0, 1)),
            version INTEGER NOT NULL CHECK (version >= 1),
            created_at INTEGER NOT NULL,
            sent_at INTEGER,
            expires_at INTEGER,
            revoked_at INTEGER,
            PRIMARY KEY (practice_id, link_id),
            FOREIGN KEY (practice_id, booking_id) REFERENCES booking (practice_id, booking_id)
        ) STRICT;
        INSERT INTO link_made_anew (
            practice_id, link_id, booking_id, role, label, version, created_at, expires_at, revoked_at
        ) SELECT practice_id, link_id, booking_id, role, label, version, created_at, expires_at, revoked_at FROM link;
        DROP TABLE link;
        ALTER TABLE link_made_anew RENAME TO link;
        CREATE INDEX link_by_booking ON link (practice_id, booking_id, created_at);
        """
}
