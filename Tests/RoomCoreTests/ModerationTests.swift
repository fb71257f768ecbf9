import RoomCore
import SignalingProtocol
import Testing

@Suite("Moderation")
struct ModerationTests {
    var scene = Scene.underway()

    @Test mutating func `muting orders the page, shows everybody, and is no unmute`() {
        scene.say(.mediaUpdate(MediaState(audio: .on, video: .on)), "Ann")
        scene.say(.participantMute(Mute(ids: [scene.id("Ann")], kinds: [.audio])), "Roy")
        let off = MediaUpdated(id: scene.id("Ann"), media: MediaState(audio: .off, video: .on))
        #expect(scene.sent("Ann") == [.mediaEnforce(MediaEnforce(kinds: [.audio], by: scene.id("Roy"))), .mediaUpdated(off)])
        #expect(scene.sent("Roy") == [.mediaUpdated(off)])
        scene.say(.participantAskUnmute(AskUnmute(id: scene.id("Ann"), kind: .audio)), "Roy")
        #expect(scene.sent("Ann") == [.mediaAskUnmute(MediaAsk(kind: .audio, by: scene.id("Roy")))])
        scene.say(.mediaUpdate(MediaState(audio: .on, video: .on)), "Ann")
        #expect(scene.isDone)
    }

    @Test mutating func `what is taken away stops, and can't be sent until it is given back`() {
        scene.say(.mediaUpdate(MediaState(audio: .on, video: .on)), "Ann")
        var perms = Permissions.all
        perms.video = false
        scene.say(.participantSetPerms(SetPermissions(id: scene.id("Ann"), perms: perms)), "Roy")
        #expect(scene.kinds("Ann") == [.participantUpdated, .mediaEnforce, .mediaUpdated])
        #expect(scene.record("Ann")?.permissions == perms && scene.recorded.count == 1)

        let before = scene.room
        scene.say(.mediaUpdate(MediaState(audio: .on, video: .on)), "Ann")
        #expect(scene.errorCode == .forbidden && scene.room == before)
        scene.say(.participantAskUnmute(AskUnmute(id: scene.id("Ann"), kind: .video)), "Roy")
        #expect(scene.errorCode == .conflict)
        scene.hello("Ann", takeover: true, media: .init(audio: .on, video: .on))
        #expect(scene.acceptance?.permissions == perms)
        #expect(scene.picture("Ann")?.participants.first { $0.id == scene.id("Ann") }?.media == MediaState(audio: .on))
    }

    @Test mutating func `one screen at a time, by whoever asked first`() {
        scene.say(.mediaUpdate(MediaState(screen: .on)), "Ann")
        #expect(scene.errorCode == .screenBusy)
        scene.say(.screenRequest, "Ann")
        #expect(scene.reply == .ok(.screen(ScreenGrant(granted: true))))
        scene.say(.mediaUpdate(MediaState(audio: .on)), "Ann")
        scene.say(.mediaUpdate(MediaState(screen: .on)), "Ann")
        #expect(scene.isDone)
        scene.say(.screenRequest, "Roy")
        #expect(scene.reply == .error(Refusal(.screenBusy, refusalText(scene), details: .init(holder: scene.id("Ann")))))
        scene.say(.screenRelease, "Ann")
        #expect(scene.sent("Roy") == [.mediaUpdated(MediaUpdated(id: scene.id("Ann"), media: MediaState()))])
        scene.say(.screenRequest, "Roy")
        #expect(scene.reply == .ok(.screen(ScreenGrant(granted: true))))
    }

