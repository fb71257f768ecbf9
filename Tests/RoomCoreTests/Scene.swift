import RoomCore
import SignalingProtocol

/// One room on its day, as a test drives it: people by name, time by hand, and what the last input brought about.
struct Scene {
    /// The booking: 14:00 to 14:50; entry is open from half an hour before the start to half an hour after.
    static let start = Instant(milliseconds: 1_800_000_000_000)
    static let terms = RoomTerms(
        practice: "practice", booking: "booking", revision: 1, startsAt: start, endsAt: start + .seconds(3000),
        opensAt: start - .seconds(1800), closesAt: start + .seconds(1800), hosts: ["staff:Roy"],
        hostName: displayName("Roy"))

    struct Person: Equatable {
        var subject: SubjectID
        var participant: ParticipantID
        var session: SessionID
        var connection: ConnectionID
        var token: ResumeHash
    }

    var room: Room
    var now: Instant
    private(set) var effects: [Room.Effect] = []
    private(set) var people: [String: Person] = [:]
    private var made = 0

    init(terms: RoomTerms = Self.terms, limits: Limits = Limits(), at now: Instant = Self.start) {
        room = Room(id: "room", terms: terms, limits: limits)
        self.now = now
    }

    // MARK: Inputs

    @discardableResult
    mutating func tell(_ input: Room.Input) -> [Room.Effect] {
        effects = room.handle(input, at: now)
        for case .accept(let connection, let acceptance) in effects {
            for (name, person) in people where person.connection == connection {
                people[name]?.session = acceptance.session
                people[name]?.participant = acceptance.participant
            }
        }
        return effects
    }

    /// A hello with a new token; `now` passes by itself only in `wait`.
    @discardableResult
    mutating func hello(
        _ name: String, _ role: Role = .participant, entry: EntryMode? = nil, called displayName: String? = nil,
        onRecord verifiedName: String? = nil, link: LinkID? = nil, instance: InstanceID? = nil, takeover: Bool = false,
        media: Hello.Devices? = nil, terms: RoomTerms? = nil, issued: Instant? = nil
    ) -> [Room.Effect] {
        made += 1
        let person = Person(
            subject: subject(of: name, role), participant: Self.id("p\(made)"), session: Self.id("s\(made)"),
            connection: Self.id("c\(made)"), token: ResumeHash(rawValue: "h\(made)"))
        let issued = issued ?? now
        let grant = RoomGrant(
            issuer: "portal", subject: person.subject, id: Self.id("t\(made)"), issuedAt: issued, notBefore: issued,
            expiresAt: issued + RoomGrant.lifetime, room: "room", role: role, verifiedName: verifiedName,
            displayName: Self.displayName(displayName ?? name), entry: entry ?? (role.isStaff ? .direct : .wait),
            terms: terms ?? room.record.terms, link: link)
        let hello = Hello(token: "t", instance: instance, media: media, onDuplicate: takeover ? .takeover : .ask)
        let before = people[name]
        people[name] = person
        tell(
            .arrived(
                .init(
                    grant: grant, hello: hello, connection: person.connection, session: person.session,
                    participant: person.participant, resumeHash: person.token)))
        if !wasAccepted { people[name] = before }
        return effects
    }

    /// A hello with the newest resume token of theirs, or the one given.
    @discardableResult
    mutating func resume(
        _ name: String, with token: ResumeHash? = nil, replay: Bool = true, media: Hello.Devices? = nil
    ) -> [Room.Effect] {
        made += 1
        let before = person(name)
        let next = ResumeHash(rawValue: "h\(made)")
        people[name]?.connection = Self.id("c\(made)")
        people[name]?.token = next
        tell(
            .returned(
                .init(
                    hello: Hello(media: media), connection: Self.id("c\(made)"), presented: token ?? before.token, next: next,
                    canReplay: replay)))
        if !wasAccepted { people[name] = before }
        return effects
    }

