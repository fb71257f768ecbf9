import PortalCore
import SignalingProtocol
import Synchronization
import Testing

@testable import Storage

/// What strangers can cause as often as they like wakes neither rooms nor the staff's feeds.
@Suite("Quiet writes")
struct QuietWriteTests {
    private final class Counter: Sendable {
        private let value = Mutex(0)
        var count: Int { value.withLock { $0 } }
        @Sendable func increase() { value.withLock { $0 += 1 } }
    }

    @Test func `logging in, being seen, and attempts that are counted wake nobody`() async throws {
        let commits = Counter()
        let house = try await House(.inMemory(committed: commits.increase))
        let (store, practice, email) = (house.store, house.practice.id, house.account.email)
        let before = commits.count
        #expect(before > 0)
        let attempt = LoginAttempt(form: .account, email: email, address: "192.0.2.1")
        for _ in 1...9 { _ = try await store.countAttempt(attempt, in: practice, now: start) }
        for _ in 1...9 { _ = try await store.countMail(to: email, from: "192.0.2.1", in: practice, now: start) }
        _ = try await store.countDataDownload(of: house.account.id, in: practice, now: start)
        try await store.forgiveAttempt(attempt, in: practice)
        let login = LoginID.account(house.account.id)
        try await store.startSession(LoginSession(practice: practice, login: login, now: start), token: hash(1))
        let later = start + LoginSession.touchInterval
        #expect(try await store.session(token: hash(1), in: practice, now: later)?.lastSeenAt == later)
        try await store.appendAudit("login.started", on: login.id, in: practice, now: start)
        #expect(commits.count == before)
        // Logging out can close rooms, and a mail has to leave.
        try await store.endSession(token: hash(1), in: practice, now: later)
        try await store.requestPasswordReset(for: email, at: .account, in: practice, now: later)
        #expect(commits.count == before + 2)
    }
}