    @Test(arguments: ["stops", "leaves", "is muted", "loses the permission", "drops", "is removed", "is sent back", "comes anew"])
    mutating func `the screen is free again when its holder`(ends how: String) {
        scene.say(.screenRequest, "Ann")
        scene.say(.mediaUpdate(MediaState(screen: .on)), "Ann")
        let ann = scene.id("Ann")
        switch how {
        case "stops": scene.say(.mediaUpdate(MediaState()), "Ann")
        case "leaves": scene.say(.bye(Bye()), "Ann")
        case "is muted": scene.say(.participantMute(Mute(ids: [ann], kinds: [.screen])), "Roy")
        case "loses the permission":
            scene.say(
                .participantSetPerms(SetPermissions(id: ann, perms: Permissions(audio: true, video: true, screen: false))), "Roy")
        case "drops":
            scene.drop("Ann")
            scene.wait(.seconds(4))
            #expect(scene.kinds("Ann") == [.mediaEnforce, .mediaUpdated])
        case "is removed": scene.say(.participantRemove(Remove(id: ann)), "Roy")
        case "is sent back": scene.say(.participantRemove(Remove(id: ann, toWaiting: true)), "Roy")
        default: scene.hello("Ann", takeover: true)
        }
        scene.say(.screenRequest, "Roy")
        #expect(scene.reply == .ok(.screen(ScreenGrant(granted: true))))
    }

    @Test mutating func `the removed are closed, the others told, and only an undo lets them wait again`() {
        let session = scene.person("Ann").session
        scene.say(.participantRemove(Remove(id: scene.id("Ann"), reason: "Later")), "Roy")
        #expect(scene.kinds("Ann") == [])
        #expect(scene.farewell("Ann") == ServerBye(code: .removed, reason: "removed", message: "Later"))
        #expect(scene.kinds("Roy") == [.participantLeft, .roomUpdated])
        scene.tell(.received(.chatSend(ChatDraft(text: "Still here")), from: session))
        #expect(scene.errorCode == .notAdmitted)

        for takeover in [false, true] {
            scene.hello("Ann", takeover: takeover)
            #expect(scene.rejection?.code == .blocked && scene.rejection?.close == .removed)
        }
        scene.say(.participantUnblock(Unblock(id: scene.id("Ann"))), "Roy")
        #expect(scene.sent("Roy") == [.roomUpdated(RoomUpdate(blocked: []))])
        scene.hello("Ann")
        #expect(scene.acceptance?.state == .waiting)
    }

    @Test mutating func `removed without a block, somebody waits again like anybody`() {
        scene.say(.participantRemove(Remove(id: scene.id("Ann"), block: false)), "Roy")
        scene.resume("Ann")
        #expect(scene.rejection?.close == .removed)
        scene.hello("Ann")
        #expect(scene.acceptance?.state == .waiting)
    }

    @Test mutating func `whoever dropped out a moment ago can be removed too`() {
        scene.drop("Ann")
        scene.wait(.seconds(61))
        scene.say(.participantRemove(Remove(id: scene.id("Ann"))), "Roy")
        #expect(scene.isDone)
        scene.resume("Ann")
        #expect(scene.rejection?.close == .removed)
    }

    @Test mutating func `sent back, somebody waits at the end of the line and isn't let in unasked`() {
        scene.hello("Ben")
        scene.now = scene.now + .seconds(5)
        scene.say(.participantRemove(Remove(id: scene.id("Ann"), reason: "One moment", toWaiting: true)), "Roy")
        #expect(scene.kinds("Ann") == [.waitingEntered, .waitingStatus])
        #expect(scene.kinds("Roy") == [.participantLeft, .waitingJoined])
        #expect(scene.room.waiting.map(\.id) == [scene.id("Ben"), scene.id("Ann")])
        scene.hello("Ann", takeover: true)
        #expect(scene.acceptance?.state == .waiting)
        scene.say(.bye(Bye()), "Ann")
        scene.hello("Ann")
        #expect(scene.acceptance?.state == .waiting)
        scene.admit("Ann")
        #expect(scene.state("Ann") == .admitted)
    }

    @Test mutating func `sent back while away, nothing of the session is replayed`() {
        scene.drop("Ann")
        scene.say(.participantRemove(Remove(id: scene.id("Ann"), toWaiting: true)), "Roy")
        scene.resume("Ann", replay: true)
        #expect(scene.acceptance?.state == .waiting && scene.acceptance?.replay == false)
        #expect(scene.kinds("Ann") == [.waitingStatus])
    }

