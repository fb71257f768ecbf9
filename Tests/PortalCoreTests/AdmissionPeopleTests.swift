import PortalCore
import SignalingProtocol
import Testing

@Suite("Admission: clients, visitors, staff")
struct AdmissionPeopleTests {
    let clinic: Clinic

    init() throws { clinic = try Clinic() }

    @Test func `V1 an associated account gets a grant to wait, under the record's name`() throws {
        let grant = try #require(Admission.check(clinic.request(), now: Clinic.start).grant)
        #expect(grant.subject.rawValue == "account:account")
        #expect(grant.room == "room")
        #expect(grant.role == .participant)
        #expect(grant.entry == .wait)
        #expect(grant.verifiedName == "Nadia Tremblay")
        #expect(grant.link == nil)
        #expect(grant.terms == clinic.practice.terms(of: clinic.booking, hostName: nil))
    }

    @Test func `a parent's account enters the session of the child it is booked for`() throws {
        let login = ClientLogin(account: clinic.account, clients: [try .made("sibling"), clinic.client])
        #expect(Admission.check(clinic.request(.client(login)), now: Clinic.start).grant?.verifiedName == "Nadia Tremblay")
    }

    @Test func `an account of two clients of one booking stands for both`() throws {
        var clinic = clinic
        clinic.booking.clients = ["nadia", "samuel"]
        let login = ClientLogin(account: clinic.account, clients: [clinic.client, try .made("samuel", name: "Samuel Okafor")])
        let grant = Admission.check(clinic.request(.client(login)), now: Clinic.start).grant
        #expect(grant?.verifiedName == "Nadia Tremblay, Samuel Okafor")
    }

    @Test func `H4 each client of a booking may enter`() throws {
        var clinic = clinic
        clinic.booking.clients = ["samuel", "nadia"]
        #expect(reasons(clinic.request()) == [])
    }

    @Test func `V1 a visitor gets a grant to wait as a guest, with no name vouched for`() throws {
        let grant = try #require(Admission.check(clinic.request(.visitor(clinic.visit)), now: Clinic.start).grant)
        #expect(grant.subject.rawValue == "visitor:browser")
        #expect(grant.role == .guest)
        #expect(grant.entry == .wait)
        #expect(grant.verifiedName == nil)
        #expect(grant.link == "link")
    }

    @Test func `an unknown link says nothing of the session`() {
        var request = clinic.request(.visitor(nil))
        request.booking.status = .cancelled(reason: nil)
        #expect(reasons(request, at: .fromStart(minutes: 500)) == [.linkUnknown])
    }

    @Test func `H6 a link is for one session`() {
        var clinic = clinic
        clinic.link = DirectLink(id: "link", practice: "practice", booking: "another", createdAt: Clinic.start)
        #expect(reasons(clinic.request(.visitor(clinic.visit))) == [.linkUnknown])
    }

    @Test func `H6 a revoked link says nothing more of the session, also to who was in`() throws {
        var clinic = clinic
        clinic.link.revokedAt = Clinic.start
        var request = clinic.request(.visitor(clinic.visit))
        request.participant = try clinic.participant(.admitted)
        #expect(reasons(request, at: .fromStart(minutes: 500)) == [.linkRevoked])
    }

    @Test func `H6 sharing switched off kills every link`() {
        var clinic = clinic
        clinic.practice.isSharingEnabled = false
        #expect(reasons(clinic.request(.visitor(clinic.visit))) == [.linkRevoked])
        #expect(reasons(clinic.request()) == [])
    }

    @Test(arguments: [(-1, []), (0, [.linkExpired]), (1, [.linkExpired])] as [(Int, [RefusalReason])])
    func `H6 a link expires at its instant, for newcomers`(milliseconds: Int, expected: [RefusalReason]) throws {
        var clinic = clinic
        clinic.link.terms.expiresAt = .fromStart(minutes: 10)
        var request = clinic.request(.visitor(clinic.visit))
        #expect(reasons(request, at: .fromStart(minutes: 10, milliseconds: milliseconds)) == expected)
        request.participant = try clinic.participant(.waiting)
        #expect(reasons(request, at: .fromStart(minutes: 10, milliseconds: milliseconds)) == [])
    }

