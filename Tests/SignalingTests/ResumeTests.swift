import RoomCore
import SignalingClient
import SignalingProtocol
import Testing

@testable import Signaling

@Suite("Resume", .timeLimit(.minutes(30)))
struct ResumeTests {
    static func resume(_ joined: Joined, lastSeq: Int) -> Hello {
        Hello(resume: .init(token: joined.ok.resumeToken, lastSeq: lastSeq))
    }

    @Test func `whoever drops gets what was missed, numbered without a gap`() async throws {
        try await TestServer.run { server in
            let (host, client) = try await server.session()
            try await host.client.send(.chatSend(ChatDraft(text: "one")))
            let seen = try await client.client.first { frame -> Int? in
                if case .event(.chatMessage, let seq, _) = frame { seq } else { nil }
            }
            await client.client.drop()
            for text in ["two", "three"] { try await host.client.send(.chatSend(ChatDraft(text: text))) }
            _ = try await host.client.everythingSoFar()

            let back = try await server.connect()
            let ok = try await back.hello(Self.resume(client, lastSeq: seen))
            #expect(ok.resumed && ok.replay)
            #expect(ok.session == client.ok.session)
            #expect(ok.participantId == client.id)
            #expect(ok.resumeToken != client.ok.resumeToken)
            let missed = try await back.everythingSoFar().compactMap { frame -> (Int, String)? in
                if case .event(.chatMessage(let chat), let seq?, _) = frame { (seq, chat.text) } else { nil }
            }
            #expect(missed.map(\.0) == [seen + 1, seen + 2])
            #expect(missed.map(\.1) == ["two", "three"])
        }
    }

    @Test func `what can't be replayed comes as the whole picture`() async throws {
        try await TestServer.run(configure: { $0.limits.replayMessages = 2 }) { server in
            let (host, client) = try await server.session()
            await client.client.drop()
            for text in ["one", "two", "three"] { try await host.client.send(.chatSend(ChatDraft(text: text))) }
            _ = try await host.client.everythingSoFar()

            let back = try await server.connect()
            let ok = try await back.hello(Self.resume(client, lastSeq: 0))
            #expect(ok.resumed && !ok.replay)
            let state = try await back.roomState()
            #expect(state.lostSignals == [host.id])
        }
    }

    @Test func `whoever comes back after the grace is answered as before, and does nothing twice`() async throws {
        let configure: (inout SignalingSettings) -> Void = {
            $0.limits.reconnectingNotice = .milliseconds(1)
            $0.limits.reconnectGrace = .milliseconds(2)
        }
        try await TestServer.run(configure: configure) { server in
            let (host, client) = try await server.session()
            let second = try await server.join(
                server.tokens.grant(.host, "staff:second", "Dr Roy", verified: "Marc Roy", entry: .direct))
            func sendBack(_ id: String) async throws {
                try await host.client.send(.participantRemove(Remove(id: client.id, toWaiting: true)), id: id)
                _ = try await host.client.reply(to: id)
            }
            let said: [(String, ClientMessage)] = [
                ("chat", .chatSend(ChatDraft(text: "one"))), ("admit", .waitingAdmit(Admit(ids: [client.id]))),
            ]
            try await sendBack("first")
            var replies: [Reply] = []
            for (id, message) in said {
                try await second.client.send(message, id: id)
                replies.append(try await second.client.reply(to: id))
            }
            try await sendBack("again")
            await second.client.drop()
            _ = try await host.client.first { frame -> Bool? in
                if case .event(.participantLeft(let left), _, _) = frame, left.id == second.id { true } else { nil }
            }
            _ = try await host.client.everythingSoFar()

            let back = try await server.connect()
            #expect(try await back.hello(Self.resume(second, lastSeq: 0)).resumed)
            for ((id, message), reply) in zip(said, replies) {
                try await back.send(message, id: id)
                #expect(try await back.reply(to: id) == reply)
            }
            #expect(await server.room()?.room.waiting.map(\.id) == [client.id], "who was sent back since waits")
            #expect(try await !host.client.kinds().contains("chat.message"))
        }
    }

