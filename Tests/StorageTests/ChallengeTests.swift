import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Challenges")
struct ChallengeTests {
    private func start(
        _ purpose: Challenge.Purpose = .resetPassword, in house: House, browser: SecretHash? = nil, isSomebodys: Bool = true
    ) async throws -> Challenge {
        try await house.store.startChallenge(
            purpose, of: isSomebodys ? .account(house.account.id) : nil, email: house.account.email, browser: browser,
            in: house.practice.id, now: StorageTests.start, notice: Notice.passwordReset)
    }

    private func meet(_ challenge: Challenge, _ purpose: Challenge.Purpose, in house: House, at now: Instant) async throws -> Challenge? {
        try await house.store.write { try house.store.meet(challenge.id, purpose, in: house.practice.id, now: now, $0) }
    }

    @Test func `a challenge is met once, in time, for its purpose`() async throws {
        let house = try await House()
        let now = StorageTests.start
        let challenge = try await start(in: house)
        #expect(try await meet(challenge, .verifyEmail, in: house, at: now) == nil)
        #expect(try await meet(challenge, .resetPassword, in: house, at: challenge.expiresAt) == nil)
        #expect(try await meet(challenge, .resetPassword, in: house, at: challenge.expiresAt - .milliseconds(1)) == challenge)
        #expect(try await meet(challenge, .resetPassword, in: house, at: now) == nil)
    }

    @Test func `five wrong codes end it, four don't`() async throws {
        let house = try await House()
        let challenge = try await start(in: house)
        for _ in 1..<Challenge.tries { try await house.store.countFailedTry(at: challenge.id, in: house.practice.id) }
        #expect(try await house.store.challenge(challenge.id, in: house.practice.id, now: StorageTests.start) != nil)
        try await house.store.countFailedTry(at: challenge.id, in: house.practice.id)
        #expect(try await house.store.challenge(challenge.id, in: house.practice.id, now: StorageTests.start) == nil)
    }

    @Test func `a newer one of the same purpose ends the older`() async throws {
        let house = try await House()
        let first = try await start(in: house)
        let other = try await start(.verifyEmail, in: house)
        let second = try await start(in: house)
        let practice = house.practice.id
        #expect(try await house.store.challenge(first.id, in: practice, now: StorageTests.start) == nil)
        #expect(try await house.store.challenge(second.id, in: practice, now: StorageTests.start) == second)
        #expect(try await house.store.challenge(other.id, in: practice, now: StorageTests.start) == other)
    }

    @Test func `the notice goes out with it, and nobody gets none`() async throws {
        let house = try await House()
        _ = try await start(in: house, isSomebodys: false)
        #expect(try await house.store.nextOutboxDue() == nil)
        let challenge = try await start(in: house)
        #expect(try await house.store.takeOutbox(dueAt: StorageTests.start, limit: 9).map(\.notice) == [.passwordReset(challenge.id)])
    }

    @Test func `a code is for the browser that asked, in its practice`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        let challenge = try await start(.loginCode, in: house, browser: hash(1))
        func found(_ browser: SecretHash, in practice: PracticeID) async throws -> Challenge? {
            try await house.store.challenge(challenge.id, boundTo: browser, in: practice, now: StorageTests.start)
        }
        #expect(try await found(hash(1), in: house.practice.id) == challenge)
        #expect(try await found(hash(2), in: house.practice.id) == nil)
        #expect(try await found(hash(1), in: other.practice.id) == nil)
    }

    @Test func `expired ones are cleared away`() async throws {
        let house = try await House()
        let old = try await start(in: house)
        _ = try await house.store.startChallenge(
            .verifyEmail, of: nil, email: nil, in: house.practice.id, now: old.expiresAt, notice: nil)
        let count = try await house.store.database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM challenge") }
        #expect(count == 1)
    }
}
