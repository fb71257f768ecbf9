import PortalCore
import SignalingProtocol
import Testing

@Suite("Who may change the team")
struct TeamChangeTests {
    let owner = try? Staff.made("owner", .owner)
    let admin = try? Staff.made("admin", .admin)
    let clinician = try? Staff.made("clinician", .clinician)

    @Test func `owners invite in any role, admins in any but owner, clinicians nobody`() throws {
        #expect(try #require(owner).rolesToGive == [.owner, .admin, .clinician])
        #expect(try #require(admin).rolesToGive == [.admin, .clinician])
        #expect(try #require(clinician).rolesToGive.isEmpty)
    }

    @Test(arguments: [TeamChange.role(.admin), .role(.clinician), .role(.owner), .deactivation, .reactivation])
    func `clinicians change nobody, not even themselves`(change: TeamChange) throws {
        let clinician = try #require(clinician)
        #expect(throws: TeamRefusal.notYours) { try clinician.check(change, of: clinician, owners: 2) }
    }

    @Test(arguments: [TeamChange.role(.admin), .role(.clinician), .deactivation, .reactivation])
    func `admins change admins and clinicians, and no owner`(change: TeamChange) throws {
        let (admin, clinician, owner) = (try #require(admin), try #require(clinician), try #require(owner))
        try admin.check(change, of: clinician, owners: 2)
        try admin.check(change, of: admin, owners: 2)
        #expect(throws: TeamRefusal.onlyOwners) { try admin.check(change, of: owner, owners: 2) }
    }

    @Test func `only owners make owners`() throws {
        let (admin, clinician, owner) = (try #require(admin), try #require(clinician), try #require(owner))
        #expect(throws: TeamRefusal.onlyOwners) { try admin.check(.role(.owner), of: clinician, owners: 2) }
        #expect(throws: TeamRefusal.onlyOwners) { try admin.check(.role(.owner), of: admin, owners: 2) }
        try owner.check(.role(.owner), of: clinician, owners: 1)
    }

    @Test func `a lost second step is taken off others, never off oneself, and off owners by owners`() throws {
        let (owner, admin, clinician) = (try #require(owner), try #require(admin), try #require(clinician))
        try owner.checkSecondStepReset(of: clinician)
        try owner.checkSecondStepReset(of: admin)
        try owner.checkSecondStepReset(of: try .made("second-owner", .owner))
        try admin.checkSecondStepReset(of: clinician)
        #expect(throws: TeamRefusal.onlyOwners) { try admin.checkSecondStepReset(of: owner) }
        #expect(throws: TeamRefusal.notYours) { try owner.checkSecondStepReset(of: owner) }
        #expect(throws: TeamRefusal.notYours) { try clinician.checkSecondStepReset(of: admin) }
    }

    @Test(arguments: [TeamChange.role(.admin), .role(.clinician), .deactivation])
    func `the last owner stays, by anybody's hand`(change: TeamChange) throws {
        let owner = try #require(owner)
        #expect(throws: TeamRefusal.lastOwner) { try owner.check(change, of: owner, owners: 1) }
        try owner.check(change, of: owner, owners: 2)
        var former = owner
        former.isActive = false
        try owner.check(.role(.clinician), of: former, owners: 1)
        try owner.check(.reactivation, of: former, owners: 1)
    }

    @Test func `who has left, or works elsewhere, changes nobody`() throws {
        var (owner, other) = (try #require(owner), try #require(clinician))
        other = Staff(id: "x", practice: "elsewhere", role: .clinician, name: other.name, email: other.email)
        #expect(throws: TeamRefusal.notYours) { try owner.check(.deactivation, of: other, owners: 2) }
        owner.isActive = false
        #expect(throws: TeamRefusal.notYours) { try owner.check(.deactivation, of: try #require(clinician), owners: 2) }
        #expect(owner.rolesToGive.isEmpty)
    }
}