    @Test mutating func `co-hosts are staff, and hosts stay above them`() throws {
        scene.hello("Obi", .observer)
        scene.hello("Ben")
        scene.say(.participantSetRole(SetRole(id: scene.id("Ann"), role: .cohost)), "Roy")
        #expect(scene.errorCode == .forbidden)
        scene.say(.participantSetRole(SetRole(id: scene.id("Obi"), role: .cohost)), "Roy")
        #expect(scene.picture("Obi")?.waiting?.count == 1)
        #expect(scene.record("Obi")?.role == .cohost)

        scene.say(.waitingAdmit(Admit(ids: [scene.id("Ben")])), "Obi")
        #expect(scene.state("Ben") == .admitted)
        for message in [
            ClientMessage.participantMute(Mute(ids: [scene.id("Roy")], kinds: [.audio])),
            .participantAskUnmute(AskUnmute(id: scene.id("Roy"), kind: .audio)), .participantRemove(Remove(id: scene.id("Roy"))),
            .participantSetPerms(SetPermissions(id: scene.id("Roy"), perms: .none)),
            .roomEnd(End()), .roomReopen, .roomExtend(Extend(until: Scene.terms.endsAt + .seconds(60))),
            .participantSetRole(SetRole(id: scene.id("Obi"), role: .none)),
        ] {
            let before = scene.room
            scene.say(message, "Obi")
            #expect(scene.errorCode == .forbidden && scene.room == before)
        }
        scene.say(.participantSetRole(SetRole(id: scene.id("Obi"), role: .none)), "Roy")
        #expect(scene.picture("Obi")?.waiting == nil && scene.picture("Obi")?.participants.count == 4)
        scene.say(.waitingDeny(Deny(id: scene.id("Ben"))), "Obi")
        #expect(scene.errorCode == .forbidden)
    }

    @Test mutating func `nobody but hosts moderates`() {
        scene.hello("Ben")
        let ann = scene.id("Ann"), roy = scene.id("Roy")
        for message in [
            ClientMessage.participantMute(Mute(ids: [roy], kinds: [.audio])),
            .participantAskUnmute(AskUnmute(id: roy, kind: .audio)),
            .participantSetPerms(SetPermissions(id: ann, perms: .all)), .participantSetRole(SetRole(id: ann, role: .cohost)),
            .participantRemove(Remove(id: roy)), .participantUnblock(Unblock(id: ann)), .roomLock(Lock(locked: true)), .roomReopen,
            .roomExtend(Extend(until: Scene.terms.endsAt + .seconds(60))), .roomEnd(End()),
        ] {
            let before = scene.room
            scene.say(message, "Ann")
            #expect(scene.errorCode == .forbidden)
            scene.say(message, "Ben")
            #expect(scene.errorCode == .notAdmitted)
            #expect(scene.effects.count == 1 && scene.room == before)
        }
    }

    @Test mutating func `a repetition is harmless`() {
        for message in [
            ClientMessage.roomLock(Lock(locked: true)), .roomReopen, .roomExtend(Extend(until: Scene.terms.endsAt + .seconds(600))),
            .participantSetPerms(SetPermissions(id: scene.id("Ann"), perms: .none)),
        ] {
            scene.say(message, "Roy")
            #expect(scene.isDone && scene.recorded.count == 1)
            let before = scene.room
            scene.say(message, "Roy")
            #expect(scene.effects == [.reply(.ok(.none))] && scene.room == before)
        }
    }

    @Test mutating func `a host can be removed by another, but not kept out`() {
        scene.hello("Oda", .host)
        scene.say(.participantRemove(Remove(id: scene.id("Roy"))), "Oda")
        #expect(scene.farewell("Roy")?.code == .removed)
        scene.hello("Roy", .host)
        #expect(scene.acceptance?.state == .admitted)
        scene.say(.participantRemove(Remove(id: scene.id("Roy"))), "Roy")
        #expect(scene.errorCode == .badRequest)
    }

    private func refusalText(_ scene: Scene) -> String {
        scene.refusal?.message ?? ""
    }
}
