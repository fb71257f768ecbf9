import SignalingProtocol

@testable import RoomCore

/// A room on its day, and the page of everybody in it, put together from nothing but the frames they were sent.
struct Stage {
    private(set) var scene: Scene
    private(set) var pages: [SessionID: Mirror] = [:]
    /// With which code whose connection was closed since the race began.
    private(set) var closed: [String: CloseCode] = [:]
    /// What people had in their hands when the race began: neither of two knows yet what the other does.
    private var held: [String: Scene.Person] = [:]

    init(limits: Limits, _ acts: [Act]) {
        scene = Scene(limits: limits)
        for act in acts {
            held = scene.people
            _ = perform(act)
        }
        held = scene.people
        closed = [:]
    }

    mutating func perform(_ act: Act) -> Answer {
        let before = scene.people
        apply(act)
        for effect in scene.effects { deliver(effect, to: before) }
        return Answer(scene.effects)
    }

    private mutating func apply(_ act: Act) {
        switch act {
        case .hello(let name, let role, let tab, let takeover, let link):
            scene.hello(name, role, onRecord: link == nil ? name : nil, link: link, instance: tab, takeover: takeover)
        case .resume(let name, let replay): scene.resume(name, with: person(name).token, replay: replay)
        case .confirm(let name): scene.tell(.confirmed(person(name).session, person(name).token))
        case .drop(let name): scene.tell(.disconnected(person(name).session, connection: person(name).connection))
        case .admitFromQueue(let name):
            let staff = StaffGrant(subject: "staff:Mae", practice: "practice", overseesPractice: true, expiresAt: scene.now)
            scene.tell(.instructed(.waitingAdmit(Admit(ids: [scene.id(name)])), by: staff))
        case .portal(let command): scene.tell(.commanded(command))
        case .clock(let time):
            scene.now = Scene.start + time
            scene.rest()
        case .alarm: scene.wait(.zero)
        case .wait(let time): scene.wait(time)
        default: say(act)
        }
    }

    private mutating func say(_ act: Act) {
        guard let (message, name) = message(of: act) else { return }
        scene.tell(.received(message, from: person(name).session))
    }

    private func message(of act: Act) -> (ClientMessage, by: String)? {
        switch act {
        case .leave(let name): (.bye(Bye()), name)
        case .admit(let names, let host): (.waitingAdmit(Admit(ids: names.map(scene.id))), host)
        case .deny(let name, let host): (.waitingDeny(Deny(id: scene.id(name))), host)
        case .remove(let name, let host, let toWaiting): (.participantRemove(Remove(id: scene.id(name), toWaiting: toWaiting)), host)
        case .unblock(let name, let host): (.participantUnblock(Unblock(id: scene.id(name))), host)
        case .write(let name, let host): (.waitingMessage(WaitingNote(ids: [scene.id(name)], text: "Soon")), host)
        case .mute(let name, let host): (.participantMute(Mute(ids: [scene.id(name)], kinds: [.audio])), host)
        case .ask(let name, let host): (.participantAskUnmute(AskUnmute(id: scene.id(name), kind: .audio)), host)
        case .permit(let permissions, let name, let host):
            (.participantSetPerms(SetPermissions(id: scene.id(name), perms: permissions)), host)
        case .role(let role, let name, let host): (.participantSetRole(SetRole(id: scene.id(name), role: role)), host)
        case .signal(let name): signal(to: name).map { (.signal($0), "Roy") }
        case .say(let message, let name): (message, name)
        default: nil
        }
    }

    private func signal(to name: String) -> OutgoingSignal? {
        guard let one = scene.room.member(of: person("Roy").session), let other = scene.room.member(of: person(name).session) else {
            return OutgoingSignal(to: scene.id(name), toSession: person(name).session, conn: 0, kind: .close, payload: JSONValue.null.raw)
        }
        return OutgoingSignal(
            to: other.id, toSession: other.session, conn: scene.room.connection(one, other), kind: .close, payload: JSONValue.null.raw)
    }

    private func person(_ name: String) -> Scene.Person { held[name] ?? scene.person(name) }

    private mutating func deliver(_ effect: Room.Effect, to before: [String: Scene.Person]) {
        switch effect {
        case .accept(_, let acceptance): if !acceptance.replay { pages[acceptance.session] = Mirror() }
        case .send(let message, let session, _): pages[session, default: Mirror()].apply(message)
        case .close(let session, let bye, _): note(bye, in: before) { $0.session == session }
        case .closeConnection(let connection, let bye): note(bye, in: before) { $0.connection == connection }
        default: break
        }
    }

    private mutating func note(_ bye: ServerBye, in before: [String: Scene.Person], where isMeant: (Scene.Person) -> Bool) {
        for (name, person) in before where isMeant(person) { closed[name] = bye.code }
        for (name, person) in scene.people where isMeant(person) { closed[name] = bye.code }
    }

    /// Where somebody's page shows anything but the room as it is, or two pages show different things.
    var disagreements: [String] {
        let room = scene.room
        let inside = room.admitted.filter(\.isConnected).map { ($0, pages[$0.session] ?? Mirror()) }
        let wrong = inside.compactMap { member, page in
            page.difference(from: room.picture(for: member)).map { "\(member.record.displayName) is wrong about \($0)" }
        }
        let lines = Set(inside.filter { $0.0.role.decidesAdmission }.map { Set($0.1.waiting.keys) })
        let crowds = Set(inside.map { Set($0.1.participants.keys) })
        let seen = room.queue.filter(\.isConnected).compactMap { pages[$0.session] }
        let indiscreet = seen.filter { !($0.participants.isEmpty && $0.waiting.isEmpty && $0.peers.isEmpty && $0.blocked.isEmpty) }
        let told = Set(seen.map { "\($0.status?.hostPresent as Any) \($0.status?.roomLocked as Any) \($0.status?.closesAt as Any)" })
        return wrong + (lines.count > 1 ? ["hosts see different lines"] : []) + (crowds.count > 1 ? ["people see different people"] : [])
            + (indiscreet.isEmpty ? [] : ["somebody waiting sees others"]) + (told.count > 1 ? ["those waiting were told different things"] : [])
    }
}
