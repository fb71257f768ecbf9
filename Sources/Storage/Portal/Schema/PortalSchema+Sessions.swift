extension PortalSchema {
    /// What is known of a session beyond its time: its service and fee, its series, whether it took place, whose accounts it
    /// shows in, and its receipts. Amounts are in minor units (cents).
    ///
    /// Receipts are numbered without gaps and only ever voided; triggers refuse everything else. One at a time counts for each
    /// client of a session, so that a form that was sent twice charges nobody twice.
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
            client_id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            cause TEXT NOT NULL CHECK (cause IN ('logged_in', 'address', 'by_hand')),
            created_at INTEGER NOT NULL,
            PRIMARY KEY (practice_id, booking_id, client_id),
            FOREIGN KEY (practice_id, booking_id, client_id) REFERENCES booking_client (practice_id, booking_id, client_id),
            FOREIGN KEY (practice_id, account_id) REFERENCES account (practice_id, account_id)
        ) STRICT;
        CREATE INDEX booking_account_by_account ON booking_account (practice_id, account_id, booking_id);
        CREATE INDEX booking_account_by_client ON booking_account (practice_id, client_id, account_id);

        CREATE TABLE receipt (
            practice_id TEXT NOT NULL,
            receipt_id TEXT NOT NULL,
            year INTEGER NOT NULL CHECK (year BETWEEN 1000 AND 9999),
            number INTEGER NOT NULL CHECK (number >= 1),
            booking_id TEXT NOT NULL,
            client_id TEXT NOT NULL,
            document TEXT NOT NULL,
            issued_at INTEGER NOT NULL,
            voided_at INTEGER,
            void_reason TEXT,
            PRIMARY KEY (practice_id, receipt_id),
            UNIQUE (practice_id, number),
            CHECK ((voided_at IS NULL) = (void_reason IS NULL)),
            FOREIGN KEY (practice_id, booking_id) REFERENCES booking (practice_id, booking_id),
            FOREIGN KEY (practice_id, client_id) REFERENCES client (practice_id, client_id)
        ) STRICT;
        CREATE INDEX receipt_by_client ON receipt (practice_id, client_id, issued_at);
        CREATE INDEX receipt_by_booking ON receipt (practice_id, booking_id, number);
        CREATE UNIQUE INDEX receipt_that_counts ON receipt (practice_id, booking_id, client_id) WHERE voided_at IS NULL;

        CREATE TRIGGER receipt_numbers_have_no_gaps BEFORE INSERT ON receipt
        WHEN NEW.number <> 1 + COALESCE((SELECT MAX(number) FROM receipt WHERE practice_id = NEW.practice_id), 0)
        BEGIN SELECT RAISE(ABORT, 'receipts are numbered without gaps'); END;
        CREATE TRIGGER receipt_is_not_changed
        BEFORE UPDATE OF practice_id, receipt_id, year, number, booking_id, client_id, document, issued_at ON receipt
        BEGIN SELECT RAISE(ABORT, 'a receipt is not changed'); END;
        CREATE TRIGGER receipt_stays_void BEFORE UPDATE ON receipt WHEN OLD.voided_at IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a void receipt stays void'); END;
        CREATE TRIGGER receipt_is_kept BEFORE DELETE ON receipt
        BEGIN SELECT RAISE(ABORT, 'a receipt is kept'); END;
        """

    /// Direct links in full (H6): to whom they are sent with which words, and how many browsers may use them.
    static let links = """
        ALTER TABLE link ADD COLUMN email TEXT;
        ALTER TABLE link ADD COLUMN language TEXT CHECK (language IN ('fr', 'en'));
        ALTER TABLE link ADD COLUMN use_limit INTEGER CHECK (use_limit >= 1);
        ALTER TABLE link ADD COLUMN is_bound_to_device INTEGER NOT NULL DEFAULT 0 CHECK (is_bound_to_device IN (0, 1));
        ALTER TABLE link ADD COLUMN message TEXT;
        ALTER TABLE link ADD COLUMN sent_at INTEGER;
        """
}
