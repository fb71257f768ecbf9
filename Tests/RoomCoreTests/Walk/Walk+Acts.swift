import SignalingProtocol

@testable import RoomCore

/// What people try, sensible or not.
extension Walk {
    mutating func act() {
        if dice.happens(15) { return command() }
        if dice.happens(isHostless ? 60 : 15) { return instruct() }
        if dice.happens(30) { return bury() }
        // Staff, who come first, have more to do than others.
        let index = dice.roll(dice.happens(150) ? Actor.staff : actors.count)
        if isHostless, index < Actor.staff { return }
        if dice.happens(500) { read(index) }
        guard actors[index].connection != nil else {
            if dice.happens(600), !actors[index].page.tokens.isEmpty { return comeBack(index) }
            return arrive(index)
        }
        let page = actors[index].page
        let decides = page.role?.decidesAdmission ?? false
        switch dice.roll(100) {
        case 0..<3: drop(index)
        case 3..<6: arrive(index)
        case 6..<8: comeBack(index)
        case 8..<12: if let session = page.session, let token = dice.pick(page.tokens) { handle(.confirmed(session, token)) }
        case 12..<14: if let session = page.session { handle(.disconnected(session, connection: "older")) }
        case 14..<22: send(anyDecision(index), index)
        case _ where !page.isIn: send(wordFromTheLine(index), index)
        case _ where decides && dice.happens(550): send(likelyDecision(index), index)
        default: send(wordInSession(index), index)
        }
    }

    /// In one walk of three the staff come late, and do with their queue meanwhile.
    private var isHostless: Bool { seed % 3 == 0 && step < 150 * pace }

    private mutating func send(_ message: ClientMessage, _ index: Int) {
        guard let session = actors[index].page.session else { return }
        handle(.received(message, from: dice.happens(10) ? "nobody" : session))
    }

    private mutating func name(of index: Int) -> DisplayName {
        let text = dice.happens(80) ? dice.pick(actors.map(\.name)) ?? "X" : actors[index].name
        return Scene.displayName(dice.happens(300) ? text.lowercased() : text)
    }

    private mutating func arrive(_ index: Int) {
        made += 1
        if dice.happens(60) { actors[index].changeBrowser(made) }
        let actor = actors[index]
        var terms = model.terms
        terms.revision += dice.pick(weighted: [(960, 0), (20, -1), (20, 1)])
        // Now and then a host only watches: the same person with a lesser token, and the other way round.
        let role: Role = actor.role.isStaff && actor.subject != "staff:Roy" && dice.happens(150) ? dice.pick([.host, .observer]) ?? .host : actor.role
        let issued = now - .milliseconds(dice.roll(3_000))
        let grant = RoomGrant(
            issuer: "portal", subject: actor.subject, id: Scene.id("t\(made)"), issuedAt: issued, notBefore: issued,
            expiresAt: issued + RoomGrant.lifetime, room: dice.happens(10) ? "other" : "room", role: role,
            verifiedName: actor.link == nil ? actor.name : nil, displayName: name(of: index),
            entry: role.isStaff != dice.happens(30) ? .direct : .wait, terms: terms, link: actor.link)
        let tab = dice.pick(weighted: [(5, actor.instance), (4, Scene.id("tab\(made)")), (1, nil)])
        let hello = Hello(
            token: "t", instance: tab,
            media: Hello.Devices(audio: .on, video: dice.happens(700) ? .on : .off),
            onDuplicate: dice.happens(500) ? .takeover : .ask)
        let arrival = Room.Arrival(
            grant: grant, hello: hello, connection: Scene.id("c\(made)"), session: Scene.id("s\(made)"),
            participant: Scene.id("p\(made)"), resumeHash: ResumeHash(rawValue: "h\(made)"))
        handle(.arrived(arrival), by: Caller(index: index, token: arrival.resumeHash, tab: hello.instance, isBack: false))
    }

    private mutating func comeBack(_ index: Int) {
        made += 1
        let page = actors[index].page
        guard let token = dice.happens(850) ? page.tokens.last : dice.pick(page.tokens) else { return arrive(index) }
        let canReplay = page.session.flatMap { wires[$0]?.canReplay(after: page.lastSeq) } ?? false
        let comeback = Room.Return(
            hello: Hello(media: dice.happens(300) ? Hello.Devices(audio: .off, video: .on) : nil), connection: Scene.id("c\(made)"),
            presented: token, next: ResumeHash(rawValue: "h\(made)"), canReplay: canReplay && dice.happens(800))
        handle(.returned(comeback), by: Caller(index: index, token: comeback.next, tab: nil, isBack: true))
    }
}
