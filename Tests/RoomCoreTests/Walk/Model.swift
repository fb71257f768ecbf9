import RoomCore
import SignalingProtocol

/// What the protocol says of a room, as plainly as it can be said: who is where, what they are told, and who is sent off.
///
/// It judges the room, so it shares no rule with it and never looks at it; it is told what the room is told. Names aren't its
/// business (whoever has one is in ``Ledger``), and neither is how news travels: it only knows what there is to be seen.
struct Model {
    struct Person {
        let id: ParticipantID
        let subject: SubjectID
        var role: Role
        var link: LinkID?
        var recordName: String?
        var state = ParticipantRecord.State.left
        /// Since when in line, and since when where they are.
        var inLineSince: Instant?
        var alertedAt: Instant?
        /// What a host last wrote to them in line.
        var letter: WaitingMessage?
        var since: Instant
        var mayReturn = false
        var isBlocked = false
        var session: SessionID
        var tokens: [ResumeHash] = []
        var connection: ConnectionID?
        var tab: InstanceID?
        var droppedAt: Instant?
        var isShownAway = false
        /// What was kept for their return is of a session they are no longer in.
        var isOutdated = false
        var media = MediaState()
        var permissions: Permissions
        var hand = false
        var readiness = Readiness()
        var note: String?
        var rangAt: Instant?
        var duplicateOf: ParticipantID?
        /// Which of all lives in the session this is.
        var life = 0

        var waits: Bool { state == .waiting }
        var isIn: Bool { state == .admitted }
        var isHere: Bool { waits || isIn }
        var decides: Bool { isIn && (role == .host || role == .cohost) }
        var isStaff: Bool { role != .participant && role != .guest }
    }

    /// What whoever asked is told.
    enum Verdict: Equatable {
        case nothing
        case enters(HelloOK.State, SessionID, ParticipantID, Role, Permissions, resumed: Bool, replay: Bool)
        case turnedAway(ErrorCode, CloseCode?)
        case ok(ReplyData)
        case error(ErrorCode)
        /// Whether a name is free is not for this model to say.
        case doneOrNameTaken

        static let done = Self.ok(.none)

        init(_ effects: [Room.Effect]) {
            self = .nothing
            for effect in effects {
                switch effect {
                case .accept(_, let yes):
                    self = .enters(
                        yes.state, yes.session, yes.participant, yes.role, yes.permissions, resumed: yes.resumed, replay: yes.replay)
                case .refuse(_, let no, let close): self = .turnedAway(no.code, close)
                case .reply(.ok(let data)): self = .ok(data)
                case .reply(.error(let refusal)): self = .error(refusal.code)
                default: break
                }
            }
        }

        func covers(_ other: Self) -> Bool {
            self == other || (self == .doneOrNameTaken && (other == .done || other == .error(.nameTaken)))
        }
    }

    var terms: RoomTerms
    let limits: Limits
    var people: [ParticipantID: Person] = [:]
    var isLocked = false, isReopened = false
    var extendedUntil: Instant?
    var ended: RoomRecord.Ending.Cause?
    var endedAt: Instant?
    var screen: ParticipantID?
    var noHostSince: Instant?
    var revokedSubjects: [SubjectID: Instant] = [:]
    var revokedLinks: [LinkID: Instant] = [:]
    /// Of the newest input.
    var fallout = Fallout()

    init(terms: RoomTerms, limits: Limits) {
        self.terms = terms
        self.limits = limits
    }

    var endsAt: Instant { max(terms.endsAt, extendedUntil ?? terms.endsAt) }
    var hardEnd: Instant { max(endsAt, terms.closesAt) + .seconds(terms.graceSeconds) }
    var closesAt: Instant { isReopened ? hardEnd : terms.closesAt }

    var crowd: [Person] { people.values.filter(\.isIn) }
    var line: [Person] { people.values.filter(\.waits).sorted { ($0.inLineSince ?? $0.since, $0.id) < ($1.inLineSince ?? $1.since, $1.id) } }
    var isHostIn: Bool { crowd.contains(where: \.decides) }
    var isHostAtHand: Bool { crowd.contains { $0.decides && !$0.isShownAway } }

    mutating func take(_ input: Room.Input, at now: Instant) -> Verdict {
        fallout = Fallout()
        defer { settle(at: now) }
        switch input {
        case .arrived(let arrival): return arrive(arrival, at: now)
        case .returned(let comeback): return resume(comeback, at: now)
        case .confirmed(let session, let token):
            if let id = owner(of: session), people[id]?.tokens.last == token { people[id]?.tokens = [token] }
        case .received(let message, let session): return hear(message, from: session, at: now)
        case .instructed(let message, let staff): return obey(message, by: staff, at: now)
        case .disconnected(let session, let connection):
            if let id = owner(of: session), let person = people[id], person.isHere, person.connection == connection {
                people[id]?.connection = nil
                people[id]?.droppedAt = now
            }
        case .commanded(let command): heed(command, at: now)
        case .deadlinePassed: break
        }
        return .nothing
    }

    /// Since when those in the session are without a host who could speak to them.
    mutating func settle(at now: Instant) {
        let isThere = crowd.contains { $0.decides && $0.connection != nil }
        noHostSince = isThere || crowd.isEmpty ? nil : noHostSince ?? now
    }

    /// The process ends and another begins: what wasn't on disk is gone, and everybody has dropped.
    mutating func restart(at now: Instant) {
        screen = nil
        (revokedSubjects, revokedLinks) = ([:], [:])
        noHostSince = crowd.isEmpty ? nil : now
        for id in people.keys {
            people[id]?.connection = nil
            people[id]?.tab = nil
            people[id]?.media = MediaState()
            people[id]?.hand = false
            people[id]?.readiness = Readiness()
            people[id]?.note = nil
            people[id]?.rangAt = nil
            people[id]?.isOutdated = false
            people[id]?.duplicateOf = nil
            guard let person = people[id] else { continue }
            people[id]?.droppedAt = person.isHere ? now : nil
            people[id]?.isShownAway = person.isHere
        }
        for person in people.values {
            let earlier = earlierVisitor(than: person) { ($0.since, $0.id) < (person.since, person.id) }
            people[person.id]?.duplicateOf = earlier
        }
    }

    var nextLife: Int { 1 + (people.values.map(\.life).max() ?? 0) }

    func owner(of session: SessionID) -> ParticipantID? { people.values.first { $0.session == session }?.id }

    /// The first of those who came by the same link and are here, or kept out.
    func earlierVisitor(than newcomer: Person, where isEarlier: (Person) -> Bool = { _ in true }) -> ParticipantID? {
        guard let link = newcomer.link else { return nil }
        return people.values
            .filter { $0.link == link && $0.id != newcomer.id && ($0.isHere || $0.isBlocked) && isEarlier($0) }
            .min { ($0.since, $0.id) < ($1.since, $1.id) }?.id
    }

    /// One seat is kept for a host while none is in.
    func seats(forHost isForHost: Bool) -> Int {
        let isKept = !isForHost && !crowd.contains { $0.role == .host }
        return limits.admitted - crowd.count - (isKept ? 1 : 0)
    }
}
