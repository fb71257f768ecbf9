import RoomCore
import SignalingProtocol
import Testing

@Suite("Arrival")
struct ArrivalTests {
    @Test func `a first entry records the person and the spent token together`() throws {
        var scene = Scene()
        scene.hello("Ann")
        let record = try #require(scene.record("Ann"))
        let spent = RoomChange.tokenSpent("t1", expiresAt: scene.now + .seconds(120))
        #expect(scene.recorded == [.room(scene.room.record), .participant(record), spent])
        scene.hello("Ben")
        #expect(scene.recorded.count == 2)
    }

    @Test func `a direct entry is for staff alone`() {
        var scene = Scene()
        scene.hello("Ann", entry: .direct)
        #expect(scene.rejection?.code == .forbidden)
        #expect(scene.rejection?.close == .forbidden)
        scene.hello("Obi", .observer)
        #expect(scene.acceptance?.state == .admitted)
    }

    @Test func `a token of another booking or practice opens nothing`() {
        var scene = Scene()
        var terms = Scene.terms
        terms.practice = "elsewhere"
        terms.revision = 9
        scene.hello("Ann", terms: terms)
        #expect(scene.rejection?.code == .forbidden)
        #expect(scene.room.snapshot == Scene().room.snapshot)
    }

    @Test func `entry is open from the opening instant, and closed from the closing instant`() {
        for (offset, code) in [(-1, ErrorCode.windowNotOpen), (0, nil), (1, nil)] as [(Int, ErrorCode?)] {
            var scene = Scene(at: Scene.terms.opensAt + .milliseconds(offset))
            scene.hello("Ann")
            #expect(scene.rejection?.code == code)
            #expect(code == nil || scene.rejection?.close == .notOpenYet)
        }
        for (offset, code) in [(-1, nil), (0, ErrorCode.windowClosed), (1, .windowClosed)] as [(Int, ErrorCode?)] {
            var scene = Scene(at: Scene.terms.closesAt + .milliseconds(offset))
            scene.hello("Ann")
            #expect(scene.rejection?.code == code)
            #expect(code == nil || scene.rejection?.close == .closed)
        }
    }

    @Test func `hosts enter their rooms at any time`() {
        for offset in [-36_000, 36_000] {
            var scene = Scene(at: Scene.start + .seconds(offset))
            scene.hello("Roy", .host)
            #expect(scene.acceptance?.state == .admitted)
        }
    }

    @Test func `those admitted once come back unasked until the hard end, whatever the window`() {
        for (offset, isIn) in [(-1, true), (0, false)] {
            var scene = Scene.underway()
            scene.say(.bye(Bye()), "Ann")
            scene.say(.bye(Bye()), "Roy")
            scene.now = Scene.terms.hardEnd + .milliseconds(offset)
            scene.hello("Ann")
            #expect(scene.wasAccepted == isIn)
            #expect(isIn ? scene.acceptance?.state == .admitted : scene.rejection?.close == .ended)
        }
    }

