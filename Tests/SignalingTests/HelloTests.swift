import NIOCore
import RoomCore
import SignalingClient
import SignalingProtocol
import Testing

@testable import Signaling

@Suite("Hello", .timeLimit(.minutes(30)))
struct HelloTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let token: @Sendable (TestTokens) -> String
        let code: ErrorCode
        let close: CloseCode

        init(_ name: String, _ code: ErrorCode, _ close: CloseCode, _ token: @escaping @Sendable (TestTokens) -> String) {
            testDescription = name
            self.code = code
            self.close = close
            self.token = token
        }

        /// A grant that is verified, and wrong in one way.
        static func grant(
            _ name: String, _ code: ErrorCode, _ close: CloseCode, _ change: @escaping @Sendable (inout RoomGrant) -> Void
        ) -> Row {
            Row(name, code, close) { tokens in
                var grant = tokens.client()
                change(&grant)
                return tokens.token(for: grant)
            }
        }
    }

    static let rows: [Row] = [
        Row("no token of ours", .tokenInvalid, .unauthorized) { _ in "forged" },
        Row("expired", .tokenExpired, .unauthorized) { _ in "expired" },
        Row("not valid yet", .tokenNotYetValid, .unauthorized) { _ in "early" },
        .grant("expired since it was verified", .tokenExpired, .unauthorized) { $0.expiresAt = TestTokens.now },
        .grant("of another room", .forbidden, .forbidden) { $0.room = TestTokens.otherRoom },
        .grant("of another practice", .forbidden, .forbidden) { $0.terms.practice = "elsewhere" },
        .grant("a cohost's", .forbidden, .forbidden) { $0.role = .cohost },
        .grant("direct entry for a client", .forbidden, .forbidden) { $0.entry = .direct },
        .grant("direct entry for a guest", .forbidden, .forbidden) { grant in
            grant.role = .guest
            grant.entry = .direct
        },
    ]

    /// The token is good, and what it says of the booking is newer than what the room knew.
    static let windowRows: [Row] = [
        .grant("before entry opens", .windowNotOpen, .notOpenYet) { grant in
            grant.terms.revision = 2
            grant.terms.opensAt = TestTokens.now + .seconds(60)
        },
        .grant("after entry closed", .windowClosed, .closed) { grant in
            grant.terms.revision = 2
            grant.terms.closesAt = TestTokens.now
        },
    ]

    @Test(arguments: rows)
    func `with a bad token is refused with its code, and nobody hears of it`(row: Row) async throws {
        try await TestServer.run { server in
            let host = try await server.join(server.tokens.host())
            _ = try await host.client.everythingSoFar()
            let before = try #require(await server.room()?.room.snapshot)
            try await Self.expectRefusal(of: row, by: server)
            #expect(try await host.client.everythingSoFar() == [])
            #expect(await server.room()?.room.snapshot == before)
        }
    }

    @Test(arguments: windowRows)
    func `outside the window is refused, and all that changes is the window`(row: Row) async throws {
        try await TestServer.run { server in
            let host = try await server.join(server.tokens.host())
            _ = try await host.client.everythingSoFar()
            var expected = try #require(await server.room()?.room.snapshot)
            try await Self.expectRefusal(of: row, by: server)
            #expect(try await host.client.kinds() == ["room.updated"])
            let after = try #require(await server.room()?.room.snapshot)
            #expect(after.room.terms.revision == 2)
            expected.room.terms = after.room.terms
            #expect(after == expected)
        }
    }

    /// With a request id and without: the same refusal.
    private static func expectRefusal(of row: Row, by server: TestServer) async throws {
        for id in ["h", nil] {
            let client = try await server.connect()
            try await client.send(.hello(Hello(token: row.token(server.tokens))), id: id)
            #expect(try await client.refusal(to: id ?? "").code == row.code)
            #expect(try await client.end().code == row.close.rawValue)
        }
    }

    @Test func `a spent token is refused, and the one who spent it is not disturbed`() async throws {
        try await TestServer.run { server in
            let grant = server.tokens.client()
            let first = try await server.join(grant)
            _ = try await first.client.everythingSoFar()
            let before = try #require(await server.room()?.room.snapshot)
            let second = try await server.connect()
            try await second.send(
                .hello(Hello(token: server.tokens.token(for: grant), onDuplicate: .takeover)), id: "h")
            #expect(try await second.refusal(to: "h").code == .tokenSpent)
            #expect(try await second.end().code == CloseCode.unauthorized.rawValue)
            #expect(try await first.client.everythingSoFar() == [])
            #expect(await server.room()?.room.snapshot == before)
        }
    }

    @Test(arguments: [#"{"type":"ping","id":"x"}"#, #"{"type":"waiting.admit","id":"x","data":{"ids":["a"]}}"#])
    func `anything else first is refused, and hello is still taken`(text: String) async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            try await client.send(text: text)
            #expect(try await client.refusal(to: "x").code == .helloRequired)
            let ok = try await client.hello(token: server.tokens.token(for: server.tokens.client()))
            #expect(ok.state == .waiting)
        }
    }

    @Test(arguments: [
        "", "no", #"{"type":"hello","data":{}}"#, #"{"type":"hello","data":{"token":"a","resume":{"token":"b","lastSeq":0}}}"#,
    ])
    func `a first frame that makes no sense ends the connection`(text: String) async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            try await client.send(text: text)
            let end = try await client.end()
            #expect(end.code == CloseCode.protocolViolation.rawValue)
            #expect(end.bye?.action == .stop)
        }
    }

    @Test func `8,192 bytes are read before hello, and not one more`() async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            let ping = Array(#"{"type":"ping","id":"x"}"#.utf8)
            try await client.send(bytes: ping + Array(repeating: 0x20, count: 8_192 - ping.count))
            #expect(try await client.refusal(to: "x").code == .helloRequired)
            try await client.send(bytes: ping + Array(repeating: 0x20, count: 8_193 - ping.count))
            #expect(try await client.end().code == CloseCode.tooLarge.rawValue)
        }
    }

    @Test func `of a frame that is too long before hello no more is kept`() async throws {
        try await TestServer.run { server in
            let client = try await RawConnection.open(port: server.port)
            // A text frame of 65,536 bytes, masked with zeros, whose last byte never comes.
            let frame: [UInt8] = [0x81, 0xFF, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
            try await client.send(HandshakeTests.upgrade)
            _ = try await client.read(until: "welcome")
            try await client.send(bytes: frame + Array(repeating: 0x20, count: 8_193))
            #expect(try await client.readToEnd().contains("too_large"))
        }
    }

    @Test func `whoever says no hello is closed in time`() async throws {
        try await TestServer.run(configure: { $0.limits.helloTimeout = .milliseconds(500) }) { server in
            let client = try await server.connect()
            let end = try await client.end()
            #expect(end.code == CloseCode.unauthorized.rawValue)
            #expect(end.bye?.reason == "hello_timeout")
        }
    }

    @Test func `a second tab is asked, and may take over on the same socket with the same token`() async throws {
        try await TestServer.run { server in
            let first = try await server.join(server.tokens.client(), hello: Hello(instance: "tab-1"))
            let token = server.tokens.token(for: server.tokens.client())
            let second = try await server.connect()
            do {
                _ = try await second.hello(Hello(token: token, instance: "tab-2"))
                Issue.record("taken in beside the first")
            } catch let refusal as Refusal {
                #expect(refusal.code == .duplicateSession)
            }
            let ok = try await second.hello(Hello(token: token, instance: "tab-2", onDuplicate: .takeover))
            #expect(ok.participantId == first.id)
            let end = try await first.client.end()
            #expect(end.code == CloseCode.replaced.rawValue)
        }
    }

    @Test func `bad hellos are answered slowly after a while, good ones never`() async throws {
        try await TestServer.run(configure: { settings in
            settings.limits.badHellos = 1
            settings.limits.badHelloDelay = .seconds(3_600)
        }) { server in
            let first = try await server.connect()
            try await first.send(.hello(Hello(token: "forged")), id: "h")
            _ = try await first.reply(to: "h")
            let second = try await server.connect()
            try await second.send(.hello(Hello(token: "forged")), id: "h")
            let ok = try await server.join(server.tokens.client()).ok
            #expect(ok.state == .waiting)
            _ = try await second.first(.welcome)
            await #expect(throws: SignalingClient.Failure.silence) { try await second.next(within: .milliseconds(20)) }
        }
    }
}
