import Foundation
import PortalCore
import SignalingProtocol

/// A practice with one of each, and a session of 50 minutes.
struct Clinic {
    static let start = Instant(milliseconds: 1_800_000_000_000)

    var practice: Practice
    var clinician: Staff
    var client: Client
    var account: Account
    var booking: Booking
    var link: DirectLink

    init() throws {
        practice = Practice(
            id: "practice", slug: try Slug("laurier"), name: try .parse("Clinique Laurier"), timeZone: try zone("America/Montreal"),
            language: .french
        )
        clinician = try .made("clinician", .clinician)
        client = try .made("nadia", name: "Nadia Tremblay")
        account = Account(
            id: "account", practice: "practice", email: try EmailAddress("nadia@example.org"), name: try .parse("Nadia"),
            createdAt: Self.start - .seconds(1_000_000), verifiedAt: Self.start - .seconds(900_000)
        )
        booking = Booking(
            id: "booking", practice: "practice", room: "room", clinician: "clinician", clients: ["nadia"],
            time: try SessionTime(startsAt: Self.start, in: zone("America/Montreal"), minutes: 50, now: Self.start)
        )
        link = DirectLink(id: "link", practice: "practice", booking: "booking", createdAt: Self.start - .seconds(7_200))
    }

    var login: ClientLogin { ClientLogin(account: account, clients: [client]) }
    var visit: LinkVisit { LinkVisit(link: link, visitor: "browser") }

    func request(_ person: AdmissionRequest.Person? = nil) -> AdmissionRequest {
        AdmissionRequest(person: person ?? .client(login), practice: practice, booking: booking)
    }

    mutating func move(minutes: Int) throws {
        let startsAt = Instant.fromStart(minutes: minutes)
        booking.time = try SessionTime(startsAt: startsAt, in: zone("America/Montreal"), minutes: 50, now: Self.start)
        booking.revision += 1
    }

    /// The room as rooms would have recorded it.
    func record() -> RoomRecord { RoomRecord(terms: practice.terms(of: booking, hostName: nil)) }

    func participant(_ state: ParticipantRecord.State, wasAdmitted: Bool = false, isBlocked: Bool = false) throws
        -> ParticipantRecord
    {
        ParticipantRecord(
            id: "participant", subject: .account("account"), role: .participant, state: state, displayName: try .parse("Nadia"),
            verifiedName: nil, link: nil, wasAdmitted: wasAdmitted, isBlocked: isBlocked, waitingSince: nil, since: Self.start,
            session: "session", resumeHash: ResumeHash(rawValue: "00")
        )
    }
}

extension Staff {
    static func made(_ id: StaffID, _ role: Staff.Role, practice: PracticeID = "practice") throws -> Staff {
        Staff(
            id: id, practice: practice, role: role, name: try .parse("Dre Élise Gagnon"),
            email: try EmailAddress("\(id)@example.org"))
    }
}

extension Client {
    static func made(_ id: ClientID, name: String = "Somebody", practice: PracticeID = "practice") throws -> Client {
        Client(id: id, practice: practice, name: try .parse(name), email: nil)
    }
}

extension Admission.Decision {
    var reasons: [RefusalReason] {
        switch self {
        case .granted: []
        case .refused(let reasons): reasons
        }
    }

    var grant: AdmissionGrant? {
        switch self {
        case .granted(let grant): grant
        case .refused: nil
        }
    }
}

struct NoSuchZone: Error {}

func zone(_ name: String) throws -> TimeZone {
    guard let zone = TimeZone.named(name) else { throw NoSuchZone() }
    return zone
}

extension Instant {
    /// Milliseconds from the start of the fixture's session.
    static func fromStart(minutes: Int, milliseconds: Int = 0) -> Instant {
        Clinic.start + .milliseconds(minutes * 60_000 + milliseconds)
    }
}

func reasons(_ request: AdmissionRequest, at now: Instant = Clinic.start) -> [RefusalReason] {
    Admission.check(request, now: now).reasons
}
