import RoomCore
import SignalingProtocol
import Testing

@Suite("Resume")
struct ResumeTests {
    @Test func `back within the grace, everything goes on as it was`() throws {
        var scene = Scene.underway()
        let session = scene.person("Ann").session
        scene.drop("Ann")
        scene.wait(.seconds(3))
        scene.resume("Ann")

        #expect(scene.acceptance?.session == session)
        #expect(scene.acceptance?.resumed == true && scene.acceptance?.replay == true)
        #expect(scene.picture("Ann") == nil)
        #expect(scene.kinds("Roy") == [])
        #expect(scene.recorded == scene.record("Ann").map { [.participant($0)] })
    }

    @Test func `without replay the whole picture comes, with the same connections and what was lost`() throws {
        var scene = Scene.underway()
        let before = try #require(scene.picture("Ann")?.peers)
        scene.drop("Ann")
        scene.resume("Ann", replay: false)
        let picture = try #require(scene.picture("Ann"))
        #expect(picture.peers == before)
        #expect(picture.lostSignals == [scene.id("Roy")])
    }

    @Test func `a token is good for one resume once its reply has arrived`() {
        var scene = Scene.underway()
        let first = scene.person("Ann").token
        scene.drop("Ann")
        scene.resume("Ann")
        scene.tell(.confirmed(scene.person("Ann").session, scene.person("Ann").token))
        #expect(scene.recorded.count == 1)
        scene.tell(.confirmed(scene.person("Ann").session, scene.person("Ann").token))
        #expect(scene.effects == [])

        let before = scene.room
        scene.resume("Ann", with: first)
        #expect(scene.rejection?.code == .resumeInvalid)
        #expect(scene.rejection?.close == .sessionExpired)
        #expect(scene.room == before)
    }

    @Test func `what confirms an earlier reply leaves a later resume its token before`() {
        var scene = Scene.underway()
        scene.drop("Ann")
        scene.resume("Ann")
        let confirmed = scene.person("Ann")
        scene.drop("Ann")
        scene.resume("Ann")
        scene.tell(.confirmed(confirmed.session, confirmed.token))
        #expect(scene.effects == [])
        scene.resume("Ann", with: confirmed.token)
        #expect(scene.wasAccepted)
    }

    @Test func `before that the previous token is still good, and the newer connection wins`() {
        var scene = Scene.underway()
        let first = scene.person("Ann").token
        scene.drop("Ann")
        scene.resume("Ann", with: first)
        let lost = scene.person("Ann")
        scene.resume("Ann", with: first)

        #expect(scene.wasAccepted)
        #expect(scene.effects.contains { if case .closeConnection(lost.connection, _) = $0 { true } else { false } })
        scene.resume("Ann", with: lost.token)
        #expect(scene.rejection?.code == .resumeInvalid)
    }

    @Test func `a socket that was replaced can't take the session down`() {
        var scene = Scene.underway()
        let old = scene.person("Ann").connection
        scene.resume("Ann")
        let before = scene.room
        scene.tell(.disconnected(scene.person("Ann").session, connection: old))
        #expect(scene.effects == [] && scene.room == before)
    }

    @Test func `removed wins over resume, and an unknown token opens nothing`() {
        var scene = Scene.underway()
        scene.drop("Ann")
        scene.say(.participantRemove(Remove(id: scene.id("Ann"))), "Roy")
        let before = scene.room
        scene.resume("Ann")
        #expect(scene.rejection?.close == .removed)
        scene.resume("Ann", with: ResumeHash(rawValue: "guess"))
        #expect(scene.rejection?.close == .sessionExpired)
        scene.resume("Ann", with: ResumeHash(rawValue: ""))
        #expect(scene.rejection?.close == .sessionExpired)
        #expect(scene.room == before)
    }

    @Test func `after the grace a resume leads back in, as a new life`() throws {
        var scene = Scene.underway()
        let old = try #require(scene.picture("Ann")?.peers.first)
        scene.drop("Ann")
        scene.wait(.seconds(61))
        #expect(scene.state("Ann") == .left)
        scene.resume("Ann", replay: false)
        #expect(scene.acceptance?.state == .admitted)
        let new = try #require(scene.picture("Ann")?.peers.first)
        #expect(new.conn > old.conn)
        #expect(scene.kinds("Roy") == [.participantJoined])
    }

    @Test func `after leaving on purpose the token is of no more use`() {
        var scene = Scene.underway()
        scene.say(.bye(Bye()), "Ann")
        #expect(scene.farewell("Ann")?.code == .normal)
        scene.resume("Ann")
        #expect(scene.rejection?.code == .resumeInvalid)
        scene.hello("Ann")
        #expect(scene.acceptance?.state == .admitted)
    }

    @Test func `whoever waits keeps the place through drops`() {
        var scene = Scene.underway()
        scene.hello("Ben")
        scene.now = scene.now + .seconds(1)
        scene.hello("Cat")
        let since = scene.record("Ben")?.waitingSince
        scene.drop("Ben")
        let dropped = scene.now
        #expect(scene.sent("Roy") == [.waitingUpdated(WaitingUpdate(id: scene.id("Ben"), presence: .away, awaySince: dropped))])
        scene.wait(.seconds(600))
        #expect(scene.room.waiting.map(\.awaySince) == [dropped, nil])
        scene.resume("Ben")
        #expect(scene.kinds("Ben") == [.waitingStatus])
        #expect(scene.sent("Roy") == [.waitingUpdated(WaitingUpdate(id: scene.id("Ben"), presence: .online))])
        #expect(scene.record("Ben")?.waitingSince == since)
        #expect(scene.room.waiting.map(\.id) == [scene.id("Ben"), scene.id("Cat")])
        #expect(scene.room.waiting.map(\.awaySince) == [nil, nil])
    }

    @Test func `a restored room takes everybody back to where they were`() throws {
        var scene = Scene.underway()
        scene.hello("Ben")
        let peers = try #require(scene.room.snapshot.participants.first { $0.id == scene.id("Ann") })
        scene.room = Room(id: "room", restoring: scene.room.snapshot, limits: Limits(), at: scene.now)
        #expect(scene.room.waiting.map(\.presence) == [.away])
        #expect(scene.room.waiting.map(\.awaySince) == [scene.now])

        scene.resume("Ann", replay: false)
        #expect(scene.acceptance?.state == .admitted)
        #expect(scene.picture("Ann")?.peers.first?.conn == peers.generation)
        scene.resume("Ben", replay: false)
        #expect(scene.acceptance?.state == .waiting)
        scene.wait(.seconds(61))
        #expect(scene.state("Ann") == .admitted && scene.state("Roy") == .left)
    }
}
