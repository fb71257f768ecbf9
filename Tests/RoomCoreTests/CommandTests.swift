import RoomCore
import SignalingProtocol
import Testing

@Suite("From outside")
struct CommandTests {
    static func moved(
        by seconds: Int, revision: Int = 2, hosts: [SubjectID] = ["staff:Roy"], hostName: String = "Roy"
    ) -> RoomTerms {
        var terms = Scene.terms
        terms.revision = revision
        terms.startsAt = terms.startsAt + .seconds(seconds)
        terms.endsAt = terms.endsAt + .seconds(seconds)
        terms.opensAt = terms.opensAt + .seconds(seconds)
        terms.closesAt = terms.closesAt + .seconds(seconds)
        terms.hosts = hosts
        terms.hostName = Scene.displayName(hostName)
        return terms
    }

    @Test func `moved, those waiting stay and are told, the window moves at once`() throws {
        var scene = Scene.underway()
        scene.hello("Ben")
        let terms = Self.moved(by: 7_200)
        scene.tell(.commanded(.changed(terms)))
        #expect(scene.state("Ben") == .waiting)
        guard case .waitingStatus(let status)? = scene.sent("Ben").first else { Issue.record("not told"); return }
        #expect(status.startsAt == terms.startsAt && status.closesAt == terms.closesAt)
        #expect(scene.kinds("Ann") == [.roomUpdated] && scene.kinds("Roy") == [.roomUpdated])
        #expect(scene.recorded == [.room(scene.room.record)])
        scene.hello("Cat")
        #expect(scene.rejection?.code == .windowNotOpen)
    }

    @Test func `moved to another day, who was admitted on the first and has gone waits on the second`() {
        var scene = Scene.underway()
        scene.drop("Ann")
        scene.wait(.seconds(90))
        scene.say(.bye(Bye()), "Roy")
        scene.tell(.commanded(.changed(Self.moved(by: 7 * 86_400))))
        scene.resume("Ann")
        #expect(scene.rejection?.code == .windowNotOpen)
        scene.wait(.seconds(7 * 86_400))
        scene.hello("Ann")
        #expect(scene.acceptance?.state == .waiting)
    }

    @Test func `old news is no news`() {
        var scene = Scene.underway()
        let before = scene.room
        #expect(scene.tell(.commanded(.changed(Self.moved(by: 60, revision: 1)))) == [])
        #expect(scene.room == before)
    }

    @Test func `what the booking says wins over the token, and a token can bring news`() {
        var scene = Scene(at: Scene.terms.closesAt)
        scene.tell(.commanded(.changed(Self.moved(by: -60, revision: 3))))
        scene.hello("Ann", terms: Self.moved(by: 3_600, revision: 2))
        #expect(scene.rejection?.code == .windowClosed)
        scene.hello("Ann", terms: Self.moved(by: 600, revision: 4))
        #expect(scene.acceptance?.state == .waiting)
        #expect(scene.room.record.terms.revision == 4)
    }

    @Test func `cancelled, everybody is told why, clients and waiting are out, hosts stay, nobody enters`() {
        var scene = Scene.underway()
        scene.hello("Ben")
        scene.tell(.commanded(.cancelled(reason: "Ill")))
        for name in ["Ann", "Ben"] {
            #expect(scene.sent(name) == [.roomClosed(Reasoned(reason: "Ill"))])
            #expect(scene.farewell(name) == ServerBye(code: .forbidden, reason: "cancelled", message: "Ill"))
        }
        #expect(scene.kinds("Roy") == [.participantLeft, .waitingLeft, .roomUpdated])
        #expect(scene.farewell("Roy") == nil && scene.state("Roy") == .admitted)

        scene.hello("Ann")
        #expect(scene.rejection?.code == .bookingCancelled && scene.rejection?.close == .forbidden)
        scene.resume("Ann")
        #expect(scene.rejection?.code == .bookingCancelled)
        scene.drop("Roy")
        scene.resume("Roy")
        #expect(scene.wasAccepted)
        scene.say(.bye(Bye()), "Roy")
        scene.hello("Roy", .host)
        #expect(scene.rejection?.code == .bookingCancelled)
        #expect(scene.tell(.commanded(.cancelled(reason: "Again"))) == [])
    }

    @Test func `a host taken off the booking becomes nobody, and the new one's queue has everyone`() {
        var scene = Scene.underway()
        scene.hello("Oda", .host)
        scene.hello("Ben")
        scene.tell(.commanded(.changed(Self.moved(by: 0, hosts: ["staff:Mae"], hostName: "Mae"))))
        #expect(scene.farewell("Roy")?.code == .forbidden)
        guard case .waitingStatus(let status)? = scene.sent("Ben").first else { Issue.record("not told"); return }
        #expect(status.hostName == Scene.displayName("Mae"))
        let updates = scene.sent("Ann").compactMap { if case .roomUpdated(let update) = $0 { update } else { nil } }
        #expect(updates.map(\.hostName) == [status.hostName])
        #expect(scene.state("Oda") == .admitted && scene.state("Ann") == .admitted)
        scene.resume("Roy")
        #expect(!scene.wasAccepted)
        scene.hello("Roy", .host, terms: Scene.terms)
        #expect(scene.rejection?.code == .forbidden)
        scene.hello("Mae", .host)
        #expect(scene.picture("Mae")?.room.hostName == status.hostName)
        #expect(scene.picture("Mae")?.waiting?.map(\.id) == [scene.id("Ben")])
    }

    @Test func `a revoked link shuts out who came by it, and their older tokens`() {
        var scene = Scene.underway()
        scene.hello("Eve", .guest, link: "link")
        scene.hello("Fay", .guest, link: "link")
        scene.hello("Gus", .guest, link: "other")
        scene.admit("Eve")
        scene.tell(.commanded(.linkRevoked("link")))
        for name in ["Eve", "Fay"] { #expect(scene.farewell(name)?.reason == "link_revoked") }
        #expect(scene.state("Gus") == .waiting)
        scene.resume("Eve")
        #expect(!scene.wasAccepted)
        scene.hello("Dan", .guest, link: "link", issued: scene.now)
        #expect(scene.rejection?.code == .forbidden)
    }

    @Test func `an account that is shut out is out, and waits when it is back`() {
        var scene = Scene.underway()
        scene.tell(.commanded(.subjectRevoked("account:Ann")))
        #expect(scene.farewell("Ann")?.code == .forbidden)
        #expect(scene.kinds("Roy") == [.participantLeft])
        scene.hello("Ann", issued: scene.now)
        #expect(scene.rejection?.code == .forbidden)
        scene.now = scene.now + .seconds(1)
        scene.hello("Ann")
        #expect(scene.acceptance?.state == .waiting)
    }

    @Test func `reopened from outside is reopened`() {
        var scene = Scene(at: Scene.terms.closesAt)
        scene.tell(.commanded(.reopened))
        #expect(scene.recorded == [.room(scene.room.record)])
        scene.hello("Ann")
        #expect(scene.acceptance?.state == .waiting)
    }

    @Test func `a session that ended and was moved starts anew, and everybody waits again`() {
        var scene = Scene.underway()
        scene.say(.roomEnd(End()), "Roy")
        scene.tell(.commanded(.changed(Self.moved(by: 86_400))))
        scene.now = Scene.start + .seconds(86_400)
        scene.hello("Roy", .host)
        #expect(scene.acceptance?.state == .admitted)
        scene.hello("Ann")
        #expect(scene.acceptance?.state == .waiting)
    }
}
