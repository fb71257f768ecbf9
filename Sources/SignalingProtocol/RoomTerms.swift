/// What the booking says about its room. The newest revision wins over what any token says.
public struct RoomTerms: Codable, Equatable, Sendable {
    public var practice: PracticeID
    public var booking: BookingID
    /// Grows with every change of the booking.
    public var revision: Int
    public var startsAt: Instant
    public var endsAt: Instant
    /// The first instant at which entry is open (W2: inside).
    public var opensAt: Instant
    /// The first instant at which entry is closed again (W2: outside).
    public var closesAt: Instant
    /// How long after end and closing a room may live without a host, in seconds. Default 1,800; a practice setting.
    public var graceSeconds: Int
    /// What happens to clients whom every host has left. `nil`: the session goes on.
    public var hostAbsence: HostAbsencePolicy?
    /// Who may host: the booking's clinician. Owners and admins may too (H4), without being listed.
    public var hosts: [SubjectID]
    /// The booking's clinician, as those it is booked for read the name; `nil`: not said.
    public var hostName: DisplayName?

    public init(
        practice: PracticeID, booking: BookingID, revision: Int, startsAt: Instant, endsAt: Instant, opensAt: Instant,
        closesAt: Instant, graceSeconds: Int = 1800, hostAbsence: HostAbsencePolicy? = nil,
        hosts: [SubjectID] = [], hostName: DisplayName? = nil
    ) {
        self.practice = practice
        self.booking = booking
        self.revision = revision
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.opensAt = opensAt
        self.closesAt = closesAt
        self.graceSeconds = graceSeconds
        self.hostAbsence = hostAbsence
        self.hosts = hosts
        self.hostName = hostName
    }

    /// Until when somebody who is on record may come back: the later of end and closing, and the grace.
    public var hardEnd: Instant { max(endsAt, closesAt) + .seconds(graceSeconds) }
}
