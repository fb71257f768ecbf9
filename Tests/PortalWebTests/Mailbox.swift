import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// What people would find in their mail: the notices, and the links and codes of their challenges.
struct Mailbox {
    let world: World

    /// The notices since this was last asked, but for those about the sessions of the world.
    func notices() async throws -> [Notice] {
        let due = try await world.store.takeOutbox(dueAt: world.clock.now(), limit: 100).map(\.notice)
        return due.filter { if case .sessionBooked = $0 { false } else { true } }
    }

    /// The challenge of the newest mail that holds one.
    func challenge() async throws -> Challenge {
        let id = try await notices().compactMap { notice -> ChallengeID? in
            switch notice {
            case .emailConfirmation(let id), .passwordReset(let id), .loginCode(let id), .staffInvitation(let id): id
            default: nil
            }
        }.last
        let newest = try #require(id)
        return try #require(try await world.store.challenge(newest, in: world.practice.id, now: world.clock.now()))
    }

    func code(of challenge: Challenge) -> String { ChallengeSecret(key: world.key).code(of: challenge.id)?.digits ?? "" }

    func secret(of challenge: Challenge) -> String { ChallengeSecret(key: world.key).link(of: challenge.id) }

    /// A code that isn't the right one.
    func wrongCode(of challenge: Challenge) -> String { code(of: challenge) == "000000" ? "111111" : "000000" }

    /// The page that the link leads to, without what stands behind the `#`.
    func page(of challenge: Challenge) throws -> String {
        try #require(Places(practice: world.practice.slug).page(of: challenge))
    }
}

extension World {
    var mailbox: Mailbox { Mailbox(world: self) }

    /// Sets the practice's policy.
    func set(_ change: @escaping @Sendable (inout IdentityPolicy) -> Void) async throws {
        _ = try await store.updatePractice(practice.id, now: Self.start) { change(&$0.identity) }
    }

    func account(_ email: String) async throws -> Account? {
        try await store.account(email: EmailAddress(email), in: practice.id)
    }

    /// The hashes that an act costs.
    func hashes(of act: () async throws -> Void) async throws -> Int {
        let before = await passwords.count
        try await act()
        return await passwords.count - before
    }
}
