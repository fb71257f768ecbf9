import RoomCore
import SignalingProtocol
import Testing

@Suite("The clinician was alerted")
struct AlertTests {
    var scene = Scene()
    /// When Ann has waited for a minute.
    var alert: Instant

    init() {
        scene.hello("Ann")
        scene.wait(.seconds(60))
        alert = scene.now
    }

    private func told(_ name: String) -> [Instant?] {
        scene.sent(name).map { if case .waitingStatus(let status) = $0 { status.alertedAt } else { nil } }
    }

    @Test mutating func `H8 whoever waited when the clinician was alerted learns when, once it is on record`() throws {
        scene.wait(.milliseconds(1))
        scene.hello("Ben")
        scene.tell(.commanded(.clinicianAlerted(at: alert)))
        let record = try #require(scene.record("Ann"))
        #expect(record.alertedAt == alert)
        #expect(scene.effects.first == .record([.participant(record)]), "written ahead")
        #expect(told("Ann") == [alert])
        #expect(scene.sent("Ben") == [], "who came after it was told of to nobody")
        #expect(scene.record("Ben")?.alertedAt == nil)
    }

    @Test mutating func `told again, or of an earlier alert, nobody learns anything new`() {
        scene.tell(.commanded(.clinicianAlerted(at: alert)))
        let before = scene.room
        for moment in [alert, alert - .seconds(1)] {
            #expect(scene.tell(.commanded(.clinicianAlerted(at: moment))) == [])
        }
        #expect(scene.room == before)
        scene.tell(.commanded(.clinicianAlerted(at: alert + .seconds(600))))
        #expect(told("Ann") == [alert + .seconds(600)])
    }

    @Test mutating func `who comes back, who has another tab, and whom a restarted server takes back still see it`() throws {
        scene.tell(.commanded(.clinicianAlerted(at: alert)))
        scene.drop("Ann")
        scene.resume("Ann")
        #expect(told("Ann") == [alert])
        scene.hello("Ann", takeover: true)
        #expect(told("Ann") == [alert])
        scene.room = Room(id: "room", restoring: scene.room.snapshot, limits: Limits(), at: scene.now)
        scene.resume("Ann")
        #expect(told("Ann") == [alert])
    }

    @Test mutating func `who left and waits anew was told of to nobody yet`() {
        scene.tell(.commanded(.clinicianAlerted(at: alert)))
        scene.say(.bye(Bye()), "Ann")
        scene.wait(.seconds(1_200))
        scene.hello("Ann")
        #expect(scene.state("Ann") == .waiting && scene.record("Ann")?.alertedAt == nil)
    }

    @Test mutating func `it is told to nobody in the session, and forgotten with the admission`() {
        scene.tell(.commanded(.clinicianAlerted(at: alert)))
        scene.hello("Roy", .host)
        scene.admit("Ann")
        #expect(scene.record("Ann")?.alertedAt == nil)
        #expect(scene.tell(.commanded(.clinicianAlerted(at: scene.now))) == [])
        scene.say(.participantRemove(Remove(id: scene.id("Ann"), block: false, toWaiting: true)), "Roy")
        #expect(scene.state("Ann") == .waiting && told("Ann").compactMap { $0 } == [])
    }
}