    @Test func `another tab is asked about, the same tab and a takeover replace`() {
        var scene = Scene.underway()
        scene.hello("Ben", instance: "tab1")
        let first = scene.person("Ben")
        let before = scene.room
        scene.hello("Ben", instance: "tab2")
        #expect(scene.rejection?.code == .duplicateSession)
        #expect(scene.room == before)

        scene.hello("Ben", instance: "tab1")
        #expect(
            scene.effects.contains { if case .close(first.session, let bye, true) = $0 { bye.code == .replaced } else { false } })
        #expect(scene.id("Ben") == first.participant)
        scene.hello("Ben", instance: "tab2", takeover: true)
        #expect(scene.acceptance?.state == .waiting)
        #expect(scene.room.waiting.count == 1)
    }

    @Test func `a tab that doesn't name itself is another tab`() {
        var scene = Scene()
        scene.hello("Ben")
        scene.hello("Ben")
        #expect(scene.rejection?.code == .duplicateSession)
    }

    @Test func `a new session of somebody in the session is a new connection for the others`() throws {
        var scene = Scene.underway()
        let old = try #require(scene.picture("Ann")?.peers.first)
        scene.hello("Ann", takeover: true)

        let new = try #require(scene.picture("Ann")?.peers.first)
        #expect(new.conn > old.conn && new.polite && new.initiator)
        #expect(scene.kinds("Roy") == [.participantUpdated, .mediaUpdated])
        let update = try #require(scene.sent("Roy").compactMap { if case .participantUpdated(let update) = $0 { update } else { nil } }.first)
        #expect(update.session == scene.person("Ann").session)
        #expect(update.peer?.conn == new.conn && update.peer?.polite == false)
    }

    @Test func `a host who comes again to watch has the hand lowered, and everybody sees it`() throws {
        var scene = Scene.underway()
        scene.hello("Oda", .host)
        scene.say(.handSet(Hand(raised: true)), "Oda")
        scene.hello("Oda", .observer, takeover: true)

        #expect(scene.picture("Oda")?.participants.first { $0.id == scene.id("Oda") }?.hand == false)
        #expect(scene.kinds("Ann") == [.handUpdated, .participantUpdated, .mediaUpdated])
        scene.say(.handSet(Hand(raised: false)), "Oda")
        #expect(scene.errorCode == .forbidden)
    }

    @Test func `a second visitor by the same link waits as another person, and hosts see it`() {
        var scene = Scene()
        scene.hello("Roy", .host)
        scene.hello("Eve", .guest, link: "link")
        scene.hello("Fay", .guest, link: "link")
        #expect(scene.room.waiting.map(\.duplicateOf) == [nil, scene.id("Eve")])
        #expect(scene.id("Eve") != scene.id("Fay"))
    }

    @Test func `nobody new comes by the link of a blocked visitor, until a host undoes it`() {
        var scene = Scene()
        scene.hello("Roy", .host)
        scene.hello("Eve", .guest, link: "link")
        scene.hello("Gus", .guest, link: "link")
        scene.say(.waitingDeny(Deny(id: scene.id("Eve"))), "Roy")
        scene.hello("Fay", .guest, link: "link")
        #expect(scene.rejection?.code == .blocked && scene.rejection?.close == .denied)
        scene.hello("Hal", .guest, link: "other")
        #expect(scene.acceptance?.state == .waiting)
        scene.hello("Gus", .guest, link: "link", takeover: true)
        #expect(scene.acceptance?.state == .waiting)

        scene.say(.participantUnblock(Unblock(id: scene.id("Eve"))), "Roy")
        scene.hello("Fay", .guest, link: "link")
        #expect(scene.acceptance?.state == .waiting)
    }

    @Test func `hosts see record names and who waits, others neither`() throws {
        var scene = Scene()
        scene.hello("Roy", .host, onRecord: "Dr Roy")
        scene.hello("Ann", onRecord: "Ann Roe")
        #expect(scene.room.waiting.first?.verifiedName == "Ann Roe")
        scene.hello("Ben")
        scene.admit("Ann")
        let picture = try #require(scene.picture("Ann"))
        #expect(picture.waiting == nil && picture.blocked == nil && picture.room.reopened == nil)
        #expect(picture.participants.count == 2 && picture.participants.allSatisfy { $0.verifiedName == nil })
        scene.hello("Oda", .host)
        #expect(scene.picture("Oda")?.participants.first { $0.id == scene.id("Ann") }?.verifiedName == "Ann Roe")
        #expect(scene.picture("Oda")?.waiting?.count == 1)
    }

    @Test func `locked, newcomers wait and are told, hosts and those admitted before come in`() {
        var scene = Scene.underway()
        scene.hello("Ben")
        scene.say(.roomLock(Lock(locked: true)), "Roy")
        guard case .waitingStatus(let status)? = scene.sent("Ben").first else { Issue.record("not told"); return }
        #expect(status.roomLocked == true)
        scene.hello("Obi", .observer)
        #expect(scene.acceptance?.state == .waiting)
        scene.hello("Ann", takeover: true)
        #expect(scene.acceptance?.state == .admitted)
        scene.hello("Oda", .host)
        #expect(scene.acceptance?.state == .admitted)
        scene.admit("Ben")
        #expect(scene.state("Ben") == .admitted)
    }
}