    @discardableResult
    mutating func say(_ message: ClientMessage, _ name: String) -> [Room.Effect] {
        tell(.received(message, from: person(name).session))
    }

    /// Nothing has happened since.
    mutating func rest() { effects = [] }

    mutating func set(hostAbsence: HostAbsencePolicy) {
        var terms = room.record.terms
        terms.revision += 1
        terms.hostAbsence = hostAbsence
        tell(.commanded(.changed(terms)))
    }

    mutating func admit(_ names: String..., by host: String = "Roy") {
        say(.waitingAdmit(Admit(ids: names.map(id))), host)
    }

    mutating func drop(_ name: String) {
        tell(.disconnected(person(name).session, connection: person(name).connection))
    }

    /// Lets time pass, with every alarm the room sets on the way; `effects` are then those of all alarms.
    mutating func wait(_ duration: Duration) {
        let end = now + duration
        var all: [Room.Effect] = []
        while let alarm = room.nextDeadline, alarm <= end {
            now = max(now, alarm)
            all += tell(.deadlinePassed)
        }
        now = end
        effects = all
    }

    /// A host in the session and one person admitted.
    static func underway(limits: Limits = Limits()) -> Scene {
        var scene = Scene(limits: limits)
        scene.hello("Roy", .host)
        scene.hello("Ann")
        scene.admit("Ann")
        return scene
    }

    // MARK: What came of it

    func person(_ name: String) -> Person {
        guard let person = people[name] else { preconditionFailure("\(name) never came") }
        return person
    }
    func id(_ name: String) -> ParticipantID { person(name).participant }
    func record(_ name: String) -> ParticipantRecord? { room.snapshot.participants.first { $0.id == id(name) } }
    func state(_ name: String) -> ParticipantRecord.State? { record(name)?.state }

    /// What the last input sent to them, in order.
    func sent(_ name: String) -> [ServerMessage] {
        effects.compactMap { effect in
            if case .send(let message, let session, _) = effect, session == person(name).session { message } else { nil }
        }
    }

    func kinds(_ name: String) -> [ServerMessage.Kind] { sent(name).map(\.kind) }

    var reply: Reply? {
        for case .reply(let reply) in effects { return reply }
        return nil
    }

    var refusal: Refusal? {
        if case .error(let refusal) = reply { refusal } else { nil }
    }

    var errorCode: ErrorCode? { refusal?.code }

    var admission: AdmissionOutcome? {
        if case .ok(.admission(let admission)) = reply { admission } else { nil }
    }

    var isDone: Bool { reply == .ok(.none) }

    /// Why the last hello was refused, and with which close code.
    var rejection: (code: ErrorCode, close: CloseCode?)? {
        for case .refuse(_, let refusal, let close) in effects { return (refusal.code, close) }
        return nil
    }

    var acceptance: Room.Acceptance? {
        for case .accept(_, let acceptance) in effects { return acceptance }
        return nil
    }

    var wasAccepted: Bool { acceptance != nil }

    /// The code and word with which the last input closed their session.
    func farewell(_ name: String) -> ServerBye? {
        for case .close(let session, let bye, _) in effects where session == person(name).session { return bye }
        return nil
    }

    var recorded: [RoomChange] {
        for case .record(let changes) in effects { return changes }
        return []
    }

    /// The room's whole picture in somebody's last `room.state`.
    func picture(_ name: String) -> RoomState? {
        for case .roomState(let state) in sent(name).reversed() { return state }
        return nil
    }

    private func subject(of name: String, _ role: Role) -> SubjectID {
        Self.id((role.isStaff ? "staff:" : role == .guest ? "visitor:" : "account:") + name.replacing(" ", with: "-"))
    }

    static func id<Kind>(_ text: String) -> Identifier<Kind> {
        guard let id = Identifier<Kind>(rawValue: text) else { preconditionFailure("no identifier: \(text)") }
        return id
    }

    static func displayName(_ text: String) -> DisplayName {
        guard let name = DisplayName(text) else { preconditionFailure("no name: \(text)") }
        return name
    }
}
