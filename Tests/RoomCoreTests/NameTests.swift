import RoomCore
import SignalingProtocol
import Testing

@Suite("Names")
struct NameTests {
    var scene = Scene()

    init() { scene.hello("Roy", .host, onRecord: "Dr Roy") }

    @Test mutating func `whoever waits learns nothing from the names they try, and hosts see a number`() throws {
        scene.hello("Ann", onRecord: "Ann Marie Roe")
        scene.admit("Ann")
        scene.hello("Cat")
        scene.hello("Eve", .guest, link: "link")
        for name in ["ann", " ANN ", "Ann Marie Roe", "dr roy", "Roy", "cat", "Nobody Here"] {
            let before = scene.record("Eve")?.displayName
            say("Eve", isCalled: name)
            #expect(scene.isDone && scene.kinds("Eve") == [])
            let given = try #require(scene.record("Eve")?.displayName)
            #expect(given != before)
            let free = Scene.displayName(name).text + (name == "Nobody Here" ? "" : " 2")
            #expect(given.text == free)
            #expect(scene.sent("Roy") == [.waitingUpdated(WaitingUpdate(id: scene.id("Eve"), displayName: given))])
            #expect(scene.kinds("Ann") == [] && scene.kinds("Cat") == [])
        }
        say("Eve", isCalled: "Ann")
        say("Eve", isCalled: "Ann")
        #expect(scene.effects == [.reply(.ok(.none))])
    }

    @Test mutating func `nobody who arrives or returns is refused for a name, nor told of it`() {
        scene.hello("Ann", onRecord: "Ann Marie Roe")
        for (number, name) in ["ann", "Ann Marie Roe", "ROY", "Dr Roy"].enumerated() {
            scene.hello("Eve\(number)", .guest, called: name)
            #expect(scene.acceptance?.state == .waiting)
            #expect(scene.kinds("Eve\(number)") == [.waitingStatus])
            #expect(scene.record("Eve\(number)")?.displayName.text == name + " 2")
        }
        scene.hello("Fay", .guest, called: "Ann")
        #expect(scene.record("Fay")?.displayName.text == "Ann 3")

        scene.hello("Ben")
        scene.admit("Ben")
        scene.drop("Ben")
        scene.wait(.seconds(61))
        scene.hello("Gus", .guest, called: "Ben")
        scene.resume("Ben")
        #expect(scene.acceptance?.state == .admitted)
        #expect(scene.picture("Ben")?.participants.map(\.displayName.text) == ["Roy", "Ben 2"])
    }

    @Test mutating func `in the session a name that is taken is refused`() {
        scene.hello("Ann", onRecord: "Ann Marie Roe")
        scene.hello("Ben")
        scene.admit("Ann", "Ben")
        for name in ["aNN", "roy", "Dr Roy"] {
            let before = scene.room
            say("Ben", isCalled: name)
            #expect(scene.errorCode == .nameTaken && scene.room == before)
        }
        say("Ben", isCalled: "Benny")
        #expect(scene.kinds("Ann") == [.participantUpdated] && scene.kinds("Roy") == [.participantUpdated])
    }

    @Test func `the host has the host's name, whoever waited with it before`() {
        for recordName in ["Dr Roy", nil] {
            var early = Scene()
            early.hello("Eve", .guest, called: "Dr Roy")
            let since = early.record("Eve")?.waitingSince
            early.wait(.seconds(5))
            early.hello("Roy", .host, called: "Dr Roy", onRecord: recordName)
            #expect(early.record("Roy")?.displayName.text == "Dr Roy")
            #expect(early.picture("Roy")?.waiting?.map(\.displayName.text) == ["Dr Roy 2"])
            #expect(early.kinds("Eve") == [.waitingStatus])
            #expect(early.record("Eve")?.waitingSince == since)
            #expect(early.recorded.contains { if case .participant(let one) = $0 { one.id == early.id("Eve") } else { false } })
        }
    }

    @Test mutating func `the client has the client's name, and hosts see who lost it`() {
        scene.hello("Eve", .guest, called: "Ann Roe")
        scene.hello("Ann", called: "ann roe", onRecord: "Ann Roe")
        let ann = scene.id("Ann"), eve = scene.id("Eve"), second = Scene.displayName("Ann Roe 2")
        #expect(scene.record("Ann")?.displayName.text == "ann roe")
        #expect(scene.sent("Roy").first == .waitingUpdated(WaitingUpdate(id: eve, displayName: second)))
        #expect(scene.room.waiting.map(\.id) == [eve, ann])
        scene.hello("Eve", .guest, called: "Ann Roe", takeover: true)
        #expect(scene.record("Eve")?.displayName == second)
    }

