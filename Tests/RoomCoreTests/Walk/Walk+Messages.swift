import SignalingProtocol

@testable import RoomCore

/// What they say.
extension Walk {
    private var everybody: [ParticipantID] { actors.compactMap(\.page.participant) }

    private mutating func anybody() -> ParticipantID { dice.pick(everybody) ?? "nobody" }

    mutating func wordFromTheLine(_ index: Int) -> ClientMessage {
        dice.pick(weighted: [
            (30, .waitingKnock(Knock(note: dice.happens(500) ? "Hello" : nil))),
            (40, .readinessUpdate(Readiness(camera: dice.happens(500) ? .on : .blocked, microphone: .on, network: .direct))),
            (15, .profileUpdate(Profile(displayName: Scene.displayName(actors[dice.roll(actors.count)].name)))),
            (5, .alertSend(Alert(kind: .leftQuickly))),
            (4, .bye(Bye())),
            (6, .chatSend(ChatDraft(text: "Is anybody there?"))),
        ])
    }

    mutating func wordInSession(_ index: Int) -> ClientMessage {
        dice.pick(weighted: [
            (40, .signal(anySignal(index))),
            (10, .chatSend(ChatDraft(to: dice.happens(300) ? anybody() : nil, text: "Hello"))),
            (10, .handSet(Hand(raised: dice.happens(500)))),
            (
                12,
                .mediaUpdate(MediaState(audio: dice.happens(500) ? .on : .off, video: .on, screen: dice.happens(300) ? .on : .off))
            ),
            (8, .screenRequest), (4, .screenRelease),
            (5, .qualityReport(Quality(level: .fair))),
            (4, .profileUpdate(Profile(displayName: Scene.displayName(actors[index].name + (dice.happens(500) ? " B" : ""))))),
            (2, .alertSend(Alert(kind: .leftQuickly))),
            (2, .bye(Bye())),
            (3, .waitingKnock(Knock())),
        ])
    }

    private mutating func anySignal(_ index: Int) -> OutgoingSignal {
        // Sometimes with more knowledge than the page could have: to somebody waiting, with their session and a right number.
        if dice.happens(80), let sender = actors[index].page.participant.flatMap({ model.people[$0] }),
            let guest = dice.pick(model.line)
        {
            return OutgoingSignal(
                to: guest.id, toSession: guest.session, conn: max(sender.life, guest.life), kind: .candidates,
                payload: JSONValue.array([]).raw)
        }
        let peer = dice.pick(actors[index].page.mirror.peers.values.sorted { $0.id < $1.id })
        let isWrong = dice.happens(150)
        return OutgoingSignal(
            to: peer?.id ?? anybody(), toSession: peer?.session ?? "none", conn: (peer?.conn ?? 0) - (isWrong ? 1 : 0),
            kind: .candidates, payload: JSONValue.array([]).raw)
    }

    mutating func likelyDecision(_ index: Int) -> ClientMessage {
        let mirror = actors[index].page.mirror
        if let pardoned = dice.pick(mirror.blocked), dice.happens(150) { return .participantUnblock(Unblock(id: pardoned.id)) }
        if mirror.room?.locked == true, dice.happens(100) { return .roomLock(Lock(locked: false)) }
        let watching = mirror.participants.values.filter { $0.role == .observer }.map(\.id).sorted()
        if let watcher = dice.pick(watching), dice.happens(100) { return .participantSetRole(SetRole(id: watcher, role: .cohost)) }
        let line = mirror.waiting.keys.sorted()
        if let first = line.first, dice.happens(700) {
            return dice.pick(weighted: [
                (60, .waitingAdmit(Admit(ids: dice.some(line)))), (10, .waitingMessage(WaitingNote(ids: line, text: "Soon"))),
                (6, .waitingDeny(Deny(id: first, block: dice.happens(600)))),
            ])
        }
        return anyDecision(index)
    }

