import PortalCore
import SignalingProtocol
import Testing

@Suite("Admission: the window")
struct AdmissionWindowTests {
    let clinic: Clinic

    init() throws { clinic = try Clinic() }

    static let opening: [(Int, [RefusalReason])] = [(-1, [.windowNotOpen]), (0, []), (1, [])]
    static let closing: [(Int, [RefusalReason])] = [(-1, []), (0, [.windowClosed]), (1, [.windowClosed])]
    static let ending: [(Int, [RefusalReason])] = [
        (-1, []), (0, [.windowClosed, .sessionEnded]), (1, [.windowClosed, .sessionEnded]),
    ]

    @Test(arguments: opening)
    func `W2 the opening instant is inside`(milliseconds: Int, expected: [RefusalReason]) {
        let now = Instant.fromStart(minutes: -30, milliseconds: milliseconds)
        #expect(reasons(clinic.request(), at: now) == expected)
        #expect(reasons(clinic.request(.visitor(clinic.visit)), at: now) == expected)
    }

    @Test(arguments: closing)
    func `W2 the closing instant is outside`(milliseconds: Int, expected: [RefusalReason]) {
        let now = Instant.fromStart(minutes: 30, milliseconds: milliseconds)
        #expect(reasons(clinic.request(), at: now) == expected)
        #expect(reasons(clinic.request(.visitor(clinic.visit)), at: now) == expected)
    }

    @Test(arguments: closing)
    func `W1 the minutes after can be counted from the end`(milliseconds: Int, expected: [RefusalReason]) throws {
        var clinic = clinic
        clinic.practice.joinRule = try #require(JoinRule(minutesBefore: 10, minutesAfter: 5, countFrom: .end))
        #expect(reasons(clinic.request(), at: .fromStart(minutes: 55, milliseconds: milliseconds)) == expected)
        #expect(reasons(clinic.request(), at: .fromStart(minutes: -10, milliseconds: -1)) == [.windowNotOpen])
    }

    @Test(arguments: [(-1, [.windowNotOpen]), (0, []), (1_799_999, []), (1_800_000, [.windowClosed])] as [(Int, [RefusalReason])])
    func `W1 the strictest reading is only the 30 minutes that follow the start`(milliseconds: Int, expected: [RefusalReason])
        throws
    {
        var clinic = clinic
        clinic.practice.joinRule = try #require(JoinRule(minutesBefore: 0, minutesAfter: 30, countFrom: .start))
        #expect(reasons(clinic.request(), at: .fromStart(minutes: 0, milliseconds: milliseconds)) == expected)
    }

    @Test(arguments: [ParticipantRecord.State.waiting, .admitted], ending)
    func `W4 who waits or is in comes back until the hard end`(
        state: ParticipantRecord.State, boundary: (milliseconds: Int, expected: [RefusalReason])
    ) throws {
        var request = clinic.request()
        request.participant = try clinic.participant(state)
        // The end (50) is later than the closing (30), and grace is 30 minutes.
        #expect(reasons(request, at: .fromStart(minutes: 80, milliseconds: boundary.milliseconds)) == boundary.expected)
        #expect(reasons(request, at: .fromStart(minutes: -31)) == [])
    }

    @Test(arguments: ending)
    func `H11 who was admitted once and left comes back until the hard end`(milliseconds: Int, expected: [RefusalReason]) throws {
        var request = clinic.request()
        request.participant = try clinic.participant(.left, wasAdmitted: true)
        #expect(reasons(request, at: .fromStart(minutes: 80, milliseconds: milliseconds)) == expected)
        #expect(reasons(request, at: .fromStart(minutes: -30, milliseconds: -1)) == [.windowNotOpen])
        #expect(reasons(request, at: .fromStart(minutes: -30)) == [])
    }

    @Test(arguments: [ParticipantRecord.State.left, .denied, .removed])
    func `whoever isn't on record as waiting or admitted needs the window`(state: ParticipantRecord.State) throws {
        var request = clinic.request()
        request.participant = try clinic.participant(state, wasAdmitted: state == .removed)
        #expect(reasons(request, at: .fromStart(minutes: 31)) == [.windowClosed])
        #expect(reasons(request, at: .fromStart(minutes: 0)) == [])
    }

