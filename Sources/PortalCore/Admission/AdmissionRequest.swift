import SignalingProtocol

/// Everything that the decision about entering one room rests on, read by the asker beforehand.
public struct AdmissionRequest: Equatable, Sendable {
    /// Who asks, and by which way (V1). `nil` inside: nobody is logged in, or the link isn't one.
    public enum Person: Equatable, Sendable {
        case client(ClientLogin?)
        case visitor(LinkVisit?)
        case staff(Staff?)
    }

    public var person: Person
    public var practice: Practice
    public var booking: Booking
    /// The name of the booking's clinician, which rooms are told.
    public var hostName: DisplayName?
    /// Those of the booking's clients for whom it is assigned to the account that asks (Q7). Counts where accounts are optional.
    public var assigned: [Client]
    /// What the journal holds about the room; `nil` if nobody was ever in it.
    public var room: RoomRecord?
    /// What the journal holds about this person (``Person/subject``) in this room.
    public var participant: ParticipantRecord?

    public init(
        person: Person, practice: Practice, booking: Booking, hostName: DisplayName? = nil, assigned: [Client] = [], room: RoomRecord? = nil,
        participant: ParticipantRecord? = nil
    ) {
        self.person = person
        self.practice = practice
        self.booking = booking
        self.hostName = hostName
        self.assigned = assigned
        self.room = room
        self.participant = participant
    }
}

/// An account that is logged in, with the clients it is associated with: one, several (a parent), or none (a prospect).
public struct ClientLogin: Equatable, Sendable {
    public var account: Account
    public var clients: [Client]

    public init(account: Account, clients: [Client]) {
        self.account = account
        self.clients = clients
    }
}

/// A visitor whose link's secret was right.
public struct LinkVisit: Equatable, Sendable {
    public var link: DirectLink
    public var visitor: VisitorID
    /// How many browsers entered by the link before this one; `nil`: this is one of them.
    public var usesBefore: Int?
    /// Somebody who came by this link was denied or removed for good: newcomers by it are kept out, so that a private window
    /// is no way around a removal. Others who are on record stay.
    public var isLinkBlocked: Bool

    public init(link: DirectLink, visitor: VisitorID, usesBefore: Int? = nil, isLinkBlocked: Bool = false) {
        self.link = link
        self.visitor = visitor
        self.usesBefore = usesBefore
        self.isLinkBlocked = isLinkBlocked
    }
}

extension LinkVisit {
    /// Why a browser that never entered by the link doesn't any more; `nil` if it may, or did.
    var refusalAsNewcomer: RefusalReason? { usesBefore.flatMap { link.refusal(toNewcomerAfter: $0) } }
}

extension AdmissionRequest.Person {
    /// Who this is in a room's records and tokens.
    public var subject: SubjectID? {
        switch self {
        case .client(let login): login.map { .account($0.account.id) }
        case .visitor(let visit): visit.map { .visitor($0.visitor) }
        case .staff(let staff): staff.map { .staff($0.id) }
        }
    }
}
