import RoomCore
import SignalingClient
import SignalingProtocol
import Testing

@testable import Signaling

/// What somebody may no longer read or use, although they were given it before.
@Suite("Withdrawn access", .timeLimit(.minutes(30)))
struct WithdrawnAccessTests {
    @Test func `whoever was sent back while away reads nothing of the session on their return`() async throws {
        try await TestServer.run { server in
            let (host, client) = try await server.session()
            await client.client.drop()
            while await server.room()?.connections.count != 1 { await Task.yield() }
            try await host.client.send(.chatSend(ChatDraft(text: "between us")))
            try await host.client.send(.participantRemove(Remove(id: client.id, toWaiting: true)), id: "back")
            _ = try await host.client.reply(to: "back")

            let back = try await server.connect()
            let ok = try await back.hello(ResumeTests.resume(client, lastSeq: 0))
            #expect(ok.state == .waiting)
            #expect(try await Set(back.kinds()) == ["waiting.status"])
        }
    }

    @Test func `a token from before a logout opens no room, not even one that never met its bearer`() async throws {
        try await TestServer.run { server in
            let grant = server.tokens.client()
            server.signaling.shutOut(.subject(grant.subject), of: grant.terms.practice, at: TestTokens.now)
            let client = try await server.connect()
            try await client.send(.hello(Hello(token: server.tokens.token(for: grant))), id: "hello")
            #expect(try await client.refusal(to: "hello").code == .forbidden)
            #expect(await server.room() == nil)
        }
    }

    @Test func `what a clock that ran ahead has withdrawn keeps nobody out who logs in again`() async throws {
        let clock = TestClock()
        try await TestServer.run(now: clock.moment) { server in
            var grant = server.tokens.client()
            grant.issuedAt = clock.moment()
            server.signaling.shutOut(.subject(grant.subject), of: grant.terms.practice, at: clock.moment() + .seconds(7_200))
            #expect(server.signaling.core.shutOuts.cover(grant))
            clock.advance(.seconds(1))
            grant.issuedAt = clock.moment()
            #expect(!server.signaling.core.shutOuts.cover(grant))
        }
    }

    @Test func `whoever is shut out while their hello is being committed is out again at once`() async throws {
        try await TestServer.run { server in
            for grant in [server.tokens.client(), server.tokens.host()] {
                await server.journal.hold()
                let client = try await server.connect()
                try await client.send(.hello(Hello(token: server.tokens.token(for: grant))), id: "hello")
                await server.journal.reached()
                server.signaling.shutOut(.subject(grant.subject), of: grant.terms.practice, at: TestTokens.now)
                await server.journal.release()
                #expect(try await client.end().code == CloseCode.forbidden.rawValue)
            }
            #expect(await server.room()?.room.waiting.count == 0)
            #expect(await server.room()?.room.admittedCount == 0)
        }
    }

    @Test func `whoever is shut out during their hello goes as soon as the journal can say so`() async throws {
        try await TestServer.run { server in
            let grant = server.tokens.client()
            await server.journal.hold()
            let client = try await server.connect()
            try await client.send(.hello(Hello(token: server.tokens.token(for: grant))))
            await server.journal.reached()
            server.signaling.shutOut(.subject(grant.subject), of: grant.terms.practice, at: TestTokens.now)
            await server.journal.breakDownAfterNext()
            await server.journal.release()
            while await server.journal.failures == 0 { await Task.yield() }
            await server.journal.breakDown(false)
            #expect(try await client.end().code == CloseCode.forbidden.rawValue)
        }
    }

    @Test func `a token of a link from before it was revoked opens no room, one from after it does`() async throws {
        try await TestServer.run { server in
            var grant = server.tokens.client()
            grant.link = "the-link"
            server.signaling.shutOut(.link("the-link"), of: grant.terms.practice, at: grant.issuedAt)
            let client = try await server.connect()
            try await client.send(.hello(Hello(token: server.tokens.token(for: grant))), id: "hello")
            #expect(try await client.refusal(to: "hello").code == .forbidden)
            #expect(await server.room() == nil)

            grant.issuedAt = grant.issuedAt + .milliseconds(1)
            let joined = try await server.join(grant)
            #expect(joined.ok.state == .waiting)
        }
    }

    @Test func `somebody else's logout and an earlier one don't matter`() async throws {
        try await TestServer.run { server in
            let grant = server.tokens.client()
            server.signaling.shutOut(.subject("account:somebody-else"), of: grant.terms.practice, at: TestTokens.now)
            server.signaling.shutOut(.link("another-link"), of: grant.terms.practice, at: TestTokens.now)
            server.signaling.shutOut(.subject(grant.subject), of: "another-practice", at: TestTokens.now)
            server.signaling.shutOut(
                .subject(grant.subject), of: grant.terms.practice, at: grant.issuedAt - .milliseconds(1))
            let joined = try await server.join(grant)
            #expect(joined.ok.state == .waiting)
        }
    }
}
