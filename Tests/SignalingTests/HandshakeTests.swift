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

    @Test func `more silent sockets than allowed are turned away before the handshake`() async throws {
        try await TestServer.run(configure: { $0.limits.unauthenticatedSockets = 1 }) { server in
            let first = try await server.connect()
            await #expect(throws: SignalingClient.Failure.self) { _ = try await server.connect() }
            _ = try await first.hello(token: server.tokens.token(for: server.tokens.client()))
            _ = try await server.connect()
        }
    }
}
