import RoomCore
import SignalingProtocol
import Testing

@Suite("Admission")
struct AdmissionTests {
    @Test func `accept and join leads to the waiting room, and nothing comes but its status`() {
        var scene = Scene()
        scene.hello("Roy", .host)
        scene.hello("Ann")

        #expect(scene.acceptance?.state == .waiting)
        #expect(scene.kinds("Ann") == [.waitingStatus])
        #expect(scene.kinds("Roy") == [.waitingJoined])
        #expect(scene.state("Ann") == .waiting)
    }

    @Test func `an admitted newcomer gets the picture and makes the first offer, politely`() throws {
        var scene = Scene()
        scene.hello("Roy", .host)
        scene.hello("Ann")
        scene.admit("Ann")

        #expect(scene.admission == AdmissionOutcome(admitted: [scene.id("Ann")]))
        #expect(scene.kinds("Ann") == [.admitted, .roomState])
        #expect(scene.effects.contains(.sendICEServers(scene.person("Ann").session, scene.id("Ann"))))
        let mine = try #require(scene.picture("Ann")?.peers.first)
        #expect(mine.id == scene.id("Roy") && mine.polite && mine.initiator)
        guard case .participantJoined(let joined)? = scene.sent("Roy").first else { return #expect(Bool(false), "not announced") }
        #expect(joined.participant.id == scene.id("Ann"))
        #expect(joined.peer.conn == mine.conn && !joined.peer.polite && !joined.peer.initiator)
        #expect(scene.kinds("Roy") == [.participantJoined, .waitingLeft])
    }

    @Test func `no host's arrival lets anyone in`() {
        var scene = Scene()
        scene.hello("Ann")
        scene.hello("Roy", .host)

        #expect(scene.state("Ann") == .waiting)
        #expect(scene.kinds("Ann") == [.waitingStatus])
        #expect(scene.picture("Roy")?.waiting?.map(\.id) == [scene.id("Ann")])
    }
}
