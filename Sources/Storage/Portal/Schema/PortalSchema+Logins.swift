extension PortalSchema {
    /// Passwords, login sessions and attempts. `kind` and `login_id` together name a member of staff or an account.
    static let logins = """
        CREATE TABLE password (
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            kind TEXT NOT NULL CHECK (kind IN ('staff', 'account')),
            login_id TEXT NOT NULL,
            phc TEXT NOT NULL,
            changed_at INTEGER NOT NULL,
            PRIMARY KEY (practice_id, kind, login_id)
        ) STRICT;

        CREATE TABLE login_session (
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            token_hash BLOB NOT NULL CHECK (length(token_hash) = 32),
            kind TEXT NOT NULL CHECK (kind IN ('staff', 'account')),
            login_id TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            last_seen_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            PRIMARY KEY (practice_id, token_hash)
        ) STRICT;
        CREATE INDEX login_session_by_login ON login_session (practice_id, kind, login_id);
        CREATE INDEX login_session_by_expiry ON login_session (expires_at);

        CREATE TABLE login_attempt (
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            scope TEXT NOT NULL CHECK (scope IN ('account_and_address', 'address')),
            attempt_key TEXT NOT NULL,
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            last_attempt_at INTEGER NOT NULL,
            PRIMARY KEY (practice_id, scope, attempt_key)
        ) STRICT;
        CREATE INDEX login_attempt_by_time ON login_attempt (last_attempt_at);
        """
}
