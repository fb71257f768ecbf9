import GRDB

/// The schema of `rooms.sqlite`, as numbered steps that are only ever added to.
///
/// A record is kept whole as JSON, so that what rooms have to remember can grow; beside it stand the columns that are
/// searched.
enum JournalSchema {
    static let steps: [(name: String, sql: String)] = [
        ("0001 rooms", rooms), ("0002 held commands", heldCommands), ("0003 room events", roomEvents),
    ]

    static let migrator = DatabaseMigrator(steps: steps)

    static let rooms = """
        CREATE TABLE room (
            practice_id TEXT NOT NULL,
            room_id TEXT NOT NULL UNIQUE,
            record TEXT NOT NULL,
            ended_at INTEGER,
            PRIMARY KEY (practice_id, room_id)
        ) STRICT;

        CREATE TABLE participant (
            practice_id TEXT NOT NULL,
            room_id TEXT NOT NULL,
            participant_id TEXT NOT NULL,
            subject_id TEXT NOT NULL,
            link_id TEXT,
            state TEXT NOT NULL,
            is_blocked INTEGER NOT NULL CHECK (is_blocked IN (0, 1)),
            waiting_since INTEGER,
            since INTEGER NOT NULL,
            record TEXT NOT NULL,
            PRIMARY KEY (practice_id, room_id, participant_id),
            FOREIGN KEY (practice_id, room_id) REFERENCES room (practice_id, room_id)
        ) STRICT;
        CREATE INDEX participant_by_room ON participant (room_id, subject_id);
        CREATE INDEX participant_by_subject ON participant (practice_id, subject_id, since);
        CREATE INDEX participant_present ON participant (room_id) WHERE state IN ('waiting', 'admitted');

        CREATE TABLE spent_token (
            practice_id TEXT NOT NULL,
            token_id TEXT NOT NULL,
            room_id TEXT NOT NULL,
            expires_at INTEGER NOT NULL,
            PRIMARY KEY (practice_id, token_id),
            FOREIGN KEY (practice_id, room_id) REFERENCES room (practice_id, room_id)
        ) STRICT;
        CREATE INDEX spent_token_by_expiry ON spent_token (expires_at);

        CREATE TABLE consumed_command (
            reader TEXT NOT NULL PRIMARY KEY,
            sequence INTEGER NOT NULL
        ) STRICT;
        """

    /// Commands of the portal that a room couldn't take when its turn came.
    static let heldCommands = """
        CREATE TABLE held_command (
            practice_id TEXT NOT NULL,
            room_id TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            command TEXT NOT NULL,
            PRIMARY KEY (practice_id, room_id, sequence)
        ) STRICT;
        CREATE INDEX held_command_by_sequence ON held_command (sequence, room_id);
        """

    /// What happened in rooms, until the rest of the system has taken it up.
    static let roomEvents = """
        CREATE TABLE room_event (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            practice_id TEXT NOT NULL,
            room_id TEXT NOT NULL,
            event TEXT NOT NULL,
            FOREIGN KEY (practice_id, room_id) REFERENCES room (practice_id, room_id)
        ) STRICT;
        """
}
