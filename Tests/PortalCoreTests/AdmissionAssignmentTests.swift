import PortalCore
import SignalingProtocol
import Testing

@Suite("Admission: sessions assigned to an account (P)")
struct AdmissionAssignmentTests {
    /// A login of no client's, and a session that is assigned to it for Nadia.
    private func request(optional: Bool, clients: [Client] = []) throws -> AdmissionRequest {
        var clinic = try Clinic()
        clinic.practice.identity.areAccountsOptional = optional
        var request = clinic.request(.client(ClientLogin(account: clinic.account, clients: clients)))
        request.assigned = [clinic.client]
        return request
    }

    @Test func `where accounts are optional, an assigned session counts as associated, under the record's name`() throws {
        let grant = try #require(Admission.check(request(optional: true), now: Clinic.start).grant)
        #expect(grant.verifiedName == "Nadia Tremblay")
        #expect(grant.role == .participant)
        #expect(grant.entry == .wait)
    }

    @Test func `otherwise association decides, and assignment opens nothing`() throws {
        #expect(reasons(try request(optional: false)) == [.notAssociated])
        #expect(reasons(try request(optional: false, clients: [.made("another")])) == [.notYourSession])
    }

    @Test func `an assigned session opens no other one`() throws {
        var request = try request(optional: true)
        request.booking.clients = ["somebody-else"]
        #expect(reasons(request) == [.notAssociated])
        request.assigned = []
        #expect(reasons(request, at: .fromStart(minutes: 500)) == [.notAssociated])
    }

    @Test func `whoever is both associated and assigned is named once`() throws {
        let clinic = try Clinic()
        let grant = Admission.check(try request(optional: true, clients: [clinic.client]), now: Clinic.start).grant
        #expect(grant?.verifiedName == "Nadia Tremblay")
    }

    @Test func `an address that nobody confirmed, and a disabled account, stay out`() throws {
        var request = try request(optional: true)
        guard case .client(var login?) = request.person else { return }
        login.account.verifiedAt = nil
        request.person = .client(login)
        #expect(reasons(request) == [.emailNotVerified])
        login.account.disabledAt = Clinic.start
        request.person = .client(login)
        #expect(reasons(request) == [.accountDisabled, .emailNotVerified])
    }

    @Test func `A18 a record of another practice says nothing`() throws {
        var request = try request(optional: true)
        request.assigned = [try .made("nadia", practice: "elsewhere")]
        #expect(reasons(request) == [.notAssociated])
    }
}
