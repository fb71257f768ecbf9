import RoomCore
import SignalingClient
import SignalingProtocol
import Testing

@testable import Signaling

@Suite("Commands from outside", .timeLimit(.minutes(30)))
struct CommandTests {
    @Test func `a cancelled booking tells those waiting why`() async throws {
        try await TestServer.run { server in
            let client = try await server.join(server.tokens.client())
            try await server.signaling.deliver(.cancelled(reason: "Dr Gagnon is ill"), to: TestTokens.room)
            let end = try await client.client.end()
            #expect(end.code == CloseCode.forbidden.rawValue)
            #expect(end.bye?.reason == "cancelled")
            #expect(end.bye?.message == "Dr Gagnon is ill")
            #expect(try await server.signaling.status(of: TestTokens.room)?.state == .cancelled)
        }
    }

    @Test func `a moved booking moves the window of those waiting`() async throws {
        try await TestServer.run { server in
            let client = try await server.join(server.tokens.client())
            _ = try await client.client.everythingSoFar()
            var terms = server.tokens.terms
            terms.revision = 2
            terms.startsAt = terms.startsAt + .seconds(600)
            terms.closesAt = terms.closesAt + .seconds(600)
            try await server.signaling.deliver(.changed(terms), to: TestTokens.room)
            let status = try await client.client.waitingStatus()
            #expect(status.startsAt == terms.startsAt && status.closesAt == terms.closesAt)
        }
    }

    @Test func `H8 who waits reads when the clinician was alerted, and still does after a restart`() async throws {
        let journal = try TestJournal()
        let tokens = TestTokens()
        let alert = TestTokens.now + .seconds(60)
        let waiting = try await TestServer.run(journal: journal, tokens: tokens) { server in
            let waiting = try await server.join(tokens.client())
            #expect(try await waiting.client.waitingStatus().alertedAt == nil)
            try await server.signaling.deliver(.clinicianAlerted(at: alert), to: TestTokens.room)
            #expect(try await waiting.client.waitingStatus().alertedAt == alert)
            return waiting
        }
        try await TestServer.run(journal: journal, tokens: tokens) { server in
            let back = try await server.connect()
            #expect(try await back.hello(ResumeTests.resume(waiting, lastSeq: 0)).state == .waiting)
            #expect(try await back.waitingStatus().alertedAt == alert)
        }
    }

    @Test func `a room that nobody has entered remembers what it was told`() async throws {
        let tokens = TestTokens()
        try await TestServer.run(tokens: tokens, terms: { tokens.terms }) { server in
            try await server.signaling.deliver(.cancelled(reason: nil), to: TestTokens.room)
            let client = try await server.connect()
            do {
                _ = try await client.hello(token: tokens.token(for: tokens.client()))
                Issue.record("entered a cancelled session")
            } catch let refusal as Refusal {
                #expect(refusal.code == .bookingCancelled)
            }
        }
    }

    @Test func `a room that does not exist has nothing to be told`() async throws {
        try await TestServer.run { server in
            try await server.signaling.deliver(.reopened, to: TestTokens.otherRoom)
            #expect(await server.room(TestTokens.otherRoom) == nil)
            #expect(try await server.signaling.status(of: TestTokens.otherRoom) == nil)
        }
    }

    @Test func `a command that can't be committed is the caller's to repeat`() async throws {
        try await TestServer.run { server in
            let client = try await server.join(server.tokens.client())
            await server.journal.breakDown()
            await #expect(throws: TestJournal.Broken.self) {
                try await server.signaling.deliver(.cancelled(reason: nil), to: TestTokens.room)
            }
            await server.journal.breakDown(false)
            try await server.signaling.deliver(.cancelled(reason: nil), to: TestTokens.room)
            #expect(try await client.client.end().code == CloseCode.forbidden.rawValue)
        }
    }

    @Test func `the status names nobody, and says when entry opens and closes`() async throws {
        let tokens = TestTokens(startsIn: 60)
        try await TestServer.run(tokens: tokens, terms: { tokens.terms }) { server in
            let status = try #require(await server.signaling.status(of: TestTokens.room))
            #expect(status.state == .scheduled)
            #expect(status.opensAt == tokens.terms.opensAt && status.closesAt == tokens.terms.closesAt)
            #expect(status.protocols == ["vestibule.v1"])
            #expect(status.endpoint == "ws://localhost/v1/ws")
        }
    }

    @Test func `the status says what the room says: extended and reopened, it is open after what was its hard end`() async throws {
        let tokens = TestTokens(startsIn: -120)
        try await TestServer.run(tokens: tokens, terms: { tokens.terms }) { server in
            let host = try await server.join(tokens.host())
            #expect(try await server.signaling.status(of: TestTokens.room)?.state == .closed)
            try await host.client.send(.roomExtend(Extend(until: TestTokens.now + .seconds(600))), id: "extend")
            #expect(try await host.client.reply(to: "extend") == .ok(.none))
            try await host.client.send(.roomReopen, id: "reopen")
            #expect(try await host.client.reply(to: "reopen") == .ok(.none))
            #expect(TestTokens.now > tokens.terms.hardEnd)
            #expect(try await server.signaling.status(of: TestTokens.room)?.state == .open)
            #expect(try await server.join(tokens.client()).ok.state == .waiting)
        }
    }
}