    @Test func `a restarted server takes everybody back from its journal alone`() async throws {
        let journal = try TestJournal()
        let tokens = TestTokens()
        let (host, client, waiting) = try await TestServer.run(journal: journal, tokens: tokens) { server in
            let (host, client) = try await server.session()
            let waiting = try await server.join(tokens.client(2))
            return (host, client, waiting)
        }
        try await TestServer.run(journal: journal, tokens: tokens) { server in
            try await server.signaling.restore()
            let back = try await server.connect()
            let ok = try await back.hello(Self.resume(client, lastSeq: 7))
            #expect(ok.resumed && !ok.replay && ok.state == .admitted && ok.participantId == client.id)
            #expect(ok.epoch > client.ok.epoch)
            let hostBack = try await server.connect()
            #expect(try await hostBack.hello(Self.resume(host, lastSeq: 3)).role == .host)
            let state = try await hostBack.roomState()
            #expect(Set(state.participants.map(\.id)) == [host.id, client.id])
            #expect(state.waiting?.map(\.id) == [waiting.id])
            #expect(state.waiting?.first?.presence == .away)
        }
    }

    @Test func `the token before is good until the new connection speaks, then no more`() async throws {
        try await TestServer.run { server in
            let (_, client) = try await server.session()
            await client.client.drop()
            let lost = try await server.connect()
            _ = try await lost.hello(Self.resume(client, lastSeq: 0))
            await lost.drop()
            let back = try await server.connect()
            let ok = try await back.hello(Self.resume(client, lastSeq: 0))
            #expect(ok.resumed)
            _ = try await back.everythingSoFar()
            try await back.send(.handSet(Hand(raised: true)), id: "1")
            _ = try await back.reply(to: "1")
            _ = try await back.everythingSoFar()

            let late = try await server.connect()
            try await late.send(.hello(Self.resume(client, lastSeq: 0)), id: "h")
            #expect(try await late.refusal(to: "h").code == .resumeInvalid)
            #expect(try await late.end().code == CloseCode.sessionExpired.rawValue)
            #expect(try await back.kinds().allSatisfy { $0 != "bye" })
        }
    }

    @Test(arguments: [TestTokens.room, TestTokens.otherRoom])
    func `a made-up resume token opens nothing, not even a room`(room: RoomID) async throws {
        try await TestServer.run { server in
            let host = try await server.join(server.tokens.host())
            let stranger = try await server.connect(room: room)
            try await stranger.send(.hello(Hello(resume: .init(token: "made-up", lastSeq: 0))), id: "h")
            #expect(try await stranger.refusal(to: "h").code == .resumeInvalid)
            _ = try await stranger.end()
            #expect(await server.room(TestTokens.otherRoom) == nil)
            #expect(try await Set(host.client.kinds()) == ["room.state", "ice.servers"])
        }
    }

    @Test func `the same request id gets the same reply and has no second effect`() async throws {
        try await TestServer.run { server in
            let (host, client) = try await server.session()
            for _ in 0..<2 { try await client.client.send(.chatSend(ChatDraft(text: "once")), id: "7") }
            #expect(try await client.client.reply(to: "7") == .ok(.none))
            #expect(try await client.client.reply(to: "7") == .ok(.none))
            #expect(try await host.client.kinds() == ["chat.message"])
        }
    }

    @Test func `what was acknowledged is not kept`() async throws {
        try await TestServer.run { server in
            let (host, client) = try await server.session()
            try await host.client.send(.chatSend(ChatDraft(text: "one")))
            let seq = try await client.client.first { frame -> Int? in
                if case .event(.chatMessage, let seq, _) = frame { seq } else { nil }
            }
            try await client.client.send(.ack(Ack(seq: seq)))
            _ = try await client.client.everythingSoFar()
            let hosted = try #require(await server.room()?.sessions[client.ok.session])
            #expect(hosted.replay.canReplay(after: seq) && !hosted.replay.canReplay(after: seq - 1))
        }
    }

    @Test func `a confirmation that is late in being kept leaves the resume after it its token`() async throws {
        try await TestServer.run { server in
            let (_, client) = try await server.session()
            let (second, confirmed) = try await come(back: client.ok.resumeToken, to: server)
            await server.journal.breakDown()
            try await second.send(.ping(Ping(ts: 1)))
            while await server.journal.failures == 0 { await Task.yield() }
            await server.journal.breakDown(false)
            _ = try await come(back: confirmed.resumeToken, to: server)
            while await server.room()?.retries != 0 { await Task.yield() }
            let (_, last) = try await come(back: confirmed.resumeToken, to: server)
            #expect(last.session == client.ok.session && last.resumed)
        }
    }

    private func come(back token: String, to server: TestServer) async throws -> (client: SignalingClient, ok: HelloOK) {
        let client = try await server.connect()
        return (client, try await client.hello(Hello(resume: .init(token: token, lastSeq: 0))))
    }
}
