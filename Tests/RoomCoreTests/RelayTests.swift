import RoomCore
import SignalingProtocol
import Testing

@Suite("Relay")
struct RelayTests {
    let payload = JSONValue.object(["sdp": .string("v=0")]).raw

    @Test func `a signal reaches its one receiver, stamped with the sender's identity`() throws {
        var scene = Scene.underway()
        let sent = try signal(in: &scene)
        let before = scene.room
        scene.say(.signal(sent), "Ann")

        #expect(
            scene.sent("Roy") == [
                .signal(
                    IncomingSignal(
                        from: scene.id("Ann"), fromSession: scene.person("Ann").session, conn: sent.conn, kind: .description,
                        payload: payload))
            ])
        #expect(scene.kinds("Ann") == [] && scene.recorded == [] && scene.room == before)
    }

    @Test func `signals of an old connection or session, and to nobody, come back as failed`() throws {
        var scene = Scene.underway()
        let good = try signal(in: &scene)
        var old = good, elsewhere = good, nobody = good, oneself = good
        old.conn -= 1
        elsewhere.toSession = "older"
        nobody.to = "nobody"
        oneself.to = scene.id("Ann")
        for (wrong, reason) in [(old, SignalFailed.Reason.staleConn), (elsewhere, .staleConn), (nobody, .gone), (oneself, .gone)] {
            let before = scene.room
            scene.say(.signal(wrong), "Ann")
            #expect(scene.sent("Ann") == [.signalFailed(SignalFailed(to: wrong.to, conn: wrong.conn, reason: reason))])
            #expect(scene.kinds("Roy") == [] && scene.room == before)
        }
    }

    @Test func `a short drop is bridged, a longer one is said`() throws {
        var scene = Scene.underway()
        let sent = try signal(in: &scene)
        scene.drop("Roy")
        scene.say(.signal(sent), "Ann")
        #expect(scene.kinds("Roy") == [.signal])
        scene.wait(.seconds(4))
        scene.say(.signal(sent), "Ann")
        #expect(scene.sent("Ann") == [.signalFailed(SignalFailed(to: scene.id("Roy"), conn: sent.conn, reason: .reconnecting))])
    }

    @Test func `nobody waiting sends or gets anything of the session`() throws {
        var scene = Scene.underway()
        scene.hello("Ben")
        let sent = try signal(in: &scene)
        for message in [
            ClientMessage.signal(sent), .chatSend(ChatDraft(text: "Hello")), .handSet(Hand(raised: true)),
            .mediaUpdate(MediaState(audio: .on)), .screenRequest, .screenRelease, .qualityReport(Quality(level: .good)),
        ] {
            let before = scene.room
            scene.say(message, "Ben")
            #expect(scene.errorCode == .notAdmitted)
            #expect(scene.effects.count == 1 && scene.room == before)
        }
        var toWaiting = sent
        toWaiting.to = scene.id("Ben")
        toWaiting.toSession = scene.person("Ben").session
        scene.say(.signal(toWaiting), "Ann")
        scene.say(.chatSend(ChatDraft(text: "Hello")), "Ann")
        #expect(scene.kinds("Ben") == [])
        scene.say(.chatSend(ChatDraft(to: scene.id("Ben"), text: "Hello")), "Ann")
        #expect(scene.errorCode == .participantNotFound)
    }

    @Test func `chat goes to everybody, the sender included, or to one`() {
        var scene = Scene.underway()
        scene.hello("Oda", .host)
        scene.say(.chatSend(ChatDraft(text: "Hello")), "Ann")
        for name in ["Ann", "Roy", "Oda"] { #expect(scene.kinds(name) == [.chatMessage]) }
        scene.say(.chatSend(ChatDraft(to: scene.id("Roy"), text: "Just us")), "Ann")
        #expect(
            scene.sent("Roy") == [
                .chatMessage(ChatMessage(from: scene.id("Ann"), to: scene.id("Roy"), text: "Just us", at: scene.now))
            ])
        #expect(scene.kinds("Ann") == [.chatMessage] && scene.kinds("Oda") == [])
        #expect(scene.recorded == [])
    }

    @Test func `texts have their longest, and something to say`() {
        var scene = Scene.underway()
        scene.say(.chatSend(ChatDraft(text: String(repeating: "é", count: 2_000))), "Ann")
        #expect(scene.isDone)
        for text in [String(repeating: "é", count: 2_001), "", " \n "] {
            scene.say(.chatSend(ChatDraft(text: text)), "Ann")
            #expect(scene.errorCode == .badRequest)
        }
        scene.hello("Ben")
        scene.say(.waitingKnock(Knock(note: String(repeating: "x", count: 141))), "Ben")
        #expect(scene.errorCode == .badRequest)
        scene.say(.waitingKnock(Knock(note: String(repeating: "x", count: 140))), "Ben")
        #expect(scene.refusal == nil)
        for (count, isGood) in [(280, true), (281, false)] {
            scene.say(.waitingMessage(WaitingNote(ids: [scene.id("Ben")], text: String(repeating: "x", count: count))), "Roy")
            #expect((scene.errorCode == nil) == isGood)
        }
        for (count, isGood) in [(0, false), (64, true), (65, false)] {
            scene.say(.waitingAdmit(Admit(ids: Array(repeating: "nobody", count: count))), "Roy")
            #expect((scene.errorCode == nil) == isGood)
        }
    }

    @Test func `a hand is everybody's to see, quality and alerts the hosts'`() {
        var scene = Scene.underway()
        scene.hello("Obi", .observer)
        scene.say(.handSet(Hand(raised: true)), "Ann")
        #expect(scene.kinds("Roy") == [.handUpdated] && scene.kinds("Obi") == [.handUpdated])
        scene.say(.handSet(Hand(raised: true)), "Ann")
        #expect(scene.effects == [.reply(.ok(.none))])
        scene.say(.qualityReport(Quality(level: .poor, reason: "loss")), "Ann")
        #expect(scene.kinds("Roy") == [.qualityUpdated] && scene.kinds("Obi") == [])
        scene.hello("Ben")
        scene.say(.alertSend(Alert(kind: .leftQuickly)), "Ben")
        #expect(scene.kinds("Roy") == [.alert] && scene.kinds("Ann") == [] && scene.kinds("Ben") == [])
    }

    @Test func `observers see and are seen, and publish nothing`() {
        var scene = Scene.underway()
        scene.hello("Obi", .observer)
        #expect(scene.kinds("Ann") == [.participantJoined])
        #expect(scene.acceptance?.permissions == Permissions.none)
        for message in [
            ClientMessage.mediaUpdate(MediaState(audio: .on)), .screenRequest, .chatSend(ChatDraft(text: "Hi")),
            .handSet(Hand(raised: true)),
        ] {
            scene.say(message, "Obi")
            #expect(scene.errorCode == .forbidden)
        }
    }

    @Test func `a session nobody has gets a refusal and changes nothing`() {
        var scene = Scene.underway()
        let before = scene.room
        scene.tell(.received(.handSet(Hand(raised: true)), from: "nobody"))
        #expect(scene.errorCode == .forbidden)
        scene.tell(.received(.iceRefresh, from: scene.person("Ann").session))
        #expect(scene.errorCode == .unsupported)
        #expect(scene.room == before)
    }

    /// What Ann would send Roy on their present connection.
    private func signal(in scene: inout Scene) throws -> OutgoingSignal {
        scene.resume("Ann", replay: false)
        let peer = try #require(scene.picture("Ann")?.peers.first { $0.id == scene.id("Roy") })
        return OutgoingSignal(to: peer.id, toSession: peer.session, conn: peer.conn, kind: .description, payload: payload)
    }
}
