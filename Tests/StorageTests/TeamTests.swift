import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("The team")
struct TeamTests {
    @Test func `the team lists those who work here first, each part by name`() async throws {
        let house = try await House()
        let owner = try await hire(house, .owner, "Odile")
        let zoe = try await hire(house, .admin, "Zoé")
        _ = try await house.store.changeTeam(zoe, .deactivation, by: owner, in: house.practice.id, now: start)
        #expect(try await house.store.team(of: house.practice.id).map(\.name.text) == ["Élise Gagnon", "Odile", "Zoé"])
    }

    @Test func `a change of role is kept and written down; one that changes nothing isn't`() async throws {
        let house = try await House()
        let owner = try await hire(house, .owner, "Odile")
        for _ in 0..<2 {
            _ = try await house.store.acting(as: Actor(.staff(owner), from: nil)).changeTeam(
                house.clinician.id, .role(.admin), by: owner, in: house.practice.id, now: start)
        }
        #expect(try await house.store.staff(house.clinician.id, in: house.practice.id)?.role == .admin)
        let entries = try await house.store.audit(of: house.practice.id).filter { $0.act == "staff.role_changed" }
        #expect(entries.map(\.actor) == [SubjectID.staff(owner).rawValue])
        #expect(try await house.commands() == [])
    }

    @Test func `who no longer oversees the practice is out of its rooms, who leaves out of everything`() async throws {
        let house = try await House()
        let owner = try await hire(house, .owner, "Odile")
        let admin = try await hire(house, .admin, "Zoé")
        let login = LoginID.staff(admin)
        try await house.store.startSession(LoginSession(practice: house.practice.id, login: login, now: start), token: hash(3))
        _ = try await house.store.changeTeam(admin, .role(.clinician), by: owner, in: house.practice.id, now: start)
        #expect(try await house.commands() == [.subjectRevoked(.staff(admin))])
        #expect(try await house.store.session(token: hash(3), in: house.practice.id, now: start) != nil)
        _ = try await house.store.changeTeam(admin, .deactivation, by: owner, in: house.practice.id, now: start)
        #expect(try await house.commands() == [.subjectRevoked(.staff(admin)), .subjectRevoked(.staff(admin))])
        #expect(try await house.store.session(token: hash(3), in: house.practice.id, now: start) == nil)
        #expect(try await house.store.changeTeam(admin, .reactivation, by: owner, in: house.practice.id, now: start).isActive)
    }

    @Test func `the last owner stays, also when two owners leave at once`() async throws {
        let house = try await House()
        let (first, second) = (try await hire(house, .owner, "Odile"), try await hire(house, .owner, "Omar"))
        _ = try await house.store.changeTeam(second, .deactivation, by: first, in: house.practice.id, now: start)
        await #expect(throws: TeamRefusal.lastOwner) {
            _ = try await house.store.changeTeam(first, .role(.admin), by: first, in: house.practice.id, now: start)
        }
        await #expect(throws: TeamRefusal.notYours) {
            _ = try await house.store.changeTeam(first, .deactivation, by: second, in: house.practice.id, now: start)
        }
    }

    @Test func `nobody changes another practice's team`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        let owner = try await hire(other, .owner, "Odile")
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await house.store.changeTeam(
                house.clinician.id, .deactivation, by: owner, in: other.practice.id, now: start)
        }
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await house.store.changeTeam(
                house.clinician.id, .deactivation, by: owner, in: house.practice.id, now: start)
        }
    }

    @Test func `a profile is kept, and role and address stay`() async throws {
        let house = try await House()
        try await house.store.updateProfile(of: house.clinician.id, in: house.practice.id, now: start) {
            $0.title = try? ProfileLine("Psychologue")
            $0.licence = try? ProfileLine("12345-67")
            $0.language = .english
            $0.role = .owner
        }
        let staff = try #require(try await house.store.staff(house.clinician.id, in: house.practice.id))
        #expect(staff.title?.text == "Psychologue" && staff.licence?.text == "12345-67" && staff.language == .english)
        #expect(staff.role == .clinician)
        await #expect(throws: PortalStoreError.notFound) {
            try await house.store.updateProfile(of: house.clinician.id, in: "parc", now: start) { $0.title = nil }
        }
    }

    @Test func `sessions to come are those not over and not cancelled, soonest first`() async throws {
        let house = try await House()
        let later = try await house.book(120)
        let running = try await house.book(-30)
        _ = try await house.book(-120)
        let cancelled = try await house.book(60)
        _ = try await house.store.cancelBooking(cancelled.id, in: house.practice.id, reason: nil, now: start)
        let found = try await house.store.sessionsToCome(of: house.clinician.id, in: house.practice.id, endingAfter: start)
        #expect(found.map(\.booking.id) == [running.id, later.id])
    }

    @Test func `who has a password has joined`() async throws {
        let house = try await House()
        #expect(try await house.store.joinedStaff(of: house.practice.id).isEmpty)
        try await house.store.setPassword("$argon2id$x", of: .staff(house.clinician.id), in: house.practice.id, now: start)
        #expect(try await house.store.joinedStaff(of: house.practice.id) == [house.clinician.id])
    }

    private func hire(_ house: House, _ role: Staff.Role, _ name: String) async throws -> StaffID {
        try await house.store.createStaff(
            in: house.practice.id, role: role, name: .parse(name), email: EmailAddress("\(SearchKey(name).text)@example.org"), now: start
        ).id
    }
}
