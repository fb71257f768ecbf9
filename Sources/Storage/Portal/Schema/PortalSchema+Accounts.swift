extension PortalSchema {
    /// What logins need beyond a password: invitations, confirmations, codes, and the second step.
    ///
    /// `challenge` holds nothing secret: what is sent by mail is derived from its id under the server's key. So is the secret
    /// of an authenticator app, from the `version` of `second_step`. SQLite can't widen a CHECK, so the counters start anew.
    static let accounts = """
        ALTER TABLE account ADD COLUMN mobile TEXT;
        ALTER TABLE account ADD COLUMN terms_accepted_at INTEGER;
        ALTER TABLE account ADD COLUMN origin TEXT NOT NULL DEFAULT 'staff' CHECK (origin IN ('staff', 'sign_up'));
        ALTER TABLE account ADD COLUMN is_associated INTEGER NOT NULL DEFAULT 0 CHECK (is_associated IN (0, 1));
        UPDATE account SET is_associated = 1 WHERE EXISTS (
            SELECT 1 FROM account_client
            WHERE account_client.practice_id = account.practice_id AND account_client.account_id = account.account_id
        );
        CREATE INDEX account_by_association ON account (practice_id, is_associated, created_at, account_id);

        ALTER TABLE staff ADD COLUMN title TEXT;
        ALTER TABLE staff ADD COLUMN licence TEXT;
        ALTER TABLE staff ADD COLUMN language TEXT CHECK (language IN ('fr', 'en'));
        ALTER TABLE staff ADD COLUMN invited_at INTEGER;

        DROP TABLE login_attempt;
        CREATE TABLE login_attempt (
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            scope TEXT NOT NULL CHECK (scope IN ('account_and_address', 'address', 'mail_to', 'mail_from', 'data_of')),
            attempt_key TEXT NOT NULL,
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            last_attempt_at INTEGER NOT NULL,
            PRIMARY KEY (practice_id, scope, attempt_key)
        ) STRICT;
        CREATE INDEX login_attempt_by_time ON login_attempt (last_attempt_at);

        CREATE TABLE challenge (
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            challenge_id TEXT NOT NULL,
            purpose TEXT NOT NULL CHECK (purpose IN (
                'verify_email', 'change_email', 'reset_password', 'login_code', 'staff_invitation', 'second_step'
            )),
            kind TEXT CHECK (kind IN ('staff', 'account')),
            login_id TEXT,
            email TEXT,
            browser_hash BLOB CHECK (length(browser_hash) = 32),
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            failed_tries INTEGER NOT NULL DEFAULT 0,
            ended_at INTEGER,
            PRIMARY KEY (practice_id, challenge_id),
            CHECK ((kind IS NULL) = (login_id IS NULL))
        ) STRICT;
        CREATE INDEX challenge_by_login ON challenge (practice_id, kind, login_id, purpose);
        CREATE INDEX challenge_by_expiry ON challenge (expires_at);

        CREATE TABLE second_step (
            practice_id TEXT NOT NULL,
            staff_id TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version >= 1),
            confirmed_at INTEGER,
            last_step INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (practice_id, staff_id),
            FOREIGN KEY (practice_id, staff_id) REFERENCES staff (practice_id, staff_id)
        ) STRICT;

        CREATE TABLE recovery_code (
            practice_id TEXT NOT NULL,
            staff_id TEXT NOT NULL,
            code_hash BLOB NOT NULL CHECK (length(code_hash) = 32),
            used_at INTEGER,
            PRIMARY KEY (practice_id, staff_id, code_hash),
            FOREIGN KEY (practice_id, staff_id) REFERENCES staff (practice_id, staff_id)
        ) STRICT;
        """
}
