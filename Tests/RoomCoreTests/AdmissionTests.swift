import RoomCore
import SignalingProtocol
import Testing

@Suite("Admission")
struct AdmissionTests {
    var scene = Scene()

    init() {
        scene.hello("Roy", .host)
        scene.hello("Ann")
    }

    @Test mutating func `accept and join leads to the waiting room, and nothing comes but its status`() {
        scene.hello("Ben")

        #expect(scene.acceptance?.state == .waiting)
        #expect(scene.kinds("Ben") == [.waitingStatus])
        #expect(scene.kinds("Roy") == [.waitingJoined])
        #expect(scene.kinds("Ann") == [])
        #expect(scene.state("Ben") == .waiting)
    }

    @Test mutating func `an admitted newcomer gets the picture and makes the first offer, politely`() throws {
        scene.admit("Ann")

        #expect(scene.admission == AdmissionOutcome(admitted: [scene.id("Ann")]))
        #expect(scene.kinds("Ann") == [.admitted, .roomState])
        #expect(scene.effects.contains(.sendICEServers(scene.person("Ann").session, scene.id("Ann"))))
        let mine = try #require(scene.picture("Ann")?.peers.first)
        #expect(mine.id == scene.id("Roy") && mine.polite && mine.initiator)
        #expect(scene.kinds("Roy") == [.participantJoined, .waitingLeft])
        let joined = try #require(scene.sent("Roy").compactMap { if case .participantJoined(let joined) = $0 { joined } else { nil } }.first)
        #expect(joined.participant.id == scene.id("Ann"))
        #expect(joined.peer.conn == mine.conn && !joined.peer.polite && !joined.peer.initiator)
    }

    @Test func `no host's arrival lets anyone in`() {
        var scene = Scene()
        scene.hello("Ann")
        scene.hello("Roy", .host)

        #expect(scene.state("Ann") == .waiting)
        #expect(scene.kinds("Ann") == [.waitingStatus])
        #expect(scene.picture("Roy")?.waiting?.map(\.id) == [scene.id("Ann")])
    }

    @Test mutating func `a late admit answers gone`() {
        scene.say(.bye(Bye()), "Ann")
        scene.admit("Ann")

        #expect(scene.admission == AdmissionOutcome(gone: [scene.id("Ann")]))
        #expect(scene.state("Ann") == .left)
    }

