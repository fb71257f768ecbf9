import NIOCore
import NIOWebSocket
import SignalingClient
import Testing

/// Something a well-behaved client never sends.
struct BadFrame: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let send: @Sendable (SignalingClient) async throws -> Void

    init(_ name: String, _ send: @escaping @Sendable (SignalingClient) async throws -> Void) {
        testDescription = name
        self.send = send
    }

    static func text(_ name: String, _ text: String) -> BadFrame { BadFrame(name) { try await $0.send(text: text) } }

    static func frame(_ name: String, _ frame: WebSocketFrame) -> BadFrame { BadFrame(name) { try await $0.send(frame) } }

    static func frame(
        _ name: String, opcode: WebSocketOpcode, fin: Bool = true, rsv1: Bool = false, isMasked: Bool = true, _ bytes: [UInt8]
    ) -> BadFrame {
        .frame(
            name,
            WebSocketFrame(
                fin: fin, rsv1: rsv1, opcode: opcode, maskKey: isMasked ? .random() : nil, data: ByteBuffer(bytes: bytes)))
    }
}
