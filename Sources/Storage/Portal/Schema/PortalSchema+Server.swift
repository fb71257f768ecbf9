extension PortalSchema {
    /// What rooms are to be told, the server's own secrets, and who did what.
    static let server = """
        CREATE TABLE room_command (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            room_id TEXT,
            command TEXT NOT NULL,
            written_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE server_secret (
            name TEXT NOT NULL PRIMARY KEY,
            value BLOB NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE audit (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            happened_at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            act TEXT NOT NULL,
            object TEXT NOT NULL,
            address TEXT
        ) STRICT;
        CREATE INDEX audit_by_practice ON audit (practice_id, sequence);
        """
}