    @Test(arguments: [(nil, []), (1, []), (2, [.linkUsedUp]), (3, [.linkUsedUp])] as [(Int?, [RefusalReason])])
    func `H6 a link for two browsers takes two, and keeps those it knows`(usesBefore: Int?, expected: [RefusalReason]) {
        var clinic = clinic
        clinic.link.terms.useLimit = 2
        var visit = clinic.visit
        visit.usesBefore = usesBefore
        #expect(reasons(clinic.request(.visitor(visit))) == expected)
    }

    @Test(arguments: [(nil, []), (0, []), (1, [.linkOnOtherDevice])] as [(Int?, [RefusalReason])])
    func `H6 a link for one device is good where it was first used`(usesBefore: Int?, expected: [RefusalReason]) {
        var clinic = clinic
        clinic.link.terms.isBoundToDevice = true
        var visit = clinic.visit
        visit.usesBefore = usesBefore
        #expect(reasons(clinic.request(.visitor(visit))) == expected)
    }

    @Test func `H6 who comes with a link that is used up is told nothing of the session`() {
        var clinic = clinic
        clinic.link.terms.useLimit = 1
        clinic.booking.status = .cancelled(reason: nil)
        var visit = clinic.visit
        visit.usesBefore = 1
        #expect(reasons(clinic.request(.visitor(visit)), at: .fromStart(minutes: 500)) == [.linkUsedUp])
    }

    @Test func `an expired link of a cancelled session gives both reasons`() {
        var clinic = clinic
        clinic.link.terms.expiresAt = Clinic.start
        clinic.booking.status = .cancelled(reason: nil)
        #expect(
            reasons(clinic.request(.visitor(clinic.visit)), at: .fromStart(minutes: 30)) == [
                .bookingCancelled, .linkExpired, .windowClosed,
            ])
    }

    @Test func `a link that somebody was removed from lets no newcomer in, and keeps who is on record`() throws {
        var visit = clinic.visit
        visit.isLinkBlocked = true
        var request = clinic.request(.visitor(visit))
        #expect(reasons(request) == [.blocked])
        request.participant = try clinic.participant(.admitted)
        #expect(reasons(request) == [])
    }

    @Test(arguments: [Staff.Role.owner, .admin])
    func `H4 owners and admins host any room of their practice`(role: Staff.Role) throws {
        let grant = Admission.check(clinic.request(.staff(try .made("boss", role))), now: Clinic.start).grant
        #expect(grant?.role == .host)
        #expect(grant?.subject.rawValue == "staff:boss")
        #expect(reasons(clinic.request(.staff(try .made("boss", role, practice: "elsewhere")))) == [.notYourSession])
    }

    @Test func `H1 another clinician isn't the host`() throws {
        #expect(reasons(clinic.request(.staff(try .made("colleague", .clinician)))) == [.notYourSession])
    }

    @Test func `staff who left are out`() {
        var clinic = clinic
        clinic.clinician.isActive = false
        #expect(reasons(clinic.request(.staff(clinic.clinician))) == [.accountDisabled])
    }

    @Test func `a token made from a grant lives two minutes`() throws {
        let grant = try #require(Admission.check(clinic.request(), now: Clinic.start).grant)
        let token = grant.roomGrant(issuer: "here", id: "jti", displayName: try .parse("Nadia"), now: Clinic.start)
        #expect(token.issuedAt == Clinic.start)
        #expect(token.expiresAt == Clinic.start + .seconds(120))
        #expect(token.subject == grant.subject)
        #expect(token.terms.hosts == [.staff("clinician")])
    }
}