    /// Whatever a host could decide, whoever says it, about whomever.
    mutating func anyDecision(_ index: Int) -> ClientMessage {
        let inside = actors[index].page.mirror.participants.keys.sorted(), absent = model.crowd.filter { $0.connection == nil }.map(\.id).sorted()
        // Whoever is away is often meant: what happens behind somebody's back is what goes wrong.
        if let absentee = dice.pick(absent), dice.happens(100) { return .participantRemove(Remove(id: absentee, toWaiting: dice.happens(700))) }
        let somebody = dice.happens(700) ? dice.pick(inside) ?? anybody() : anybody()
        return dice.pick(weighted: [
            (20, .waitingAdmit(Admit(ids: dice.some(everybody.shuffled(using: &dice)) + (dice.happens(500) ? [somebody] : [])))),
            (5, .waitingDeny(Deny(id: anybody(), block: dice.happens(500)))),
            (10, .participantMute(Mute(ids: [somebody], kinds: dice.some([.audio, .video, .screen])))),
            (5, .participantAskUnmute(AskUnmute(id: somebody, kind: .audio))),
            (8, .participantSetPerms(SetPermissions(id: somebody, perms: anyPermissions()))),
            (8, .participantSetRole(SetRole(id: somebody, role: dice.happens(600) ? .cohost : .none))),
            (8, .participantRemove(Remove(id: somebody, block: dice.happens(500), toWaiting: dice.happens(400)))),
            (6, .participantUnblock(Unblock(id: anybody()))),
            (10, .roomLock(Lock(locked: dice.happens(500)))),
            (2, .roomReopen),
            (3, .roomExtend(Extend(until: now + .seconds(dice.roll(20_000))))),
            (dice.happens(30 / pace) ? 10 : 0, .roomEnd(End(reason: "Goodbye"))),
        ])
    }

    private mutating func anyPermissions() -> Permissions {
        Permissions(audio: dice.happens(700), video: dice.happens(600), screen: dice.happens(600))
    }

    /// The staff socket: sometimes of a practice that is not theirs.
    mutating func instruct() {
        let staff = StaffGrant(
            subject: "staff:Oda", practice: dice.happens(200) ? "elsewhere" : "practice", overseesPractice: dice.happens(800),
            expiresAt: now + .seconds(60))
        let line = model.line.map(\.id)
        let ids = line.isEmpty ? [anybody()] : dice.some(line)
        let message: ClientMessage = dice.pick(weighted: [
            (6, .waitingAdmit(Admit(ids: ids))), (1, .waitingDeny(Deny(id: ids.first ?? "nobody"))),
            (2, .waitingMessage(WaitingNote(ids: ids, text: "Five minutes"))), (1, .roomLock(Lock(locked: true))),
        ])
        handle(.instructed(message, by: staff))
    }

    /// The portal: moves, hand-overs, withdrawals, and seldom a cancellation.
    mutating func command() {
        var terms = model.terms
        terms.revision += dice.happens(900) ? 1 : 0
        switch dice.roll(100) {
        case 0..<35:
            let shift = Duration.seconds(dice.happens(700) || model.ended == nil ? dice.roll(1_200) - 600 : 3_600)
            terms.startsAt = terms.startsAt + shift
            terms.endsAt = terms.endsAt + shift
            terms.opensAt = terms.opensAt + shift
            terms.closesAt = terms.closesAt + shift
            handle(.commanded(.changed(terms)))
        case 35..<55:
            let isMae = dice.happens(400)
            terms.hosts = isMae ? ["staff:Mae"] : ["staff:Roy"]
            terms.hostName = Scene.displayName(isMae ? "Mae" : "Roy")
            handle(.commanded(.changed(terms)))
        case 55..<65: handle(.commanded(.reopened))
        case 65..<70: handle(.commanded(.clinicianAlerted(at: now - .seconds(dice.roll(120)))))
        case 70..<82: handle(.commanded(.linkRevoked(dice.happens(500) ? "link1" : "link2")))
        case 82..<98: handle(.commanded(.subjectRevoked(actors[dice.roll(actors.count)].subject)))
        default: if dice.happens(300 / pace) { handle(.commanded(.cancelled(reason: "Ill"))) }
        }
    }
}
