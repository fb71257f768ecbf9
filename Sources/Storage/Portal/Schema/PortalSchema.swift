import GRDB

/// The schema of `portal.sqlite`, as numbered steps that are only ever added to.
///
/// Every table has its practice, and every key starts with it, so that nothing of one can point into another (A18). The
/// exceptions are the server's own: `server_secret`, and the sequences of `room_command` and `outbox`, each one for all. Times are milliseconds since 1970 (INTEGER is 64 bits wide in SQLite; BIGINT elsewhere).
enum PortalSchema {
    static let steps: [(name: String, sql: String)] = [
        ("0001 people", people),
        ("0002 logins", logins),
        ("0003 bookings", bookings),
        ("0004 server", server),
        ("0005 host absence", hostAbsence),
        ("0006 accounts", accounts),
        ("0007 clients", clients),
        ("0008 sessions", sessions),
        ("0009 links", links),
        ("0010 outbox", outbox),
        ("0011 policies", policies),
        ("0012 programs", programs),
        ("0013 audit", audit),
        ("0014 practice alert", practiceAlert),
        ("0015 key makers", keyMakers),
        ("0016 dismissed notices", dismissedNotices),
    ]

    static let migrator = DatabaseMigrator(steps: steps, followedBy: ["0013 audit": chainAudit])
}
