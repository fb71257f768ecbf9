extension PortalSchema {
    /// Practices, their staff, their clients, accounts, and which account belongs to which clients.
    static let people = """
        CREATE TABLE practice (
            practice_id TEXT NOT NULL PRIMARY KEY,
            slug TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            time_zone TEXT NOT NULL,
            language TEXT NOT NULL CHECK (language IN ('fr', 'en')),
            telephone TEXT,
            email TEXT,
            hours TEXT,
            join_minutes_before INTEGER NOT NULL CHECK (join_minutes_before BETWEEN 0 AND 1440),
            join_minutes_after INTEGER NOT NULL CHECK (join_minutes_after BETWEEN 0 AND 1440),
            join_count_from TEXT NOT NULL CHECK (join_count_from IN ('start', 'end')),
            grace_minutes INTEGER NOT NULL CHECK (grace_minutes BETWEEN 0 AND 1440),
            is_sharing_enabled INTEGER NOT NULL CHECK (is_sharing_enabled IN (0, 1)),
            revision INTEGER NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE staff (
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            staff_id TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'clinician')),
            name TEXT NOT NULL,
            email TEXT NOT NULL,
            is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
            created_at INTEGER NOT NULL,
            PRIMARY KEY (practice_id, staff_id),
            UNIQUE (practice_id, email)
        ) STRICT;

        CREATE TABLE client (
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            client_id TEXT NOT NULL,
            name TEXT NOT NULL,
            search_key TEXT NOT NULL,
            email TEXT,
            language TEXT CHECK (language IN ('fr', 'en')),
            created_at INTEGER NOT NULL,
            PRIMARY KEY (practice_id, client_id)
        ) STRICT;
        CREATE INDEX client_by_name ON client (practice_id, search_key, client_id);

        CREATE TABLE account (
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            account_id TEXT NOT NULL,
            email TEXT NOT NULL,
            name TEXT NOT NULL,
            language TEXT CHECK (language IN ('fr', 'en')),
            created_at INTEGER NOT NULL,
            verified_at INTEGER,
            disabled_at INTEGER,
            PRIMARY KEY (practice_id, account_id),
            UNIQUE (practice_id, email)
        ) STRICT;

        CREATE TABLE account_client (
            practice_id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            client_id TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (practice_id, account_id, client_id),
            FOREIGN KEY (practice_id, account_id) REFERENCES account (practice_id, account_id),
            FOREIGN KEY (practice_id, client_id) REFERENCES client (practice_id, client_id)
        ) STRICT;
        CREATE INDEX account_client_by_client ON account_client (practice_id, client_id);
        """

    /// What happens to clients whom every host has left.
    static let hostAbsence = """
        ALTER TABLE practice ADD COLUMN host_absence TEXT NOT NULL DEFAULT 'continue'
            CHECK (host_absence IN ('continue', 'waiting', 'end'));
        """
}
