import RoomCore
import SignalingProtocol
import Testing

@Suite("Presence")
struct PresenceTests {
    @Test func `the others are told of a drop after four seconds, and of the leaving after sixty`() {
        var scene = Scene.underway()
        scene.drop("Ann")
        #expect(scene.effects == [])
        scene.wait(.milliseconds(3_999))
        #expect(scene.kinds("Roy") == [])
        scene.wait(.milliseconds(1))
        #expect(scene.sent("Roy") == [.participantUpdated(ParticipantUpdate(id: scene.id("Ann"), presence: .reconnecting))])
        scene.wait(.milliseconds(55_999))
        #expect(scene.kinds("Roy") == [])
        scene.wait(.milliseconds(1))
        #expect(scene.sent("Roy") == [.participantLeft(ParticipantLeft(id: scene.id("Ann"), reason: .timeout))])
        #expect(scene.recorded.count == 1)
    }

    @Test func `those waiting learn whether a host is there, and a short drop doesn't count`() {
        var scene = Scene()
        scene.hello("Ann")
        #expect(hostPresent(scene) == false)
        scene.hello("Roy", .host)
        #expect(hostPresent(scene) == true)
        scene.drop("Roy")
        #expect(hostPresent(scene) == nil)
        scene.wait(.seconds(4))
        #expect(hostPresent(scene) == false)
        scene.resume("Roy")
        #expect(hostPresent(scene) == true)
        scene.say(.bye(Bye()), "Roy")
        #expect(hostPresent(scene) == false)
        #expect(scene.state("Ann") == .waiting)
    }

    @Test func `the away keep their place until entry closes, the others until the hard end`() {
        var scene = Scene()
        scene.hello("Ann")
        scene.hello("Ben")
        scene.drop("Ann")
        scene.wait(.milliseconds(1_799_999))
        #expect(scene.room.waiting.count == 2)
        scene.wait(.milliseconds(1))
        #expect(scene.state("Ann") == .left && scene.state("Ben") == .waiting)
        scene.resume("Ann")
        #expect(scene.rejection?.close == .closed)

        scene.wait(Scene.terms.hardEnd - scene.now)
        #expect(scene.state("Ben") == .ended)
        #expect(scene.kinds("Ben") == [.roomClosed])
        #expect(scene.farewell("Ben")?.code == .ended)
    }

    @Test func `a drop after the closing has the usual grace`() {
        var scene = Scene()
        scene.hello("Ann")
        scene.wait(.seconds(1_900))
        scene.drop("Ann")
        scene.wait(.seconds(59))
        #expect(scene.state("Ann") == .waiting)
        scene.wait(.seconds(1))
        #expect(scene.state("Ann") == .left)
    }

    @Test func `reopened, the away keep their place beyond the closing`() {
        var scene = Scene.underway()
        scene.hello("Ben")
        scene.drop("Ben")
        scene.say(.roomReopen, "Roy")
        scene.wait(.seconds(1_801))
        #expect(scene.state("Ben") == .waiting)
    }

    @Test func `with a host in, the clock closes nothing`() {
        var scene = Scene.underway()
        scene.now = Scene.terms.hardEnd + .seconds(3_600)
        scene.wait(.seconds(1))
        #expect(scene.state("Ann") == .admitted)
        scene.drop("Ann")
        scene.resume("Ann")
        #expect(scene.wasAccepted)
        scene.say(.bye(Bye()), "Roy")
        scene.wait(.zero)
        #expect(scene.state("Ann") == .ended)
    }

    @Test func `at the hard end and not before, a room without a host is closed`() {
        var scene = Scene.underway()
        scene.say(.bye(Bye()), "Roy")
        scene.wait(Scene.terms.hardEnd - scene.now - .milliseconds(1))
        #expect(scene.state("Ann") == .admitted)
        scene.wait(.milliseconds(1))
        #expect(scene.state("Ann") == .ended)
        #expect(scene.farewell("Ann")?.code == .ended)
        #expect(scene.room.snapshot.room.ended?.cause == .hardEnd)
        #expect(scene.room.nextDeadline == nil)
    }

    @Test func `warnings come ten, five and one minute before the end`() {
        var scene = Scene.underway()
        let ends = Scene.terms.endsAt
        for seconds in [600, 300, 60] {
            scene.wait(ends - .seconds(seconds) - scene.now - .milliseconds(1))
            #expect(scene.kinds("Ann") == [])
            scene.wait(.milliseconds(1))
            #expect(scene.sent("Ann") == [.roomEnding(RoomEnding(endsAt: ends, hardEnd: Scene.terms.hardEnd))])
            #expect(scene.kinds("Roy") == [.roomEnding])
        }
        scene.wait(.seconds(120))
        #expect(scene.kinds("Roy") == [])
    }

    @Test func `a warning that is long past is left out`() {
        var scene = Scene(at: Scene.terms.endsAt - .seconds(200))
        scene.hello("Roy", .host)
        scene.wait(.seconds(1))
        #expect(scene.kinds("Roy") == [])
    }

    @Test func `without a host for two minutes the practice's policy applies`() {
        for (policy, state) in [
            (HostAbsencePolicy.continue, ParticipantRecord.State.admitted), (.waiting, .waiting), (.end, .ended),
        ] {
            var scene = Scene.underway()
            scene.set(hostAbsence: policy)
            scene.drop("Roy")
            scene.wait(.milliseconds(119_999))
            #expect(scene.state("Ann") == .admitted)
            scene.wait(.milliseconds(1))
            #expect(scene.state("Ann") == state)
        }
    }

    @Test func `clients admitted from outside wait for their host as long as it takes`() {
        var scene = Scene()
        scene.set(hostAbsence: .end)
        scene.hello("Ann")
        let staff = StaffGrant(
            subject: Scene.terms.hosts[0], practice: Scene.terms.practice, overseesPractice: false, expiresAt: scene.now + .seconds(60))
        scene.tell(.instructed(.waitingAdmit(Admit(ids: [scene.id("Ann")])), by: staff))
        scene.wait(.seconds(600))
        #expect(scene.state("Ann") == .admitted)
    }

    @Test func `a host who is back in time changes nothing`() {
        var scene = Scene.underway()
        scene.set(hostAbsence: .end)
        scene.drop("Roy")
        scene.wait(.seconds(119))
        scene.resume("Roy")
        scene.wait(.seconds(600))
        #expect(scene.state("Ann") == .admitted)
    }

    @Test func `who leaves has left now, however long they were in`() {
        var scene = Scene.underway()
        scene.wait(.seconds(600))
        scene.say(.bye(Bye()), "Ann")
        #expect(scene.state("Ann") == .left && scene.record("Ann")?.since == scene.now)
        scene.hello("Ben")
        scene.wait(.seconds(60))
        scene.say(.bye(Bye()), "Ben")
        #expect(scene.state("Ben") == .left && scene.record("Ben")?.since == scene.now)
    }

    @Test func `an alarm too early changes nothing`() {
        var scene = Scene.underway()
        scene.drop("Ann")
        let before = scene.room
        #expect(scene.tell(.deadlinePassed) == [])
        #expect(scene.room == before)
    }

    private func hostPresent(_ scene: Scene) -> Bool? {
        for case .waitingStatus(let status) in scene.sent("Ann") { return status.hostPresent }
        return nil
    }
}
