import RoomCore
import SignalingClient
import SignalingProtocol
import Synchronization
import Testing

@testable import Signaling

@Suite("Write ahead", .timeLimit(.minutes(30)))
struct WriteAheadTests {
    @Test func `an admission is announced to nobody before it is committed`() async throws {
        try await TestServer.run { server in
            let host = try await server.join(server.tokens.host())
            let client = try await server.join(server.tokens.client())
            _ = try await host.client.first(.waitingJoined)
            _ = try await client.client.everythingSoFar()
            await server.journal.hold()
            try await host.client.send(.waitingAdmit(Admit(ids: [client.id])), id: "1")
            await server.journal.reached()
            #expect(try await client.client.everythingSoFar() == [])
            #expect(try await host.client.everythingSoFar() == [])
            #expect(await server.room()?.room.admittedCount == 1)

            await server.journal.release()
            #expect(try await host.client.reply(to: "1") == .ok(.admission(AdmissionOutcome(admitted: [client.id]))))
            _ = try await client.client.first(.admitted)
        }
    }

    @Test func `people talk on while a change is committed, and the rest queues in order`() async throws {
        try await TestServer.run { server in
            let (host, client) = try await server.session()
            let second = try await server.join(server.tokens.client(2))
            _ = try await host.client.first(.waitingJoined)
            await server.journal.hold()
            try await host.client.send(.waitingAdmit(Admit(ids: [second.id])), id: "1")
            await server.journal.reached()
            try await host.client.send(.roomLock(Lock(locked: true)), id: "2")
            try await host.client.send(.waitingAdmit(Admit(ids: [second.id])), id: "3")
            try await client.client.send(.chatSend(ChatDraft(text: "still here")), id: "c")
            try await client.client.send(.mediaUpdate(MediaState(audio: .off, video: .on)), id: "m")
            #expect(try await client.client.reply(to: "m") == .ok(.none))
            #expect(try await host.client.kinds() == ["chat.message", "media.updated"])

            await server.journal.release()
            #expect(try await host.client.reply(to: "1") == .ok(.admission(AdmissionOutcome(admitted: [second.id]))))
            #expect(try await host.client.reply(to: "2") == .ok(.none))
            #expect(
                try await host.client.reply(to: "3")
                    == .ok(.admission(AdmissionOutcome(already: [.init(id: second.id, outcome: .admitted)]))))
            // The newcomer's picture has what was said meanwhile.
            let state = try await second.client.roomState()
            #expect(state.participants.first { $0.id == client.id }?.media.video == .on)
            #expect(state.participants.first { $0.id == client.id }?.media.audio == .off)
            #expect(await server.room()?.room.record.isLocked == true)
        }
    }

    @Test func `what one says comes after what they decided before it`() async throws {
        try await TestServer.run { server in
            let (host, client) = try await server.session()
            await server.journal.hold()
            try await host.client.send(.roomLock(Lock(locked: true)), id: "lock")
            await server.journal.reached()
            try await host.client.send(.participantRemove(Remove(id: client.id)), id: "remove")
            try await host.client.send(.chatSend(ChatDraft(text: "between us")), id: "chat")
            try await client.client.send(.chatSend(ChatDraft(text: "still here")), id: "chat")
            #expect(try await client.client.reply(to: "chat") == .ok(.none))

            await server.journal.release()
            #expect(try await host.client.reply(to: "chat") == .ok(.none))
            var kinds: [String] = []
            while let frame = try? await client.client.nextFrame() {
                if case .event(let message, _, _) = frame { kinds.append(message.kind.rawValue) }
            }
            #expect(kinds == ["room.updated", "bye"])
        }
    }

    @Test func `a screen that was asked for while something is committed may be shown at once`() async throws {
        try await TestServer.run { server in
            let (host, client) = try await server.session()
            await server.journal.hold()
            try await host.client.send(.roomLock(Lock(locked: true)))
            await server.journal.reached()
            try await client.client.send(.screenRequest, id: "ask")
            try await client.client.send(.mediaUpdate(MediaState(audio: .on, video: .on, screen: .on)), id: "show")
            #expect(try await client.client.everythingSoFar() == [])

            await server.journal.release()
            #expect(try await client.client.reply(to: "ask") == .ok(.screen(ScreenGrant(granted: true))))
            #expect(try await client.client.reply(to: "show") == .ok(.none))
        }
    }

    @Test func `changes are counted in one order, talk during a commit included`() async throws {
        try await TestServer.run { server in
            let (host, client) = try await server.session()
            await server.journal.hold()
            try await host.client.send(.roomLock(Lock(locked: true)), id: "1")
            await server.journal.reached()
            try await client.client.send(.handSet(Hand(raised: true)), id: "h")
            let during = try await client.client.everythingSoFar()
            await server.journal.release()
            _ = try await host.client.reply(to: "1")
            let revisions = try await (during + client.client.everythingSoFar()).compactMap { frame -> Int? in
                if case .event(_, _, let rev) = frame { rev } else { nil }
            }
            #expect(revisions.count == 2)
            #expect(revisions == revisions.sorted() && Set(revisions).count == revisions.count)
        }
    }

    @Test func `what can't be committed did not happen, and the asker is told to try again`() async throws {
        try await TestServer.run { server in
            let (host, client) = try await server.session()
            let before = await server.room()?.room
            await server.journal.breakDown()
            try await host.client.send(.roomLock(Lock(locked: true)), id: "1")
            let refusal = try await host.client.refusal(to: "1")
            #expect(refusal.code == .upstreamUnavailable && refusal.retryable)
            #expect(try await client.client.everythingSoFar() == [])
            #expect(await server.room()?.room == before)

            await server.journal.breakDown(false)
            try await host.client.send(.roomLock(Lock(locked: true)), id: "1")
            #expect(try await host.client.reply(to: "1") == .ok(.none))
            #expect(await server.room()?.room.record.isLocked == true)
        }
    }

    @Test func `a deadline that can't be committed is tried again after a rest, and takes place in the end`() async throws {
        let ahead = Mutex(Duration.zero)
        try await TestServer.run(now: { TestTokens.now + ahead.withLock { $0 } }) { server in
            let (host, client) = try await server.session()
            await client.client.drop()
            while await server.room()?.connections.count != 1 { await Task.yield() }
            await server.journal.breakDown()
            ahead.withLock { $0 = .seconds(61) }
            while await server.journal.failures < 3 { await Task.yield() }
            #expect(await server.room()?.retries == 0)
            await server.journal.breakDown(false)
            let left = try await host.client.first { frame -> ParticipantLeft? in
                if case .event(.participantLeft(let left), _, _) = frame { left } else { nil }
            }
            #expect(left.id == client.id)
        }
    }

    @Test func `a hello that can't be committed may be said again with the same token`() async throws {
        try await TestServer.run { server in
            await server.journal.breakDown()
            let client = try await server.connect()
            let token = server.tokens.token(for: server.tokens.client())
            do {
                _ = try await client.hello(token: token)
                Issue.record("taken in without a record")
            } catch let refusal as Refusal {
                #expect(refusal.code == .upstreamUnavailable)
            }
            await server.journal.breakDown(false)
            #expect(try await client.hello(token: token).state == .waiting)
        }
    }

    @Test func `whoever is gone when the commit comes back is away, not present`() async throws {
        try await TestServer.run { server in
            let host = try await server.join(server.tokens.host())
            await server.journal.hold()
            let client = try await server.connect()
            try await client.send(.hello(Hello(token: server.tokens.token(for: server.tokens.client()))))
            await server.journal.reached()
            await client.drop()
            await server.journal.release()
            _ = try await host.client.first(.waitingJoined)
            let update = try await host.client.waitingUpdated()
            #expect(update.presence == .away && update.awaySince != nil)
        }
    }

    /// Comes while the journal is held, and waits in the room's line.
    private func comeToTheLine(_ tokens: [String], of server: TestServer) async throws -> [SignalingClient] {
        var clients: [SignalingClient] = []
        for token in tokens {
            let client = try await server.connect()
            try await client.send(.hello(Hello(token: token)), id: "h")
            clients.append(client)
        }
        while await server.room()?.inbox.count != tokens.count { await Task.yield() }
        return clients
    }

    @Test func `people who come at once share a commit`() async throws {
        try await TestServer.run { server in
            let host = try await server.join(server.tokens.host())
            let before = await server.journal.commits
            await server.journal.hold()
            try await host.client.send(.roomLock(Lock(locked: true)), id: "1")
            await server.journal.reached()
            let clients = try await comeToTheLine((1...5).map { server.tokens.token(for: server.tokens.client($0)) }, of: server)
            await server.journal.release()
            for client in clients { _ = try await client.first(.waitingStatus) }
            #expect(await server.journal.commits == before + 2)
            #expect(await server.room()?.room.waiting.count == 5)
        }
    }

    @Test func `one who is refused by the journal costs nobody else their place`() async throws {
        try await TestServer.run { server in
            let host = try await server.join(server.tokens.host())
            let spent = server.tokens.client(9)
            let first = try await server.join(spent)
            try await first.client.send(.bye(Bye()))
            _ = try await first.client.end()
            await server.journal.hold()
            try await host.client.send(.roomLock(Lock(locked: true)), id: "1")
            await server.journal.reached()
            let tokens = [1, 2].map { server.tokens.token(for: server.tokens.client($0)) } + [server.tokens.token(for: spent)]
            let clients = try await comeToTheLine(tokens + [server.tokens.token(for: server.tokens.client(3))], of: server)
            await server.journal.release()
            for index in [0, 1, 3] { _ = try await clients[index].first(.waitingStatus) }
            #expect(try await clients[2].end().code == CloseCode.unauthorized.rawValue)
            #expect(await server.room()?.room.waiting.count == 3)
        }
    }
}
