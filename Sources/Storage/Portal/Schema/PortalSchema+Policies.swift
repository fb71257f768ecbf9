extension PortalSchema {
    /// How a practice handles identity, mail, money and its looks.
    ///
    /// `taxes` is a JSON array and `logo` a JSON object, both read whole; the picture itself, and texts that few pages show, lie
    /// apart. A text that isn't there is the standard one.
    static let policies = """
        ALTER TABLE practice ADD COLUMN is_sign_up_open INTEGER NOT NULL DEFAULT 1 CHECK (is_sign_up_open IN (0, 1));
        ALTER TABLE practice ADD COLUMN are_login_links_shown INTEGER NOT NULL DEFAULT 1 CHECK (are_login_links_shown IN (0, 1));
        ALTER TABLE practice ADD COLUMN login_method TEXT NOT NULL DEFAULT 'password' CHECK (login_method IN ('password', 'code'));
        ALTER TABLE practice ADD COLUMN is_for_known_clients INTEGER NOT NULL DEFAULT 0 CHECK (is_for_known_clients IN (0, 1));
        ALTER TABLE practice ADD COLUMN may_staff_set_passwords INTEGER NOT NULL DEFAULT 1 CHECK (may_staff_set_passwords IN (0, 1));
        ALTER TABLE practice ADD COLUMN are_accounts_optional INTEGER NOT NULL DEFAULT 0 CHECK (are_accounts_optional IN (0, 1));
        ALTER TABLE practice ADD COLUMN two_step TEXT NOT NULL DEFAULT 'optional'
            CHECK (two_step IN ('optional', 'overseers', 'everyone'));
        ALTER TABLE practice ADD COLUMN reminds_day_before INTEGER NOT NULL DEFAULT 1 CHECK (reminds_day_before IN (0, 1));
        ALTER TABLE practice ADD COLUMN reminds_hour_before INTEGER NOT NULL DEFAULT 1 CHECK (reminds_hour_before IN (0, 1));
        ALTER TABLE practice ADD COLUMN address TEXT;
        ALTER TABLE practice ADD COLUMN currency TEXT NOT NULL DEFAULT 'CAD';
        ALTER TABLE practice ADD COLUMN taxes TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE practice ADD COLUMN brand_colour TEXT;
        ALTER TABLE practice ADD COLUMN logo TEXT;

        CREATE TABLE practice_text (
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            name TEXT NOT NULL CHECK (name IN ('invitation', 'terms', 'privacy')),
            text TEXT NOT NULL,
            PRIMARY KEY (practice_id, name)
        ) STRICT;

        CREATE TABLE practice_logo (
            practice_id TEXT NOT NULL PRIMARY KEY REFERENCES practice (practice_id),
            image BLOB NOT NULL CHECK (length(image) <= 262144)
        ) STRICT;
        """

    /// After how many minutes of waiting the practice is told (H8); absent: never.
    static let practiceAlert = """
        ALTER TABLE practice ADD COLUMN practice_alert_minutes INTEGER DEFAULT 5
            CHECK (practice_alert_minutes BETWEEN 1 AND 60);
        """
}