    @Test mutating func `the second of two hosts gets already, with the outcome`() {
        scene.hello("Oda", .host)
        scene.hello("Ben")
        scene.admit("Ann", by: "Roy")
        scene.say(.waitingDeny(Deny(id: scene.id("Ben"))), "Roy")
        scene.admit("Ann", "Ben", by: "Oda")

        #expect(
            scene.admission
                == AdmissionOutcome(already: [
                    .init(id: scene.id("Ann"), outcome: .admitted), .init(id: scene.id("Ben"), outcome: .denied),
                ]))
        #expect(scene.recorded == [])
    }

    @Test mutating func `denying somebody admitted is a conflict that names the outcome`() {
        scene.admit("Ann")
        scene.say(.waitingDeny(Deny(id: scene.id("Ann"))), "Roy")

        #expect(scene.errorCode == .conflict)
        #expect(scene.state("Ann") == .admitted)
    }

    @Test mutating func `the denied hear the reason, are closed, and stay out until it is undone`() {
        scene.say(.waitingDeny(Deny(id: scene.id("Ann"), reason: "Wrong day")), "Roy")
        #expect(scene.sent("Ann") == [.denied(Reasoned(reason: "Wrong day"))])
        #expect(scene.farewell("Ann")?.code == .denied)
        #expect(scene.kinds("Roy") == [.waitingLeft, .roomUpdated])

        scene.resume("Ann")
        #expect(scene.rejection?.close == .denied)
        scene.hello("Ann")
        #expect(scene.rejection?.code == .blocked)
        #expect(scene.rejection?.close == .denied)

        scene.say(.participantUnblock(Unblock(id: scene.id("Ann"))), "Roy")
        #expect(scene.isDone)
        scene.hello("Ann")
        #expect(scene.acceptance?.state == .waiting)
    }

    @Test mutating func `denied without a block, somebody may wait again`() {
        scene.say(.waitingDeny(Deny(id: scene.id("Ann"), block: false)), "Roy")
        scene.hello("Ann")
        #expect(scene.acceptance?.state == .waiting)
    }

    @Test mutating func `what is recorded comes first and holds the whole change`() {
        scene.admit("Ann")
        guard case .record(let changes)? = scene.effects.first else {
            Issue.record("nothing recorded")
            return
        }
        #expect(changes == scene.record("Ann").map { [.participant($0)] })
    }

    @Test mutating func `nobody but hosts admits, denies or writes to the line`() {
        scene.admit("Ann")
        scene.hello("Ben")
        for message in [
            ClientMessage.waitingAdmit(Admit(ids: [scene.id("Ben")])), .waitingDeny(Deny(id: scene.id("Ben"))),
            .waitingMessage(WaitingNote(ids: [scene.id("Ben")], text: "Hello")),
        ] {
            let before = scene.room
            scene.say(message, "Ann")
            #expect(scene.errorCode == .forbidden)
            scene.say(message, "Ben")
            #expect(scene.errorCode == .notAdmitted)
            #expect(scene.room == before)
        }
    }

    @Test mutating func `a note reaches those it is for, privately`() {
        scene.hello("Ben")
        scene.say(.waitingMessage(WaitingNote(ids: [scene.id("Ann"), "nobody"], text: "Five minutes")), "Roy")

        #expect(scene.sent("Ann") == [.waitingMessage(WaitingMessage(text: "Five minutes", at: scene.now))])
        #expect(scene.kinds("Ben") == [])
        #expect(scene.reply == .ok(.deliveries(Deliveries(delivered: [scene.id("Ann")], gone: ["nobody"]))))
    }

    @Test mutating func `a note to somebody away awaits them, on whatever road they come back, until they wait no more`() {
        let note = WaitingMessage(text: "Five minutes", at: scene.now)
        scene.drop("Ann")
        scene.say(.waitingMessage(WaitingNote(ids: [scene.id("Ann")], text: "Later")), "Roy")
        scene.say(.waitingMessage(WaitingNote(ids: [scene.id("Ann")], text: note.text)), "Roy")
        #expect(scene.recorded == scene.record("Ann").map { [.participant($0)] })

        scene.resume("Ann", replay: true)
        #expect(scene.kinds("Ann") == [.waitingStatus])
        scene.resume("Ann", replay: false)
        #expect(scene.sent("Ann").last == .waitingMessage(note))
        scene.hello("Ann", takeover: true)
        #expect(scene.sent("Ann").last == .waitingMessage(note))
        scene.room = Room(id: "room", restoring: scene.room.snapshot, limits: Limits(), at: scene.now)
        scene.resume("Ann", replay: false)
        #expect(scene.sent("Ann").last == .waitingMessage(note))

        scene.resume("Roy", replay: false)
        scene.admit("Ann")
        scene.say(.participantRemove(Remove(id: scene.id("Ann"), toWaiting: true)), "Roy")
        scene.resume("Ann", replay: false)
        #expect(scene.kinds("Ann") == [.waitingStatus])
    }

    @Test mutating func `staff admit from their queue without being in the room, those of another practice don't`() {
        let admit = ClientMessage.waitingAdmit(Admit(ids: [scene.id("Ann")]))
        func staff(_ practice: PracticeID, oversees: Bool) -> StaffGrant {
            StaffGrant(subject: "staff:Oda", practice: practice, overseesPractice: oversees, expiresAt: scene.now)
        }
        for stranger in [staff("elsewhere", oversees: true), staff("practice", oversees: false)] {
            scene.tell(.instructed(admit, by: stranger))
            #expect(scene.errorCode == .forbidden)
        }
        scene.tell(.instructed(.roomLock(Lock(locked: true)), by: staff("practice", oversees: true)))
        #expect(scene.errorCode == .unsupported)
        scene.tell(.instructed(admit, by: staff("practice", oversees: true)))
        #expect(scene.admission?.admitted == [scene.id("Ann")])
        #expect(scene.room.admittedCount == 2)
    }

    @Test mutating func `the away can be admitted, and find themselves in when they are back`() {
        scene.drop("Ann")
        scene.admit("Ann")
        #expect(scene.admission?.admitted == [scene.id("Ann")])
        scene.resume("Ann")
        #expect(scene.acceptance?.state == .admitted)
    }

    @Test func `eight are admitted and no ninth, and all asked for or none`() {
        var scene = Scene()
        scene.hello("Roy", .host)
        for number in 1...9 { scene.hello("Client \(number)") }
        scene.admit("Client 1", "Client 2", "Client 3", "Client 4", "Client 5", "Client 6")
        #expect(scene.room.admittedCount == 7)
        scene.admit("Client 7", "Client 8")
        #expect(scene.errorCode == .roomFull)
        #expect(scene.room.admittedCount == 7)
        scene.admit("Client 7")
        #expect(scene.room.admittedCount == 8)
        scene.admit("Client 8")
        #expect(scene.errorCode == .roomFull)
    }

    @Test func `fifty wait and no fifty-first`() {
        var scene = Scene()
        for number in 1...50 { scene.hello("Client \(number)") }
        #expect(scene.wasAccepted)
        scene.hello("Client 51")
        #expect(scene.rejection?.code == .roomFull)
        #expect(scene.rejection?.close == .overloaded)
        #expect(scene.recorded == [])
    }

    @Test func `a place is kept for the host, who is never shut out of a full room`() {
        var limits = Limits()
        limits.admitted = 3
        var scene = Scene(limits: limits)
        scene.hello("Roy", .host)
        scene.hello("Ann")
        scene.hello("Ben")
        scene.admit("Ann", "Ben")
        scene.say(.bye(Bye()), "Roy")
        scene.hello("Obi", .observer)
        #expect(scene.rejection?.code == .roomFull)
        scene.hello("Roy", .host)
        #expect(scene.acceptance?.state == .admitted)
    }
}
