extension PortalSchema {
    /// Bookings, whom they are for, their direct links, and the browsers that came by those.
    static let bookings = """
        CREATE TABLE booking (
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            booking_id TEXT NOT NULL UNIQUE,
            room_id TEXT NOT NULL UNIQUE,
            clinician_id TEXT NOT NULL,
            starts_at INTEGER NOT NULL,
            ends_at INTEGER NOT NULL,
            time_zone TEXT NOT NULL,
            local_start TEXT NOT NULL,
            minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 480),
            revision INTEGER NOT NULL CHECK (revision >= 1),
            is_cancelled INTEGER NOT NULL CHECK (is_cancelled IN (0, 1)),
            cancel_reason TEXT,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (practice_id, booking_id),
            FOREIGN KEY (practice_id, clinician_id) REFERENCES staff (practice_id, staff_id),
            CHECK (ends_at = starts_at + minutes * 60000),
            CHECK (cancel_reason IS NULL OR is_cancelled = 1)
        ) STRICT;
        CREATE INDEX booking_by_start ON booking (practice_id, starts_at);
        CREATE INDEX booking_by_clinician ON booking (practice_id, clinician_id, starts_at);

        CREATE TABLE booking_client (
            practice_id TEXT NOT NULL,
            booking_id TEXT NOT NULL,
            client_id TEXT NOT NULL,
            position INTEGER NOT NULL,
            PRIMARY KEY (practice_id, booking_id, client_id),
            FOREIGN KEY (practice_id, booking_id) REFERENCES booking (practice_id, booking_id),
            FOREIGN KEY (practice_id, client_id) REFERENCES client (practice_id, client_id)
        ) STRICT;
        CREATE INDEX booking_client_by_client ON booking_client (practice_id, client_id, booking_id);

        CREATE TABLE link (
            practice_id TEXT NOT NULL,
            link_id TEXT NOT NULL UNIQUE,
            booking_id TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('guest')),
            label TEXT,
            version INTEGER NOT NULL CHECK (version >= 1),
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            revoked_at INTEGER,
            PRIMARY KEY (practice_id, link_id),
            FOREIGN KEY (practice_id, booking_id) REFERENCES booking (practice_id, booking_id)
        ) STRICT;
        CREATE INDEX link_by_booking ON link (practice_id, booking_id, created_at);

        CREATE TABLE visitor (
            practice_id TEXT NOT NULL,
            visitor_id TEXT NOT NULL,
            link_id TEXT NOT NULL,
            cookie_hash BLOB NOT NULL CHECK (length(cookie_hash) = 32),
            created_at INTEGER NOT NULL,
            PRIMARY KEY (practice_id, visitor_id),
            UNIQUE (practice_id, link_id, cookie_hash),
            FOREIGN KEY (practice_id, link_id) REFERENCES link (practice_id, link_id)
        ) STRICT;
        """
}
