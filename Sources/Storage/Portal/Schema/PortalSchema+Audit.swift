import GRDB
import PortalCore
import SignalingProtocol

extension PortalSchema {
    /// The audit log as a chain: numbers without gaps per practice, each entry with its hash, and the newest hash signed.
    ///
    /// Triggers refuse what isn't adding: they stop mistakes. Who can drop triggers is found out by the hashes. (`INSERT OR REPLACE`
    /// takes rows out without asking a DELETE trigger; the numbers stop that.)
    static let audit = """
        ALTER TABLE audit RENAME TO audit_unchained;
        CREATE TABLE audit (
            practice_id TEXT NOT NULL REFERENCES practice (practice_id),
            number INTEGER NOT NULL CHECK (number >= 1),
            happened_at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            act TEXT NOT NULL,
            object TEXT NOT NULL,
            detail TEXT,
            address TEXT,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            PRIMARY KEY (practice_id, number)
        ) STRICT;
        CREATE INDEX audit_by_actor ON audit (practice_id, actor, number);
        CREATE INDEX audit_by_act ON audit (practice_id, act, number);
        CREATE INDEX audit_by_object ON audit (practice_id, object, number);
        CREATE INDEX audit_by_time ON audit (practice_id, happened_at);

        CREATE TABLE audit_head (
            practice_id TEXT NOT NULL PRIMARY KEY REFERENCES practice (practice_id),
            number INTEGER NOT NULL CHECK (number >= 1),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            signature BLOB NOT NULL CHECK (length(signature) = 32)
        ) STRICT;

        CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit
        WHEN NEW.number <> 1 + COALESCE((SELECT MAX(number) FROM audit WHERE practice_id = NEW.practice_id), 0)
        BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
        CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log is not changed'); END;
        CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log is not shortened'); END;
        CREATE TRIGGER audit_head_begins_once BEFORE INSERT ON audit_head
        WHEN NEW.number <> 1 OR EXISTS (SELECT 1 FROM audit_head WHERE practice_id = NEW.practice_id)
        BEGIN SELECT RAISE(ABORT, 'the audit log has its head'); END;
        CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head
        WHEN NEW.number <> OLD.number + 1 OR NEW.practice_id <> OLD.practice_id
        BEGIN SELECT RAISE(ABORT, 'the head of the audit log only moves on'); END;
        CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
        BEGIN SELECT RAISE(ABORT, 'the audit log keeps its head'); END;
        """

    /// Makes the key, and chains the entries that were written before there was a chain, in their order: from here on they are
    /// held fast like the others. What happened to them before nobody can tell.
    static func chainAudit(_ db: Database) throws {
        try AuditKey.make(db)
        let key = try AuditKey(db)
        var heads: [PracticeID: AuditChain.Head] = [:]
        for row in try db.rows("SELECT * FROM audit_unchained ORDER BY sequence", []) {
            let practice: PracticeID = try row.value("practice_id")
            let last = heads[practice] ?? .beginning
            let record = AuditRecord(
                practice: practice, number: last.number &+ 1, at: try row.value("happened_at"), actor: try row.value("actor"),
                act: try row.value("act"), object: try row.value("object"), address: try row.value("address"))
            try record.append(after: last, key: key, db)
            heads[practice] = try SignedHead.find(of: practice, db)?.head
        }
        try db.execute(sql: "DROP TABLE audit_unchained")
    }
}
