extension PortalSchema {
    /// How a practice handles identity, mail, money and its looks. NULL in a text: the standard one.
    static let policies = """
        ALTER TABLE practice ADD COLUMN is_sign_up_open INTEGER NOT NULL DEFAULT 1 CHECK (is_sign_up_open IN (0, 1));
        ALTER TABLE practice ADD COLUMN are_login_links_shown INTEGER NOT NULL DEFAULT 1 CHECK (are_login_links_shown IN (0, 1));
        ALTER TABLE practice ADD COLUMN login_method TEXT NOT NULL DEFAULT 'password' CHECK (login_method IN ('password', 'code'));
        ALTER TABLE practice ADD COLUMN is_for_known_clients INTEGER NOT NULL DEFAULT 0 CHECK (is_for_known_clients IN (0, 1));
        ALTER TABLE practice ADD COLUMN may_staff_set_passwords INTEGER NOT NULL DEFAULT 1 CHECK (may_staff_set_passwords IN (0, 1));
        ALTER TABLE practice ADD COLUMN are_accounts_optional INTEGER NOT NULL DEFAULT 0 CHECK (are_accounts_optional IN (0, 1));
        ALTER TABLE practice ADD COLUMN requires_second_step INTEGER NOT NULL DEFAULT 0 CHECK (requires_second_step IN (0, 1));
        ALTER TABLE practice ADD COLUMN reminds_day_before INTEGER NOT NULL DEFAULT 1 CHECK (reminds_day_before IN (0, 1));
        ALTER TABLE practice ADD COLUMN reminds_hour_before INTEGER NOT NULL DEFAULT 1 CHECK (reminds_hour_before IN (0, 1));
        ALTER TABLE practice ADD COLUMN invitation_text TEXT;
        ALTER TABLE practice ADD COLUMN terms_text TEXT;
        ALTER TABLE practice ADD COLUMN privacy_text TEXT;
        ALTER TABLE practice ADD COLUMN address TEXT;
        ALTER TABLE practice ADD COLUMN currency TEXT NOT NULL DEFAULT 'CAD';
        ALTER TABLE practice ADD COLUMN brand_colour TEXT;

        CREATE TABLE practice_tax (
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            rate INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 1000000),
            number TEXT,
            PRIMARY KEY (practice_id, position)
        ) STRICT;

        CREATE TABLE practice_logo (
            practice_id TEXT NOT NULL PRIMARY KEY REFERENCES practice (practice_id),
            media_type TEXT NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'image/webp')),
            image BLOB NOT NULL CHECK (length(image) <= 262144),
            updated_at INTEGER NOT NULL
        ) STRICT;
        """
}
