import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Audit log")
struct AuditTests {
    @Test func `an act is written down with the change, by whom and from where, numbered without gaps`() async throws {
        let house = try await House()
        let practice = house.practice.id
        let staff = house.store.acting(as: Actor(.staff(house.clinician.id), from: "192.0.2.7"))
        try await staff.disableAccount(house.account.id, in: practice, now: start)
        let log = try await house.store.audit(of: practice)
        #expect(log.map(\.number) == [6, 5, 4, 3, 2, 1])
        let newest = try #require(log.first)
        #expect(newest.actor == "staff:\(house.clinician.id)" && newest.address == "192.0.2.7")
        #expect(newest.act == "account.disabled" && newest.object == house.account.id.rawValue && newest.at == start)
        #expect(log.dropFirst().first?.detail == ["client": house.client.id.rawValue])
    }

    @Test func `a change that fails leaves no entry, and the next one no gap`() async throws {
        let house = try await House()
        let practice = house.practice.id
        let before = try await house.store.auditCount(of: practice)
        await #expect(throws: PortalStoreError.notFound) { try await house.book(clients: [house.client.id, "nobody"]) }
        #expect(try await house.store.auditCount(of: practice) == before)
        _ = try await house.book()
        #expect(try await house.store.verifyAudit(of: practice).isIntact)
    }

