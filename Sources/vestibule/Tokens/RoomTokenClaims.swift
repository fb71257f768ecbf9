import SignalingProtocol

/// The claims of a room token (protocol, "Connecting"), as they stand in the JWT. Instants are seconds where RFC 7519
/// names the claim, milliseconds elsewhere.
struct RoomTokenClaims: Codable, Sendable {
    static let audience = "vestibule-signaling"

    struct Booking: Codable, Sendable {
        var id: BookingID
        var rev: Int
        var startsAt: Instant
        var endsAt: Instant
        var graceSeconds: Int?
        var hostAbsence: HostAbsencePolicy?
        var hosts: [SubjectID]?
        var hostName: DisplayName?
    }
    struct Window: Codable, Sendable {
        var opensAt: Instant
        var closesAt: Instant
    }

    var iss: String
    var aud: String
    var sub: SubjectID
    var jti: TokenID
    var iat: Int64
    var nbf: Int64
    var exp: Int64
    var room: RoomID
    var practice: PracticeID
    var role: Role
    var verifiedName: String?
    var displayName: DisplayName
    var entry: EntryMode
    var booking: Booking
    var window: Window
    var link: LinkID?

    init(_ grant: RoomGrant) {
        iss = grant.issuer
        aud = Self.audience
        sub = grant.subject
        jti = grant.id
        iat = grant.issuedAt.seconds
        nbf = grant.notBefore.seconds
        exp = grant.expiresAt.seconds
        room = grant.room
        practice = grant.terms.practice
        role = grant.role
        verifiedName = grant.verifiedName
        displayName = grant.displayName
        entry = grant.entry
        booking = Booking(
            id: grant.terms.booking, rev: grant.terms.revision, startsAt: grant.terms.startsAt, endsAt: grant.terms.endsAt,
            graceSeconds: grant.terms.graceSeconds, hostAbsence: grant.terms.hostAbsence, hosts: grant.terms.hosts,
            hostName: grant.terms.hostName)
        window = Window(opensAt: grant.terms.opensAt, closesAt: grant.terms.closesAt)
        link = grant.link
    }

    var grant: RoomGrant {
        RoomGrant(
            issuer: iss, subject: sub, id: jti, issuedAt: Instant(seconds: iat), notBefore: Instant(seconds: nbf),
            expiresAt: Instant(seconds: exp), room: room, role: role, verifiedName: verifiedName, displayName: displayName,
            entry: entry,
            terms: RoomTerms(
                practice: practice, booking: booking.id, revision: booking.rev, startsAt: booking.startsAt,
                endsAt: booking.endsAt, opensAt: window.opensAt, closesAt: window.closesAt,
                graceSeconds: booking.graceSeconds ?? 1800, hostAbsence: booking.hostAbsence, hosts: booking.hosts ?? [],
                hostName: booking.hostName),
            link: link)
    }
}