    @Test mutating func `somebody admitted gets their own name back, also from somebody in the session`() {
        scene.hello("Ann", called: "Annie", onRecord: "Ann Roe")
        scene.hello("Ben")
        scene.admit("Ann", "Ben")
        scene.say(.bye(Bye()), "Ann")
        say("Ben", isCalled: "Ann Roe")
        #expect(scene.isDone)
        scene.hello("Ann", called: "Ann Roe", onRecord: "Ann Roe")
        let second = Scene.displayName("Ann Roe 2")
        let news = ServerMessage.participantUpdated(ParticipantUpdate(id: scene.id("Ben"), displayName: second))
        #expect(scene.sent("Roy").first == news && scene.sent("Ben").first == news)
        #expect(scene.record("Ann")?.displayName.text == "Ann Roe")
        #expect(scene.picture("Ann")?.participants.contains { $0.id == scene.id("Ben") && $0.displayName == second } == true)
    }

    @Test mutating func `of two whose records say the same, the first keeps the name`() {
        scene.hello("Ann", called: "Ann Roe", onRecord: "Ann Roe")
        scene.hello("Other", called: "Ann Roe", onRecord: "Ann Roe")
        #expect(scene.room.waiting.map(\.displayName.text) == ["Ann Roe", "Ann Roe 2"])
    }

    @Test mutating func `a host's name stays theirs while they are out`() {
        scene.say(.bye(Bye()), "Roy")
        scene.hello("Ben", called: "Roy")
        #expect(scene.record("Ben")?.displayName.text == "Roy 2")
    }

    @Test(arguments: [String(repeating: "n", count: 80), String(repeating: "e\u{323}\u{302}", count: 80)])
    mutating func `the longest names have room for a number`(name: String) {
        scene.hello("Ann", called: name)
        scene.hello("Ben", called: name)
        #expect(scene.wasAccepted)
        #expect(Set(scene.room.waiting.map(\.displayName.key)).count == 2)
    }

    @Test mutating func `who is in the session learns nothing of who waits, nor what records say, from names`() {
        scene.hello("Eve", .guest, called: "Jane Doe")
        scene.hello("Ben", called: "Ben", onRecord: "Benjamin Roe")
        scene.admit("Eve", "Ben")
        scene.hello("Jane", called: "Jane Doe", onRecord: "Jane Doe")
        #expect(scene.record("Jane")?.displayName.text == "Jane Doe")
        #expect(scene.kinds("Eve") == [] && scene.kinds("Ben") == [])
        scene.hello("Kim", called: "Kim", onRecord: "Kimberly Fox")
        for name in ["Kim", "Kimberly Fox", "Benjamin Roe"] {
            say("Eve", isCalled: name)
            #expect(scene.isDone && scene.record("Eve")?.displayName.text == name)
        }
        say("Eve", isCalled: "Jane Doe")
        #expect(scene.isDone)

        scene.admit("Jane")
        let second = ServerMessage.participantUpdated(
            ParticipantUpdate(id: scene.id("Eve"), displayName: Scene.displayName("Jane Doe 2")))
        #expect(scene.sent("Eve").first == second)
        #expect(scene.sent("Ben").first == second)
        #expect(scene.picture("Jane")?.participants.map(\.displayName.text).sorted() == ["Ben", "Jane Doe", "Jane Doe 2", "Roy"])
    }

    @Test mutating func `somebody sent back has a name of their own in the waiting room too`() {
        scene.hello("Eve", .guest, called: "Jane Doe")
        scene.admit("Eve")
        scene.hello("Jane", called: "Jane Doe", onRecord: "Jane Doe")
        scene.say(.participantRemove(Remove(id: scene.id("Eve"), toWaiting: true)), "Roy")
        #expect(scene.record("Jane")?.displayName.text == "Jane Doe" && scene.record("Eve")?.displayName.text == "Jane Doe 2")
    }

    @Test func `a record's name counts without what can't be seen in it`() {
        var early = Scene()
        early.hello("Roy", .host, called: "Dr Roy", onRecord: "Dr\u{200B} Roy")
        early.hello("Eve", .guest, called: "Dr Roy")
        #expect(early.record("Eve")?.displayName.text == "Dr Roy 2")
        #expect(DisplayName("Sam\u{2800}") == nil)
    }

    private mutating func say(_ name: String, isCalled displayName: String) {
        scene.say(.profileUpdate(Profile(displayName: Scene.displayName(displayName))), name)
    }
}
