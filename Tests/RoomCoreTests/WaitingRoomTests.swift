import RoomCore
import SignalingProtocol
import Testing

@Suite("Waiting room")
struct WaitingRoomTests {
    @Test func `whoever comes later stands behind, also where the clock was set back meanwhile`() {
        var scene = Scene()
        scene.hello("Ann")
        let late = scene.now
        scene.now = late - .seconds(600)
        for name in ["Ben", "Cat"] { scene.hello(name) }
        #expect(scene.room.waiting.map(\.id) == ["Ann", "Ben", "Cat"].map(scene.id))
        #expect(scene.room.waiting.map(\.waitingSince) == [late, late + .milliseconds(1), late + .milliseconds(2)])
    }

    var scene = Scene()

    init() {
        scene.hello("Roy", .host)
        scene.hello("Ann")
    }

    @Test mutating func `a knock rings, once in fifteen seconds`() {
        scene.say(.waitingKnock(Knock(note: "Hello?")), "Ann")
        let update = WaitingUpdate(id: scene.id("Ann"), note: "Hello?", knocked: true, knockedAt: scene.now)
        #expect(scene.sent("Roy") == [.waitingUpdated(update)])
        scene.wait(.milliseconds(14_999))
        let before = scene.room
        scene.say(.waitingKnock(Knock()), "Ann")
        #expect(scene.errorCode == .rateLimited && scene.room == before)
        #expect(scene.refusal?.retryAfterMs == 1)
        scene.wait(.milliseconds(1))
        scene.say(.waitingKnock(Knock()), "Ann")
        #expect(scene.reply == .ok(.knock(KnockOutcome(heard: true))))
        #expect(scene.room.waiting.first?.note == "Hello?")
        #expect(scene.room.waiting.first?.knockedAt == scene.now)
    }

    @Test mutating func `a knock that no host hears says so, and stays to be seen`() {
        scene.drop("Roy")
        scene.say(.waitingKnock(Knock()), "Ann")
        #expect(scene.reply == .ok(.knock(KnockOutcome(heard: false))))
        #expect(scene.room.waiting.first?.knockedAt == scene.now)
    }

    @Test mutating func `readiness and names are for hosts to see`() {
        let readiness = Readiness(camera: .blocked, microphone: .on, network: .relay)
        scene.say(.readinessUpdate(readiness), "Ann")
        #expect(scene.sent("Roy") == [.waitingUpdated(WaitingUpdate(id: scene.id("Ann"), readiness: readiness))])
        scene.say(.profileUpdate(Profile(displayName: Scene.displayName("Annie"))), "Ann")
        #expect(scene.sent("Roy") == [.waitingUpdated(WaitingUpdate(id: scene.id("Ann"), displayName: Scene.displayName("Annie")))])
        #expect(scene.recorded.count == 1)
        #expect(scene.kinds("Ann") == [])
    }

    @Test mutating func `in the session there is nothing to knock at`() {
        scene.admit("Ann")
        scene.say(.waitingKnock(Knock()), "Ann")
        #expect(scene.errorCode == .conflict)
        scene.say(.readinessUpdate(Readiness()), "Ann")
        #expect(scene.errorCode == .conflict)
    }

    @Test mutating func `whoever leaves the line is gone for hosts, and for nobody else`() {
        scene.hello("Ben")
        scene.say(.bye(Bye()), "Ann")
        #expect(scene.sent("Roy") == [.waitingLeft(WaitingLeft(id: scene.id("Ann"), reason: .left))])
        #expect(scene.kinds("Ben") == [])
        #expect(scene.farewell("Ann")?.code == .normal)
    }

    @Test mutating func `a takeover keeps the place in line`() {
        scene.now = scene.now + .seconds(5)
        scene.hello("Ben")
        let since = scene.record("Ann")?.waitingSince
        scene.hello("Ann", called: "Annie", takeover: true)
        #expect(scene.room.waiting.map(\.displayName.text) == ["Annie", "Ben"])
        #expect(scene.record("Ann")?.waitingSince == since)
        #expect(scene.kinds("Roy") == [.waitingUpdated])
    }
}
