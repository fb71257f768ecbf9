import PortalCore
import SignalingProtocol

/// Every way into a session and what stands in it: the answer to "why can't my client join?".
public struct SessionDiagnosis: Equatable, Sendable {
    /// A client with the accounts that could be theirs.
    public struct ClientWays: Equatable, Sendable {
        public let client: Client
        /// Those associated with the client, then one of the client's address that isn't.
        public let accounts: [WayIn]
    }

    /// What keeps out whoever comes, whatever their account; in that order.
    public let session: [RefusalReason]
    public let clients: [ClientWays]
    public let links: [WayIn]
}

/// One way into a session.
public struct WayIn: Equatable, Sendable {
    public let person: AdmissionRequest.Person
    /// Why it is closed now: what the person is told, in that order; empty if it is open.
    public let now: [RefusalReason]
    /// The same for the session's start; `nil` once that has come.
    public let atStart: [RefusalReason]?

    init(_ request: AdmissionRequest, now moment: Instant) {
        person = request.person
        now = Self.reasons(request, at: moment)
        let start = request.booking.startsAt
        atStart = moment < start ? Self.reasons(request, at: start) : nil
    }

    public var isOpen: Bool { now.isEmpty }

    /// The account, where it is one.
    public var login: ClientLogin? { if case .client(let login) = person { login } else { nil } }
    /// The direct link, where it is one.
    public var link: DirectLink? { if case .visitor(let visit) = person { visit?.link } else { nil } }

    private static func reasons(_ request: AdmissionRequest, at moment: Instant) -> [RefusalReason] {
        switch Admission.check(request, now: moment) {
        case .granted: []
        case .refused(let reasons): reasons.said
        }
    }
}