    @Test(arguments: ending)
    func `the hard end counts from the closing where that is later than the end`(
        milliseconds: Int, expected: [RefusalReason]
    ) throws {
        var clinic = clinic
        clinic.practice.joinRule = try #require(JoinRule(minutesBefore: 30, minutesAfter: 20, countFrom: .end))
        clinic.practice.graceMinutes = 7
        var request = clinic.request()
        request.participant = try clinic.participant(.admitted)
        #expect(reasons(request, at: .fromStart(minutes: 77, milliseconds: milliseconds)) == expected)
    }

    @Test(arguments: ending)
    func `W4a a reopened entry stays open for everybody until the hard end`(milliseconds: Int, expected: [RefusalReason]) {
        for person in [AdmissionRequest.Person.client(clinic.login), .visitor(clinic.visit)] {
            var request = clinic.request(person)
            request.room = clinic.record()
            request.room?.isReopened = true
            #expect(reasons(request, at: .fromStart(minutes: 80, milliseconds: milliseconds)) == expected)
        }
    }

    @Test(arguments: ending)
    func `an extended session moves the hard end`(milliseconds: Int, expected: [RefusalReason]) throws {
        var request = clinic.request()
        request.participant = try clinic.participant(.admitted)
        request.room = clinic.record()
        request.room?.extendedUntil = .fromStart(minutes: 70)
        #expect(reasons(request, at: .fromStart(minutes: 100, milliseconds: milliseconds)) == expected)
    }

    @Test func `W4a a reopened entry doesn't open earlier`() {
        var request = clinic.request()
        request.room = clinic.record()
        request.room?.isReopened = true
        #expect(reasons(request, at: .fromStart(minutes: -30, milliseconds: -1)) == [.windowNotOpen])
    }

    @Test func `W5 what was reopened and extended before a booking moved says nothing about the new time`() throws {
        var clinic = clinic
        var request = clinic.request()
        request.room = clinic.record()
        request.room?.isReopened = true
        request.room?.extendedUntil = .fromStart(minutes: 500)
        try clinic.move(minutes: 60)
        request.booking = clinic.booking
        #expect(reasons(request, at: .fromStart(minutes: 29)) == [.windowNotOpen])
        #expect(reasons(request, at: .fromStart(minutes: 30)) == [])
        #expect(reasons(request, at: .fromStart(minutes: 90)) == [.windowClosed])
    }

    @Test func `handing a session over keeps its entry open`() {
        var request = clinic.request()
        request.room = clinic.record()
        request.room?.isReopened = true
        request.booking.revision += 1
        #expect(reasons(request, at: .fromStart(minutes: 79)) == [])
    }

    @Test(arguments: [(RoomRecord.Ending.Cause.endedByHost, 20), (.hardEnd, 80)])
    func `W5 a session that ended and is moved to later starts anew`(cause: RoomRecord.Ending.Cause, minutes: Int) throws {
        var clinic = clinic
        var request = clinic.request()
        request.room = clinic.record()
        request.room?.ended = .init(cause: cause, reason: nil, at: .fromStart(minutes: minutes))
        try clinic.move(minutes: 1_440)
        request.booking = clinic.booking
        #expect(reasons(request, at: .fromStart(minutes: 1_440)) == [])
        #expect(reasons(request, at: .fromStart(minutes: 1_409)) == [.windowNotOpen])
    }

    @Test func `a session that a host ended stays ended though it is handed over`() {
        var request = clinic.request()
        request.room = clinic.record()
        request.room?.ended = .init(cause: .endedByHost, reason: nil, at: .fromStart(minutes: 5))
        request.booking.revision += 1
        #expect(reasons(request, at: .fromStart(minutes: 10)) == [.sessionEnded])
    }

    @Test(arguments: [-100_000, -31, 0, 31, 100_000])
    func `W4 clinicians enter their own rooms at any time`(minutes: Int) {
        let decision = Admission.check(clinic.request(.staff(clinic.clinician)), now: .fromStart(minutes: minutes))
        #expect(decision.grant?.role == .host)
        #expect(decision.grant?.entry == .direct)
    }
}
