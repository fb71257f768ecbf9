import PortalCore
import SignalingProtocol
import Testing

@Suite("Admission: the reasons")
struct AdmissionReasonTests {
    let clinic: Clinic

    init() throws { clinic = try Clinic() }

    @Test func `their raw values and their order are stable`() {
        #expect(
            RefusalReason.allCases.map(\.rawValue) == [
                "not_signed_in", "account_disabled", "email_not_verified", "not_associated", "not_your_session",
                "booking_cancelled", "link_revoked", "link_expired", "link_used_up", "link_on_other_device", "link_unknown",
                "window_not_open", "window_closed", "session_ended", "blocked",
            ])
        #expect(RefusalReason.allCases.shuffled().sorted() == RefusalReason.allCases)
    }

    @Test func `of a cancelled session nothing is said that would only matter if it took place`() {
        #expect(RefusalReason.allCases.said == RefusalReason.allCases.filter { $0 <= .bookingCancelled })
        #expect([RefusalReason.windowNotOpen, .linkExpired, .bookingCancelled, .blocked].said == [.bookingCancelled])
    }

    @Test func `the hours of a session that is over are not said`() {
        #expect([RefusalReason.sessionEnded, .windowClosed].said == [.sessionEnded])
        #expect([RefusalReason.windowNotOpen, .sessionEnded, .linkExpired, .blocked].said == [.linkExpired, .sessionEnded, .blocked])
    }

    @Test func `of any other session all reasons are said, in order`() {
        let reasons = RefusalReason.allCases.filter { $0 != .bookingCancelled && $0 != .sessionEnded }
        #expect(reasons.reversed().said == reasons)
        #expect([RefusalReason]().said == [])
    }

    @Test(arguments: RefusalReason.allCases) func `a start is ahead of whoever is refused, unless there is none any more`(reason: RefusalReason) {
        #expect([.notAssociated, reason].leaveAStart == (reason != .bookingCancelled && reason != .sessionEnded))
    }

    @Test func `nobody logged in is told only that`() {
        var request = clinic.request(.client(nil))
        request.booking.status = .cancelled(reason: "away")
        #expect(reasons(request, at: .fromStart(minutes: 500)) == [.notSignedIn])
        request.person = .staff(nil)
        #expect(reasons(request) == [.notSignedIn])
    }

    @Test func `a disabled account is refused`() {
        var clinic = clinic
        clinic.account.disabledAt = Clinic.start
        #expect(reasons(clinic.request()) == [.accountDisabled])
    }

    @Test func `an unverified account is refused though it is associated`() {
        var clinic = clinic
        clinic.account.verifiedAt = nil
        #expect(reasons(clinic.request()) == [.emailNotVerified])
    }

    @Test func `V4 an account without a client is refused, and told nothing of the session`() {
        var request = clinic.request(.client(ClientLogin(account: clinic.account, clients: [])))
        request.booking.status = .cancelled(reason: nil)
        #expect(reasons(request, at: .fromStart(minutes: -500)) == [.notAssociated])
    }

    @Test func `A16 another client is refused, and told nothing of the session`() throws {
        var request = clinic.request(.client(ClientLogin(account: clinic.account, clients: [try .made("other")])))
        request.booking.status = .cancelled(reason: nil)
        #expect(reasons(request, at: .fromStart(minutes: 500)) == [.notYourSession])
    }

    @Test func `every reason in the person is given`() {
        var account = clinic.account
        account.verifiedAt = nil
        account.disabledAt = Clinic.start
        let request = clinic.request(.client(ClientLogin(account: account, clients: [])))
        #expect(reasons(request) == [.accountDisabled, .emailNotVerified, .notAssociated])
    }

    @Test func `reasons in the person and in the session come together, in order`() throws {
        var clinic = clinic
        clinic.account.verifiedAt = nil
        clinic.account.disabledAt = Clinic.start
        clinic.booking.status = .cancelled(reason: nil)
        var request = clinic.request()
        request.room = clinic.record()
        request.room?.ended = .init(cause: .endedByHost, reason: nil, at: Clinic.start)
        request.participant = try clinic.participant(.removed, isBlocked: true)
        #expect(
            reasons(request, at: .fromStart(minutes: 30)) == [
                .accountDisabled, .emailNotVerified, .bookingCancelled, .windowClosed, .sessionEnded, .blocked,
            ])
        #expect(reasons(request, at: .fromStart(minutes: -31)).contains(.windowNotOpen))
    }

    @Test func `a session that a host ended refuses everybody`() {
        for person in [AdmissionRequest.Person.client(clinic.login), .visitor(clinic.visit), .staff(clinic.clinician)] {
            #expect(reasons(ended(.endedByHost, person)) == [.sessionEnded])
        }
    }

    @Test func `W4 a session that only its time ended refuses clients and visitors, and lets its host in`() {
        #expect(reasons(ended(.hardEnd, .client(clinic.login))) == [.sessionEnded])
        #expect(reasons(ended(.hardEnd, .visitor(clinic.visit))) == [.sessionEnded])
        #expect(reasons(ended(.hardEnd, .staff(clinic.clinician))) == [])
    }

    private func ended(_ cause: RoomRecord.Ending.Cause, _ person: AdmissionRequest.Person) -> AdmissionRequest {
        var request = clinic.request(person)
        request.room = clinic.record()
        request.room?.ended = .init(cause: cause, reason: nil, at: Clinic.start)
        return request
    }

    @Test func `a cancelled session refuses the host too`() {
        var request = clinic.request(.staff(clinic.clinician))
        request.booking.status = .cancelled(reason: nil)
        #expect(reasons(request) == [.bookingCancelled])
    }

    @Test(arguments: [ParticipantRecord.State.denied, .removed])
    func `who was denied or removed for good is blocked until it is undone`(state: ParticipantRecord.State) throws {
        var request = clinic.request()
        request.participant = try clinic.participant(state, wasAdmitted: true, isBlocked: true)
        #expect(reasons(request) == [.blocked])
        request.participant?.isBlocked = false
        #expect(reasons(request) == [])
    }

    @Test func `A18 an account, a booking or staff of another practice are strangers`() throws {
        var request = clinic.request()
        request.practice = Practice(
            id: "elsewhere", slug: try Slug("elsewhere"), name: try .parse("Elsewhere"), timeZone: clinic.practice.timeZone,
            language: .english)
        #expect(reasons(request) == [.notYourSession])
        request.person = .staff(clinic.clinician)
        #expect(reasons(request) == [.notYourSession])
        request.person = .visitor(clinic.visit)
        #expect(reasons(request) == [.linkUnknown])
    }

    @Test func `A18 a client of another practice with the same id is somebody else`() throws {
        let request = clinic.request(
            .client(ClientLogin(account: clinic.account, clients: [try .made("nadia", practice: "elsewhere")])))
        #expect(reasons(request) == [.notYourSession])
    }
}
