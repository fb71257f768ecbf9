extension PortalSchema {
    /// What a client record holds beyond a name, whose clients they are, and how far their accounts have come.
    ///
    /// `client_clinician` says whose own clients a clinician sees: those they added, and those booked with them. Accounts that
    /// are older than this step count as used: nobody can tell any more.
    static let clients = """
        ALTER TABLE client ADD COLUMN telephone TEXT;
        ALTER TABLE client ADD COLUMN birth_date TEXT;
        ALTER TABLE client ADD COLUMN address TEXT;
        ALTER TABLE client ADD COLUMN archived_at INTEGER;
        CREATE INDEX client_by_email ON client (practice_id, email, search_key, client_id);
        DROP INDEX client_by_name;
        CREATE INDEX client_in_use ON client (practice_id, search_key, client_id) WHERE archived_at IS NULL;
        CREATE INDEX client_archived ON client (practice_id, search_key, client_id) WHERE archived_at IS NOT NULL;

        CREATE TABLE client_clinician (
            practice_id TEXT NOT NULL,
            staff_id TEXT NOT NULL,
            client_id TEXT NOT NULL,
            PRIMARY KEY (practice_id, staff_id, client_id),
            FOREIGN KEY (practice_id, staff_id) REFERENCES staff (practice_id, staff_id),
            FOREIGN KEY (practice_id, client_id) REFERENCES client (practice_id, client_id)
        ) STRICT;
        CREATE INDEX client_clinician_by_client ON client_clinician (practice_id, client_id, staff_id);
        INSERT INTO client_clinician (practice_id, staff_id, client_id)
            SELECT DISTINCT booking.practice_id, booking.clinician_id, booking_client.client_id
            FROM booking JOIN booking_client USING (practice_id, booking_id);

        ALTER TABLE account ADD COLUMN verified_by TEXT CHECK (verified_by IN ('email', 'staff'));
        ALTER TABLE account ADD COLUMN used_at INTEGER;
        UPDATE account SET used_at = created_at;
        UPDATE account SET verified_by = 'staff' WHERE verified_at IS NOT NULL;
        """
}
