import NIOCore
import NIOWebSocket
import RoomCore
import SignalingClient
import SignalingProtocol
import Testing

@testable import Signaling

/// Frames that break WebSocket's own rules: the socket is closed with the right code, and nobody else notices.
@Suite("Bad frames", .timeLimit(.minutes(30)))
struct BadFrameTests {
    static let small = Array(#"{"type":"ping"}"#.utf8)

    static let rows: [(BadFrame, CloseCode)] = [
        (.frame("binary", opcode: .binary, small), .unsupportedData),
        (.frame("not UTF-8", opcode: .text, [0x7B, 0xFF, 0x7D]), .invalidPayload),
        (.frame("an overlong slash", opcode: .text, [0x22, 0xC0, 0xAF, 0x22]), .invalidPayload),
        (.frame("unmasked", opcode: .text, isMasked: false, small), .protocolError),
        (.frame("a reserved bit", opcode: .text, rsv1: true, small), .protocolError),
        (
            .frame(
                "a reserved opcode",
                WebSocketFrame(
                    fin: true, opcode: WebSocketOpcode(encodedWebSocketOpcode: 3) ?? .binary, maskKey: .random(), data: ByteBuffer()
                )), .protocolError
        ),
        (.frame("a continuation of nothing", opcode: .continuation, small), .protocolError),
        (.frame("a fragmented ping", opcode: .ping, fin: false, []), .protocolError),
        (.frame("a ping of 126 bytes", opcode: .ping, Array(repeating: 0, count: 126)), .protocolError),
        (.frame("a close of one byte", opcode: .connectionClose, [3]), .protocolError),
        (.frame("a close with a code that is never sent", opcode: .connectionClose, [0x03, 0xED]), .protocolError),
        (.frame("a close with a reason that is not UTF-8", opcode: .connectionClose, [0x03, 0xE8, 0xFF]), .invalidPayload),
        (.frame("65,537 bytes", opcode: .text, Array(repeating: 0x20, count: 65_537)), .tooLarge),
        (
            BadFrame("65,537 bytes in fragments") { client in
                try await client.send(.fragment(.text, fin: false, count: 65_536))
                try await client.send(.fragment(.continuation, fin: true, count: 1))
            }, .tooLarge
        ),
        (
            BadFrame("a new message within fragments") { client in
                try await client.send(.fragment(.text, fin: false, count: 1))
                try await client.send(.fragment(.text, fin: true, count: 1))
            }, .protocolError
        ),
    ]

    @Test(arguments: rows)
    func `closes with its code, changes nothing on record and reaches nobody`(bad: BadFrame, code: CloseCode) async throws {
        try await TestServer.run { server in
            let (host, client) = try await server.session()
            let before = await server.room()?.room.snapshot
            try await bad.send(client.client)
            let end = try await client.client.end()
            #expect(end.bye?.code == code)
            #expect(end.code == code.rawValue)
            #expect(try await host.client.everythingSoFar() == [])
            #expect(await server.room()?.room.snapshot == before)
        }
    }

    @Test func `65,536 bytes are read, in one frame and in fragments`() async throws {
        try await TestServer.run { server in
            let (_, client) = try await server.session()
            let padded = Array(#"{"type":"ping","id":"p"}"#.utf8) + Array(repeating: 0x20, count: 65_536 - 24)
            try await client.client.send(bytes: padded)
            _ = try await client.client.first(.pong)
            try await client.client.send(.fragment(.text, fin: false, bytes: Array(padded[..<10])))
            try await client.client.send(.fragment(.ping, fin: true, count: 0))
            try await client.client.send(.fragment(.continuation, fin: true, bytes: Array(padded[10...])))
            _ = try await client.client.first(.pong)
        }
    }

    @Test func `a peer that closes is answered with its own code`() async throws {
        try await TestServer.run { server in
            let (host, client) = try await server.session()
            try await client.client.close(1000)
            #expect(try await client.client.end().code == 1000)
            #expect(try await host.client.everythingSoFar() == [])
        }
    }

    @Test func `a peer that only stops sending is let go of`() async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            try await client.finishSending()
            #expect(try await client.end().code == nil)
        }
    }

    @Test func `whoever goes on after being refused for haste is closed`() async throws {
        try await TestServer.run(now: TestClock().moment, configure: { $0.limits.messageRate = .init(perSecond: 1, burst: 5) }) { server in
            let client = try await server.join(server.tokens.client()).client
            for _ in 0..<5 { try await client.send(.readinessUpdate(Readiness()), id: "1") }
            let refusal = try await client.first { frame -> Refusal? in
                if case .reply(.error(let refusal), _) = frame { refusal } else { nil }
            }
            #expect(refusal.code == .rateLimited)
            #expect(refusal.retryAfterMs.map { (1...1000).contains($0) } == true)
            for _ in 0..<10 { try? await client.send(.readinessUpdate(Readiness())) }
            #expect(try await client.end().code == CloseCode.rateExceeded.rawValue)
        }
    }
}

extension WebSocketFrame {
    static func fragment(_ opcode: WebSocketOpcode, fin: Bool, count: Int) -> WebSocketFrame {
        fragment(opcode, fin: fin, bytes: Array(repeating: 0x20, count: count))
    }

    static func fragment(_ opcode: WebSocketOpcode, fin: Bool, bytes: [UInt8]) -> WebSocketFrame {
        WebSocketFrame(fin: fin, opcode: opcode, maskKey: .random(), data: ByteBuffer(bytes: bytes))
    }
}
