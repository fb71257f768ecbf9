import SignalingProtocol

@testable import RoomCore

/// What people try, sensible or not.
extension Walk {
    mutating func act() {
        if dice.happens(15) { return command() }
        if dice.happens(15) { return instruct() }
        let index = dice.roll(actors.count)
        guard actors[index].connection != nil else {
            if dice.happens(600), !actors[index].tokens.isEmpty { return comeBack(index) }
            return arrive(index)
        }
        let member = actors[index].session.flatMap { room.member(of: $0) }
        switch dice.roll(100) {
        case 0..<3: drop(index)
        case 3..<6: arrive(index)
        case 6..<8: comeBack(index)
        case 8..<12: if let session = actors[index].session { handle(.confirmed(session)) }
        case 12..<22: send(anyDecision(index), index)
        case _ where member?.isWaiting == true: send(wordFromTheLine(index), index)
        case _ where member?.role.decidesAdmission == true && dice.happens(550): send(likelyDecision(index), index)
        default: send(wordInSession(index), index)
        }
    }

    private mutating func send(_ message: ClientMessage, _ index: Int) {
        guard let session = actors[index].session else { return }
        handle(.received(message, from: dice.happens(10) ? "nobody" : session))
    }

    private mutating func drop(_ index: Int) {
        guard let session = actors[index].session, let connection = actors[index].connection else { return }
        let isNewest = !dice.happens(100)
        if isNewest { actors[index].connection = nil }
        handle(.disconnected(session, connection: isNewest ? connection : "older"))
    }

    private mutating func name(of index: Int) -> DisplayName {
        let text = dice.happens(80) ? dice.pick(actors.map(\.name)) ?? "X" : actors[index].name
        return Scene.displayName(dice.happens(300) ? text.lowercased() : text)
    }

    private mutating func arrive(_ index: Int) {
        made += 1
        let actor = actors[index]
        var terms = room.record.terms
        terms.revision += dice.pick(weighted: [(960, 0), (20, -1), (20, 1)])
        let issued = now - .milliseconds(dice.roll(3_000))
        let grant = RoomGrant(
            issuer: "portal", subject: actor.subject, id: Scene.id("t\(made)"), issuedAt: issued, notBefore: issued,
            expiresAt: issued + RoomGrant.lifetime, room: dice.happens(10) ? "other" : "room", role: actor.role,
            verifiedName: actor.link == nil ? actor.name : nil, displayName: name(of: index),
            entry: actor.role.isStaff != dice.happens(30) ? .direct : .wait, terms: terms, link: actor.link)
        let isSameTab = dice.happens(500)
        let hello = Hello(
            token: "t", instance: isSameTab ? actor.instance : Scene.id("tab\(made)"),
            media: Hello.Devices(audio: .on, video: dice.happens(700) ? .on : .off),
            onDuplicate: dice.happens(500) ? .takeover : .ask)
        let arrival = Room.Arrival(
            grant: grant, hello: hello, connection: Scene.id("c\(made)"), session: Scene.id("s\(made)"),
            participant: Scene.id("p\(made)"), resumeHash: ResumeHash(rawValue: "h\(made)"))
        enter(index, .arrived(arrival), next: arrival.resumeHash, instance: hello.instance)
    }

    private mutating func comeBack(_ index: Int) {
        made += 1
        let actor = actors[index]
        guard let token = dice.happens(850) ? actor.tokens.last : dice.pick(actor.tokens) else { return arrive(index) }
        let comeback = Room.Return(
            hello: Hello(media: dice.happens(300) ? Hello.Devices(audio: .off, video: .on) : nil), connection: Scene.id("c\(made)"),
            presented: token, next: ResumeHash(rawValue: "h\(made)"), canReplay: actor.canReplay && dice.happens(700))
        enter(index, .returned(comeback), next: comeback.next, instance: nil)
    }

    /// If the room says yes, the frames that follow belong to the new connection.
    private mutating func enter(_ index: Int, _ input: Room.Input, next: ResumeHash, instance: InstanceID?) {
        var actor = actors[index]
        actor.instance = instance ?? actor.instance
        actor.tokens = actor.tokens.suffix(2) + [next]
        actor.canReplay = true
        handle(input) { walk, connection, acceptance in
            if !acceptance.replay { actor.mirror = Mirror() }
            actor.connection = connection
            actor.session = acceptance.session
            actor.participant = acceptance.participant
            walk.actors[index] = actor
        }
    }
}
