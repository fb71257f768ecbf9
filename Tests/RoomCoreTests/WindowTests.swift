import RoomCore
import SignalingProtocol
import Testing

@Suite("Window and end")
struct WindowTests {
    @Test func `reopened, entry stays open until the hard end`() throws {
        var scene = Scene.underway()
        scene.hello("Cat")
        scene.say(.roomReopen, "Roy")
        #expect(scene.kinds("Roy") == [.roomUpdated] && scene.kinds("Cat") == [.waitingStatus])
        let update = try #require(scene.sent("Ann").compactMap { if case .roomUpdated(let update) = $0 { update } else { nil } }.first)
        #expect(update.closesAt == Scene.terms.hardEnd && update.reopened == nil)
        scene.now = Scene.terms.hardEnd - .milliseconds(1)
        scene.hello("Ben")
        #expect(scene.acceptance?.state == .waiting)
        scene.now = Scene.terms.hardEnd
        scene.hello("Dan")
        #expect(!scene.wasAccepted)
    }

    @Test func `what has ended is not reopened`() {
        var ended = Scene.underway()
        ended.say(.roomEnd(End()), "Roy")
        #expect(ended.tell(.commanded(.reopened)) == [])
        #expect(!ended.room.record.isReopened)

        var late = Scene.underway()
        late.say(.bye(Bye()), "Roy")
        late.wait(Scene.terms.hardEnd - late.now)
        late.hello("Roy", .host)
        late.say(.roomReopen, "Roy")
        #expect(late.errorCode == .conflict && late.effects.count == 1)
        late.say(.roomExtend(Extend(until: late.now + .seconds(600))), "Roy")
        late.say(.roomReopen, "Roy")
        #expect(late.isDone)
        late.hello("Ben")
        #expect(late.acceptance?.state == .waiting)
    }

    @Test func `an extension is later than now and the end, by four hours at most`() {
        let ends = Scene.terms.endsAt
        for (until, isGood) in [
            (ends, false), (ends + .milliseconds(1), true), (ends + .seconds(14_400), true),
            (ends + .seconds(14_400) + .milliseconds(1), false), (Scene.start, false),
        ] {
            var scene = Scene.underway()
            scene.say(.roomExtend(Extend(until: until)), "Roy")
            #expect((scene.errorCode == nil) == isGood)
            #expect(isGood || scene.errorCode == .notExtendable)
            #expect(isGood == (scene.room.record.endsAt == until) || until == ends)
        }
    }

    @Test func `an extension moves the hard end and the warnings`() {
        var scene = Scene.underway()
        let until = Scene.terms.endsAt + .seconds(1_200)
        scene.say(.roomExtend(Extend(until: until)), "Roy")
        #expect(scene.room.record.hardEnd == until + .seconds(1_800))
        scene.wait(until - .seconds(600) - scene.now)
        #expect(scene.sent("Ann").last == .roomEnding(RoomEnding(endsAt: until, hardEnd: until + .seconds(1_800))))
    }

    @Test func `a host ends it for all, and nobody comes back`() {
        var scene = Scene.underway()
        scene.hello("Ben")
        scene.say(.roomEnd(End(reason: "Until next week")), "Roy")
        for name in ["Ann", "Ben", "Roy"] {
            #expect(scene.sent(name) == [.roomClosed(Reasoned(reason: "Until next week"))])
            #expect(scene.farewell(name) == ServerBye(code: .ended, reason: "ended", message: "Until next week"))
        }
        scene.resume("Ann")
        #expect(scene.rejection?.close == .ended)
        scene.hello("Ann")
        #expect(scene.rejection?.close == .ended)
        scene.hello("Roy", .host)
        #expect(scene.rejection?.close == .ended)
        #expect(scene.room.nextDeadline == nil)
    }

    @Test func `leaving is one person's act`() {
        var scene = Scene.underway()
        scene.say(.bye(Bye()), "Roy")
        #expect(scene.state("Ann") == .admitted)
        #expect(scene.sent("Ann") == [.participantLeft(ParticipantLeft(id: scene.id("Roy"), reason: .left))])
    }

    @Test func `a host may enter after the hard end, and extend it for those admitted before`() {
        var scene = Scene.underway()
        scene.say(.bye(Bye()), "Ann")
        scene.say(.bye(Bye()), "Roy")
        scene.wait(Scene.terms.hardEnd - scene.now)
        scene.hello("Ann")
        #expect(scene.rejection?.close == .ended)
        scene.hello("Roy", .host)
        #expect(scene.wasAccepted)
        scene.say(.roomExtend(Extend(until: scene.now + .seconds(600))), "Roy")
        scene.hello("Ann")
        #expect(scene.acceptance?.state == .admitted)
    }

    @Test func `who was in at the hard end comes back by their resume token once a host has extended`() {
        var scene = Scene.underway()
        scene.say(.bye(Bye()), "Roy")
        scene.wait(Scene.terms.hardEnd - scene.now)
        #expect(scene.state("Ann") == .ended)
        scene.resume("Ann")
        #expect(scene.rejection?.close == .ended)
        scene.hello("Roy", .host)
        scene.say(.roomExtend(Extend(until: scene.now + .seconds(600))), "Roy")
        scene.resume("Ann")
        #expect(scene.acceptance?.state == .admitted)
    }
}
