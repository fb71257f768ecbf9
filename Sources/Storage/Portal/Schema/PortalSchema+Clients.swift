extension PortalSchema {
    /// What a client record holds beyond a name, and whose clients they are.
    ///
    /// `client_clinician` says whose own clients a clinician sees: those they added, and those booked with them.
    static let clients = """
        ALTER TABLE client ADD COLUMN telephone TEXT;
        ALTER TABLE client ADD COLUMN birth_date TEXT;
        ALTER TABLE client ADD COLUMN address TEXT;
        ALTER TABLE client ADD COLUMN archived_at INTEGER;
        CREATE INDEX client_by_email ON client (practice_id, email);

        CREATE TABLE client_clinician (
            practice_id TEXT NOT NULL,
            staff_id TEXT NOT NULL,
            client_id TEXT NOT NULL,
            PRIMARY KEY (practice_id, staff_id, client_id),
            FOREIGN KEY (practice_id, staff_id) REFERENCES staff (practice_id, staff_id),
            FOREIGN KEY (practice_id, client_id) REFERENCES client (practice_id, client_id)
        ) STRICT;
        CREATE INDEX client_clinician_by_client ON client_clinician (practice_id, client_id);
        INSERT INTO client_clinician (practice_id, staff_id, client_id)
            SELECT DISTINCT booking.practice_id, booking.clinician_id, booking_client.client_id
            FROM booking JOIN booking_client USING (practice_id, booking_id);
        """
}
