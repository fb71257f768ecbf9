import MetricsTestKit
import SignalingClient
import SignalingProtocol
import Testing

@testable import Signaling

@Suite("Handshake", .timeLimit(.minutes(30)))
struct HandshakeTests {
    static let upgrade = """
        GET /v1/ws?room=room-1 HTTP/1.1\r
        Host: localhost\r
        Upgrade: websocket\r
        Connection: keep-alive, Upgrade\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Protocol: other, vestibule.v1\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        \r

        """
    static let page = "GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n"

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let from: String
        let to: String
        let status: Int
        let code: String
    }

    static let rows = [
        Row(testDescription: "no upgrade", from: "Upgrade: websocket\r\n", to: "", status: 426, code: "not_a_websocket_handshake"),
        Row(
            testDescription: "another upgrade", from: "Upgrade: websocket", to: "Upgrade: h2c", status: 426,
            code: "not_a_websocket_handshake"),
        Row(
            testDescription: "another version", from: "Version: 13", to: "Version: 8", status: 426,
            code: "not_a_websocket_handshake"),
        Row(
            testDescription: "a short key", from: "dGhlIHNhbXBsZSBub25jZQ==", to: "abc", status: 426,
            code: "not_a_websocket_handshake"),
        Row(testDescription: "a POST", from: "GET", to: "POST", status: 426, code: "not_a_websocket_handshake"),
        Row(
            testDescription: "a foreign origin", from: "Host: localhost", to: "Host: localhost\r\nOrigin: https://evil.example",
            status: 403, code: "origin_not_allowed"),
        Row(
            testDescription: "no origin of a page", from: "Host: localhost", to: "Host: localhost\r\nOrigin: null", status: 403,
            code: "origin_not_allowed"),
        Row(
            testDescription: "another subprotocol", from: "vestibule.v1", to: "vestibule.v2", status: 400,
            code: "unknown_subprotocol"),
        Row(testDescription: "no room", from: "?room=room-1", to: "", status: 400, code: "no_room"),
        Row(testDescription: "two rooms", from: "room=room-1", to: "room=a&room=b", status: 400, code: "no_room"),
        Row(testDescription: "no id", from: "room=room-1", to: "room=%2E%2E%2F", status: 400, code: "no_room"),
    ]

    @Test(arguments: rows)
    func `a request that is not in order is answered with what is wrong, and closed`(row: Row) async throws {
        try await TestServer.run { server in
            let connection = try await RawConnection.open(port: server.port)
            try await connection.send(Self.upgrade.replacing(row.from, with: row.to))
            let answer = try await connection.read(until: "}")
            #expect(answer.hasPrefix("HTTP/1.1 \(row.status) "))
            #expect(answer.contains(row.code))
            #expect(answer.lowercased().contains("connection: close"))
        }
    }

    @Test func `an allowed origin is let in, and the subprotocol is named`() async throws {
        try await TestServer.run { server in
            let connection = try await RawConnection.open(port: server.port)
            try await connection.send(Self.upgrade.replacing("Host:", with: "Origin: \(TestServer.origin)\r\nHost:"))
            let answer = try await connection.read(until: "\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 101 "))
            #expect(answer.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
            #expect(answer.lowercased().contains("sec-websocket-protocol: vestibule.v1"))
        }
    }

    @Test func `other paths go to the router, one after the other`() async throws {
        try await TestServer.run { server in
            let connection = try await RawConnection.open(port: server.port)
            for _ in 0..<2 {
                try await connection.send(Self.page)
                #expect(try await connection.read(until: "page").hasPrefix("HTTP/1.1 200 OK"))
            }
        }
    }

    @Test func `an upgrade of another kind is answered by the router, and the connection ends`() async throws {
        try await TestServer.run { server in
            let connection = try await RawConnection.open(port: server.port)
            try await connection.send("GET /page HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
            let answer = try await connection.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 200 OK"))
            #expect(answer.lowercased().contains("connection: close"))
            #expect(answer.hasSuffix("page"))
        }
    }

    @Test func `an upgrade on a connection that was used is refused at once`() async throws {
        try await TestServer.run { server in
            let connection = try await RawConnection.open(port: server.port)
            try await connection.send(Self.page)
            _ = try await connection.read(until: "page")
            try await connection.send(Self.upgrade)
            let answer = try await connection.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 400 "))
            #expect(answer.contains("used_connection"))
            #expect(answer.lowercased().contains("connection: close"))
        }
    }

    @Test func `frames that come with the handshake are not lost`() async throws {
        try await TestServer.run { server in
            let connection = try await RawConnection.open(port: server.port)
            let ping = Array(#"{"type":"ping","id":"x"}"#.utf8)
            // A text frame, masked with zeros.
            let frame = [0x81, 0x80 | UInt8(ping.count), 0, 0, 0, 0] + ping
            try await connection.send(bytes: Array(Self.upgrade.utf8) + frame)
            let answer = try await connection.read(until: "hello_required")
            #expect(answer.contains("welcome"))
        }
    }

    @Test func `what is no HTTP is answered and closed`() async throws {
        try await TestServer.run { server in
            let connection = try await RawConnection.open(port: server.port)
            try await connection.send("NONSENSE\r\n\r\n")
            #expect(try await connection.readToEnd().hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test func `one silent socket more than allowed is let in, the oldest goes, and nobody inside notices`() async throws {
        try await TestServer.run(configure: { $0.limits.unauthenticatedSockets = 2 }) { server in
            let (host, client) = try await server.session()
            let silent = try await [server.connect(), server.connect()]
            let newcomer = try await server.connect()
            let end = try await silent[0].end()
            #expect(end.code == CloseCode.overloaded.rawValue)
            #expect(end.bye?.action == .rejoin)
            let ok = try await newcomer.hello(token: server.tokens.token(for: server.tokens.client(2)))
            #expect(ok.state == .waiting)
            _ = try await silent[1].hello(token: server.tokens.token(for: server.tokens.client(3)))
            try await client.client.send(.chatSend(ChatDraft(text: "still here")))
            _ = try await host.client.first(.chatMessage)
        }
    }

    @Test func `connections without a request make room for newcomers too`() async throws {
        try await TestServer.run(configure: { $0.limits.unauthenticatedSockets = 1 }) { server in
            let silent = try await RawConnection.open(port: server.port)
            // The kernel has taken the connection; the server meets the two in their order only if it has met the first.
            while server.signaling.core.lobby.strangers == 0 { await Task.yield() }
            let halfway = try await RawConnection.open(port: server.port)
            #expect(try await silent.readToEnd() == "")
            try await halfway.send("GET /page HTTP/1.1\r\nHost: local")
            let newcomer = try await server.join(server.tokens.client())
            #expect(newcomer.ok.state == .waiting)
            #expect(try await halfway.readToEnd() == "")
        }
    }

    @Test func `a full house turns newcomers away with a word, and takes them once somebody has left`() async throws {
        let figures = TestMetrics()
        try await TestServer.run(metrics: figures, configure: { $0.maximumConnections = 2 }) { server in
            let inside = try await server.join(server.tokens.client())
            let refused = try await RawConnection.open(port: server.port)
            try await refused.send(Self.upgrade)
            let answer = try await refused.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 503 ") && answer.contains("overloaded"))
            #expect(answer.lowercased().contains("retry-after: "))
            #expect(try figures.expectCounter("vestibule_connections_refused_total", [("reason", "full")]).totalValue == 1)
            try await inside.client.close(1000)
            _ = try await inside.client.end()
            while server.signaling.core.lobby.isFull { await Task.yield() }
            _ = try await server.join(server.tokens.client(2))
        }
    }

    /// The address, names and values together.
    @Test func `16,384 bytes of a request's head are read, and not one more`() async throws {
        try await TestServer.run { server in
            for (count, status) in [(16_384, 200), (16_385, 400)] {
                let filling = String(repeating: "a", count: count - "/page".count - "Hostlocalhost".count - "X".count)
                let connection = try await RawConnection.open(port: server.port)
                try await connection.send("GET /page HTTP/1.1\r\nHost: localhost\r\nX: \(filling)\r\n\r\n")
                #expect(try await connection.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 \(status) "))
            }
        }
    }

    @Test func `100 headers are read, and not one more`() async throws {
        try await TestServer.run { server in
            for (count, status) in [(100, 200), (101, 400)] {
                let filling = (1..<count).map { "X-\($0): a\r\n" }.joined()
                let connection = try await RawConnection.open(port: server.port)
                try await connection.send("GET /page HTTP/1.1\r\nHost: localhost\r\n\(filling)\r\n")
                #expect(try await connection.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 \(status) "))
            }
        }
    }

    @Test func `headers without an end are answered at the limit, and the connection ends`() async throws {
        try await TestServer.run { server in
            let connection = try await RawConnection.open(port: server.port)
            try await connection.send("GET /page HTTP/1.1\r\nHost: localhost\r\n")
            for number in 0..<101 { try? await connection.send("X-\(number): a\r\n") }
            #expect(try await connection.readToEnd().hasPrefix("HTTP/1.1 400 "))
        }
    }
}
