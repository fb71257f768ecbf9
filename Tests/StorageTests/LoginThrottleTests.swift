import Foundation
import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Login throttle in the store")
struct LoginThrottleTests {
    @Test func `a clock that ran ahead and was set right locks nobody out until then, and holds no mail back but reminders`() async throws {
        let house = try await House()
        let (store, practice) = (house.store, house.practice.id)
        let booking = try await house.book(3 * 24 * 60)
        let due = { (item: OutboxItem) in item.state == .due ? item.dueAt : nil }
        let before = try await store.outbox(about: booking.id, in: practice).compactMap(due)
        let (ahead, attempt) = (start + .seconds(7_200), LoginAttempt(form: .account, email: try EmailAddress("n@example.org"), address: "192.0.2.1"))
        while try await store.countAttempt(attempt, in: practice, now: ahead) == nil {}
        #expect(try await store.countAttempt(attempt, in: practice, now: start) != nil)
        try await store.takeUp(RoomEvent(room: booking.room, kind: .waiting, subject: .account("somebody"), since: ahead), now: ahead)
        try await store.takeBackFuture(now: start)
        #expect(try await store.countAttempt(attempt, in: practice, now: start) == nil)
        let calls = try await store.outbox(about: booking.id, in: practice).filter { $0.notice.call?.callee == .clinician }
        #expect(calls.map(\.dueAt) == [start + .seconds(60)])
        let others = try await store.outbox(about: booking.id, in: practice).filter { $0.notice.call == nil }
        #expect(others.compactMap(due) == before, "what was written by a right clock stays")
    }

    func attempt(_ email: String = "nadia@example.org", from address: String = "192.0.2.1") throws -> LoginAttempt {
        LoginAttempt(form: .account, email: try EmailAddress(email), address: address)
    }

    func count(_ attempt: LoginAttempt, times: Int, in house: House, now: Instant = start) async throws -> Instant? {
        var wait: Instant?
        for _ in 0..<times { wait = try await house.store.countAttempt(attempt, in: house.practice.id, now: now) }
        return wait
    }

    @Test func `five attempts are free, the sixth waits, and waiting attempts don't count`() async throws {
        let house = try await House()
        #expect(try await count(attempt(), times: 5, in: house) == nil)
        #expect(try await count(attempt(), times: 100, in: house) == start + .seconds(30))
        #expect(try await count(attempt(), times: 1, in: house, now: start + .seconds(30)) == nil)
        #expect(try await count(attempt(), times: 1, in: house, now: start + .seconds(30)) == start + .seconds(90))
    }

    @Test func `another account, another address, another form and another practice are counted apart`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        #expect(try await count(attempt(), times: 6, in: house) != nil)
        #expect(try await count(attempt("sam@example.org"), times: 1, in: house) == nil)
        #expect(try await count(attempt(from: "192.0.2.2"), times: 1, in: house) == nil)
        #expect(try await count(attempt(), times: 1, in: other) == nil)
        let staff = LoginAttempt(form: .staff, email: try EmailAddress("nadia@example.org"), address: "192.0.2.1")
        #expect(try await count(staff, times: 1, in: house) == nil)
    }

    @Test func `an address that tries many accounts waits`() async throws {
        let house = try await House()
        for index in 0..<50 { #expect(try await count(attempt("a\(index)@example.org"), times: 1, in: house) == nil) }
        #expect(try await count(attempt("another@example.org"), times: 1, in: house) == start + .seconds(10))
        #expect(try await count(attempt("another@example.org", from: "192.0.2.2"), times: 1, in: house) == nil)
    }

    @Test func `a success clears the account's counter and gives the address its attempt back`() async throws {
        let house = try await House()
        for _ in 0..<200 {
            #expect(try await count(attempt(), times: 1, in: house) == nil)
            try await house.store.forgiveAttempt(attempt(), in: house.practice.id)
        }
    }

    @Test func `attempts at the same time can't slip through`() async throws {
        let house = try await House()
        let attempt = try attempt()
        let free = try await withThrowingTaskGroup { group in
            for _ in 0..<50 {
                group.addTask { try await house.store.countAttempt(attempt, in: house.practice.id, now: start) == nil }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(free == 5)
    }

    @Test func `limits survive a restart`() async throws {
        try await withDirectory { directory in
            let path = directory.appending(path: "portal.sqlite").path
            let house = try await House(try PortalStore(path: path))
            _ = try await count(attempt(), times: 5, in: house)
            let again = try PortalStore(path: path)
            #expect(try await again.countAttempt(attempt(), in: house.practice.id, now: start) != nil)
        }
    }

    @Test func `three mails go to one address, the fourth waits a minute, then two; other addresses don't`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        func mail(_ email: String = "nadia@example.org", in practice: PracticeID, at now: Instant = start) async throws -> Instant? {
            try await house.store.countMail(to: EmailAddress(email), from: "192.0.2.1", in: practice, now: now)
        }
        for _ in 1...3 { #expect(try await mail(in: house.practice.id) == nil) }
        #expect(try await mail(in: house.practice.id) == start + .seconds(60))
        #expect(try await mail("sam@example.org", in: house.practice.id) == nil)
        #expect(try await mail(in: other.practice.id) == nil)
        #expect(try await mail(in: house.practice.id, at: start + .seconds(60)) == nil)
        #expect(try await mail(in: house.practice.id, at: start + .seconds(60)) == start + .seconds(180))
    }

    @Test func `twenty mails are sent for one network address, the twenty-first waits; logins are counted apart`() async throws {
        let house = try await House()
        for index in 1...20 {
            let email = try EmailAddress("a\(index)@example.org")
            #expect(try await house.store.countMail(to: email, from: "192.0.2.1", in: house.practice.id, now: start) == nil)
        }
        let email = try EmailAddress("another@example.org")
        let wait = try await house.store.countMail(to: email, from: "192.0.2.1", in: house.practice.id, now: start)
        #expect(wait == start + .seconds(60))
        #expect(try await house.store.countMail(to: email, from: "192.0.2.2", in: house.practice.id, now: start) == nil)
        #expect(try await count(attempt(), times: 1, in: house) == nil)
    }

    @Test func `old counters are cleared away`() async throws {
        let house = try await House()
        _ = try await count(attempt(), times: 5, in: house)
        _ = try await count(attempt("other@example.org", from: "192.0.2.9"), times: 1, in: house, now: start + .seconds(3_600))
        let counters = try await house.store.database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM login_attempt") }
        #expect(counters == 2)
    }
}