    @Test func `each practice has a chain of its own`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "elm")
        for practice in [house.practice.id, other.practice.id] {
            #expect(try await house.store.audit(of: practice).map(\.number) == [5, 4, 3, 2, 1])
            #expect(try await house.store.verifyAudit(of: practice).isIntact)
        }
    }

    @Test(
        arguments: [
            "UPDATE audit SET actor = 'nobody'", "DELETE FROM audit WHERE number = 5", "DELETE FROM audit",
            "INSERT OR REPLACE INTO audit SELECT practice_id, 2, 0, 'a', 'b', 'c', NULL, NULL, hash FROM audit WHERE number = 3",
            "INSERT INTO audit SELECT practice_id, 9, 0, 'a', 'b', 'c', NULL, NULL, hash FROM audit WHERE number = 3",
            "UPDATE audit_head SET number = 3", "UPDATE audit_head SET number = 5", "DELETE FROM audit_head",
            "INSERT OR REPLACE INTO audit_head SELECT practice_id, 1, hash, signature FROM audit_head",
        ])
    func `the database itself refuses everything but adding`(sql: String) async throws {
        let house = try await House()
        await #expect(throws: DatabaseError.self) { try await house.store.database.write { try $0.execute(sql: sql) } }
        #expect(try await house.store.verifyAudit(of: house.practice.id).isIntact)
    }

    @Test(
        arguments: [
            ("UPDATE audit SET actor = 'nobody' WHERE number = 2", .chain(.altered(2))),
            ("UPDATE audit SET happened_at = happened_at + 1 WHERE number = 5", .chain(.altered(5))),
            ("UPDATE audit SET detail = 'client=another' WHERE number = 5", .chain(.altered(5))),
            ("UPDATE audit SET address = '192.0.2.1' WHERE number = 1", .chain(.altered(1))),
            ("UPDATE audit SET hash = zeroblob(32) WHERE number = 3", .chain(.altered(3))),
            ("DELETE FROM audit WHERE number = 3", .chain(.gap(expected: 3, found: 4))),
            ("DELETE FROM audit WHERE number = 1", .chain(.gap(expected: 1, found: 2))),
            ("DELETE FROM audit WHERE number > 3", .chain(.cut(last: 3, head: 5))),
            ("DELETE FROM audit", .chain(.cut(last: 0, head: 5))),
            (
                "DELETE FROM audit WHERE number > 3; UPDATE audit_head SET number = 3, hash = (SELECT hash FROM audit WHERE number = 3)",
                .headForged
            ),
            ("DELETE FROM audit_head", .headMissing), ("DELETE FROM audit; DELETE FROM audit_head", .headMissing),
            ("UPDATE audit_head SET signature = zeroblob(32)", .headForged),
            (
                "INSERT INTO audit SELECT practice_id, 6, 0, 'a', 'b', 'c', NULL, NULL, hash FROM audit WHERE number = 3",
                .chain(.altered(6))
            ),
        ] as [(String, AuditFlaw)])
    func `who gets past the triggers is found out, and where`(sql: String, flaw: AuditFlaw) async throws {
        let house = try await House()
        try await house.store.dropTriggers()
        try await house.store.database.write { try $0.execute(sql: sql) }
        #expect(try await house.store.verifyAudit(of: house.practice.id) == .broken(flaw))
    }

    @Test func `a log that was made anew with the key shows by a head that was seen before`() async throws {
        let house = try await House()
        let practice = house.practice.id
        let seen = try #require(try await house.store.verifyAudit(of: practice).head)
        _ = try await house.book()
        #expect(try await house.store.verifyAudit(of: practice, seen: seen).isIntact)
        try await house.store.forgeAnew(practice)
        #expect(try await house.store.verifyAudit(of: practice).isIntact)
        #expect(try await house.store.verifyAudit(of: practice, seen: seen) == .broken(.unlikeSeen(seen.number)))
    }

    @Test func `without its key the log takes nothing more, and nothing is changed`() async throws {
        let house = try await House()
        try await house.store.database.write { try $0.execute(sql: "DELETE FROM server_secret WHERE name = 'audit-key'") }
        await #expect(throws: StoredRowError.self) { try await house.book() }
        #expect(try await house.store.sessions(startingIn: start..<(start + .seconds(60)), in: house.practice.id).isEmpty)
    }

    @Test func `entries from before the chain are chained in their order`() async throws {
        let database = try DatabaseFile.inMemory()
        try PortalSchema.migrator.migrate(database, upTo: "0012 programs")
        try await database.write { db in
            for slug in ["laurier", "elm"] {
                try db.execute(
                    sql: """
                        INSERT INTO practice (practice_id, slug, name, time_zone, language, join_minutes_before, join_minutes_after,
                            join_count_from, grace_minutes, is_sharing_enabled, revision, created_at)
                        VALUES (?1, ?1, 'A', 'America/Montreal', 'fr', 30, 30, 'start', 30, 1, 0, 0)
                        """, arguments: [slug])
            }
            for act in ["practice.created", "staff.created", "login"] {
                try db.execute(
                    sql: """
                        INSERT INTO audit (practice_id, happened_at, actor, act, object, address)
                        VALUES ('laurier', 1, 'operator', ?1, 'x', NULL), ('elm', 2, 'operator', ?1, 'y', '192.0.2.1')
                        """, arguments: [act])
            }
        }
        let store = try PortalStore(database: database)
        for practice in ["laurier", "elm"] as [PracticeID] {
            let log = try await store.audit(of: practice)
            #expect(log.map(\.number) == [3, 2, 1])
            #expect(log.map(\.act) == ["login", "staff.created", "practice.created"])
            #expect(try await store.verifyAudit(of: practice).isIntact)
        }
    }

    @Test func `entries are found by who, what, on what and when`() async throws {
        let house = try await House()
        let practice = house.practice.id
        let staff = house.store.acting(as: Actor(.staff(house.clinician.id), from: nil))
        let later = start + .seconds(86_400)
        try await staff.disableAccount(house.account.id, in: practice, now: later)
        let wishes: [(AuditFilter, [Int64])] = [
            (AuditFilter(actor: "staff:\(house.clinician.id)"), [6]), (AuditFilter(act: "client.created"), [3]),
            (AuditFilter(object: house.account.id.rawValue), [6, 5, 4]), (AuditFilter(time: later..<(later + .seconds(1))), [6]),
            (AuditFilter(actor: "system", object: house.account.id.rawValue), [5, 4]), (AuditFilter(act: "no.such"), []),
        ]
        for (filter, numbers) in wishes {
            #expect(try await house.store.audit(of: practice, matching: filter).map(\.number) == numbers)
            #expect(try await house.store.auditCount(of: practice, matching: filter) == numbers.count)
        }
        #expect(try await house.store.audit(of: practice, skipping: 2, limit: 2).map(\.number) == [4, 3])
        let pieces = try await house.store.audit(of: practice, matching: AuditFilter(), after: 2, limit: 2)
        #expect(pieces.map(\.record.number) == [3, 4])
    }

    @Test func `ids are called by the names that things have now, of the practice's own alone`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "elm")
        let booking = try await house.book()
        let ids: Set = [
            "staff:\(house.clinician.id)", house.client.id.rawValue, booking.id.rawValue, other.client.id.rawValue, "operator",
        ]
        let things = try await house.store.auditedThings(ids, in: house.practice.id)
        #expect(things["staff:\(house.clinician.id)"] == AuditedThing(.staff, name: "Élise Gagnon"))
        #expect(things[house.client.id.rawValue] == AuditedThing(.client, name: "Nadia Tremblay"))
        #expect(things[booking.id.rawValue] == AuditedThing(.session, name: "Nadia Tremblay", startsAt: booking.startsAt))
        #expect(things.count == 3)
    }

    @Test func `a change of settings says which, and not what they were`() async throws {
        let house = try await House()
        let practice = house.practice.id
        _ = try await house.store.updatePractice(practice, now: start) {
            $0.contact.telephone = try Telephone("514 555-0142")
            $0.isSharingEnabled = false
        }
        #expect(try await house.store.audit(of: practice).first?.detail == ["settings": "contact,isSharingEnabled"])
    }
}

extension AuditVerdict {
    fileprivate var head: AuditChain.Head? { if case .intact(let head) = self { head } else { nil } }
    fileprivate var isIntact: Bool { head != nil }
}

extension PortalStore {
    /// What somebody does who can write to the file.
    fileprivate func dropTriggers() async throws {
        try await database.write { db in
            for name in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                try db.execute(sql: "DROP TRIGGER \(name)")
            }
        }
    }

    /// Takes the first entry out and makes the chain anew, as somebody can who has the key too.
    fileprivate func forgeAnew(_ practice: PracticeID) async throws {
        let kept = try await audit(of: practice, matching: AuditFilter(), after: 1).map(\.record)
        try await dropTriggers()
        try await database.write { db in
            try db.execute(sql: "DELETE FROM audit; DELETE FROM audit_head")
            let key = try AuditKey(db)
            for (number, old) in zip(Int64(1)..., kept) {
                let record = AuditRecord(
                    practice: practice, number: number, at: old.at, actor: old.actor, act: old.act, object: old.object, detail: old.detail,
                    address: old.address)
                try record.append(after: try SignedHead.find(of: practice, db)?.head ?? .beginning, key: key, db)
            }
        }
    }
}
