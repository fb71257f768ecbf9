import PortalCore
import SignalingProtocol
import Testing

@Suite("Which account a session belongs to")
struct AppointmentAssignmentTests {
    typealias Appointment = AppointmentAssignment.Appointment
    typealias Candidate = AppointmentAssignment.Candidate

    func appointment(
        _ origin: AppointmentAssignment.Origin, id: BookingID = "booking", minutes: Int = 0, account: AccountID? = nil
    ) -> Appointment {
        Appointment(booking: id, origin: origin, madeAt: .fromStart(minutes: minutes), account: account)
    }

    /// An account made at minute 0.
    func candidate(_ id: AccountID = "nadia", _ proof: AppointmentAssignment.Proof = .email) -> Candidate {
        Candidate(account: id, createdAt: Clinic.start, proof: proof)
    }

    func automatic(_ appointment: Appointment, _ candidates: [Candidate], others: [Appointment] = []) -> AccountID? {
        AppointmentAssignment.automatic(for: appointment, candidates: candidates, others: others)
    }

    @Test func `booked while logged in, it belongs to that login`() {
        #expect(automatic(appointment(.account("sam")), [candidate()]) == "sam")
        #expect(automatic(appointment(.account("sam")), []) == "sam")
    }

    @Test func `booked before the account, it belongs to it once its holder has confirmed the address`() {
        let booked = appointment(.visitor, minutes: -1)
        #expect(automatic(booked, [candidate("nadia", .none)]) == nil)
        #expect(automatic(booked, [candidate("nadia", .staff)]) == nil)
        #expect(automatic(booked, [candidate("nadia", .email)]) == "nadia")
    }

    @Test(arguments: [0, 1]) func `booked logged out when the account was there, it belongs to nobody`(minutes: Int) {
        #expect(automatic(appointment(.visitor, minutes: minutes), [candidate()]) == nil)
    }

    @Test func `booked by staff, it belongs to the account with that address, before or after`() {
        for minutes in [-1, 1] {
            #expect(automatic(appointment(.staff, minutes: minutes), [candidate()]) == "nadia")
            #expect(automatic(appointment(.staff, minutes: minutes), [candidate("nadia", .staff)]) == "nadia")
        }
    }

    @Test func `booked by staff, it belongs to no account whose address nobody confirmed`() {
        #expect(automatic(appointment(.staff), [candidate("stranger", .none)]) == nil)
    }

    @Test func `booked by staff, it belongs to nobody where the address's sessions belong to several`() {
        let mine = appointment(.staff, id: "one", account: "nadia")
        let theirs = appointment(.staff, id: "two", account: "sam")
        #expect(automatic(appointment(.staff), [candidate()], others: [mine]) == "nadia")
        #expect(automatic(appointment(.staff), [candidate()], others: [theirs]) == nil)
        #expect(automatic(appointment(.staff), [candidate()], others: [mine, theirs]) == nil)
        #expect(automatic(appointment(.staff), [candidate(), candidate("sam")]) == nil)
    }

    @Test func `without an address or an account it belongs to nobody`() {
        #expect(automatic(appointment(.staff), []) == nil)
        #expect(automatic(appointment(.visitor, minutes: -1), []) == nil)
        #expect(automatic(appointment(.visitor, minutes: -1), [candidate(), candidate("sam")]) == nil)
    }

    @Test func `what staff assigned stays`() {
        #expect(automatic(appointment(.staff, account: "sam"), [candidate()]) == "sam")
        #expect(automatic(appointment(.account("nadia"), account: "sam"), []) == "sam")
    }

    @Test func `all are assigned at once where one is, to one account, and something is left`() {
        let (first, second) = (appointment(.staff, id: "one", account: "nadia"), appointment(.visitor, id: "two"))
        let third = appointment(.staff, id: "three")
        let remainder = AppointmentAssignment.remainder(of: [first, second, third])
        #expect(remainder?.account == "nadia")
        #expect(remainder?.bookings == ["two", "three"])
    }

    @Test func `nothing is offered where none is assigned, several accounts are involved, or nothing is left`() {
        let (mine, theirs) = (appointment(.staff, id: "one", account: "nadia"), appointment(.staff, id: "two", account: "sam"))
        let open = appointment(.staff, id: "three")
        #expect(AppointmentAssignment.remainder(of: []) == nil)
        #expect(AppointmentAssignment.remainder(of: [open]) == nil)
        #expect(AppointmentAssignment.remainder(of: [mine, theirs, open]) == nil)
        #expect(AppointmentAssignment.remainder(of: [mine]) == nil)
    }
}
