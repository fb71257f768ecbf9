import PortalCore
import SignalingProtocol
import Testing

@Suite("Login rules")
struct LoginRulesTests {
    let now = Clinic.start

    @Test(arguments: LoginThrottle.Scope.allCases)
    func `the last free attempt is free, the next one waits`(scope: LoginThrottle.Scope) {
        let rule = LoginThrottle.rule(for: scope)
        #expect(rule.waitEnds(nil, now: now) == nil)
        #expect(rule.waitEnds(.init(attempts: rule.freeAttempts - 1, lastAttemptAt: now), now: now) == nil)
        #expect(rule.waitEnds(.init(attempts: rule.freeAttempts, lastAttemptAt: now), now: now) == now + rule.firstWait)
    }

    @Test func `the wait doubles up to its longest`() {
        let rule = LoginThrottle.rule(for: .accountAndAddress)
        let waits = (5...12).map { attempts in
            rule.waitEnds(.init(attempts: attempts, lastAttemptAt: now), now: now).map { ($0 - now).milliseconds / 1_000 }
        }
        #expect(waits == [30, 60, 120, 240, 480, 900, 900, 900])
        #expect(rule.waitEnds(.init(attempts: .max, lastAttemptAt: now), now: now) == now + .seconds(900))
    }

    @Test func `the wait ends at its instant`() {
        let rule = LoginThrottle.rule(for: .accountAndAddress)
        let counter = LoginThrottle.Counter(attempts: 5, lastAttemptAt: now)
        #expect(rule.waitEnds(counter, now: now + .milliseconds(29_999)) != nil)
        #expect(rule.waitEnds(counter, now: now + .milliseconds(30_000)) == nil)
    }

    @Test func `an hour without attempts forgets everything`() {
        let rule = LoginThrottle.rule(for: .address)
        let counter = LoginThrottle.Counter(attempts: 1_000, lastAttemptAt: now)
        #expect(rule.counting(counter, now: now + .milliseconds(3_599_999)).attempts == 1_001)
        #expect(rule.counting(counter, now: now + .seconds(3_600)).attempts == 1)
        #expect(rule.counting(nil, now: now) == .init(attempts: 1, lastAttemptAt: now))
    }

    @Test func `a login ends four hours after it was last used, and after sixteen in any case`() throws {
        var session = LoginSession(practice: "practice", login: .account("account"), now: now)
        #expect(session.expiresAt == now + .seconds(4 * 3_600))
        #expect(session.touched(now: now + .milliseconds(59_999)) == nil)
        for hour in 1...15 { session = try #require(session.touched(now: now + .seconds(hour * 3_600))) }
        #expect(session.expiresAt == now + .seconds(16 * 3_600))
        #expect(session.createdAt == now)
    }
}
