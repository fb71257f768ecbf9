import NIOCore
import NIOWebSocket
import SignalingProtocol

/// A message gone wrong, as the frames that carry it.
struct MutatedFrame {
    let frames: [WebSocketFrame]
    /// The message, if the frames make one.
    var text: [UInt8]?
    /// How the connection has to end, where the frames themselves are wrong.
    var breaks: CloseCode?

    /// A message that is sent as one frame, or as several with a ping among them.
    init(_ text: [UInt8], cutAt cuts: [Int] = []) {
        self.text = text
        let edges = [0] + cuts.map { min($0, text.count) }.sorted() + [text.count]
        let parts = zip(edges, edges.dropFirst()).map { Array(text[$0..<$1]) }
        frames = parts.enumerated().flatMap { index, part in
            let isLast = index == parts.count - 1
            let frame = WebSocketFrame.fragment(index == 0 ? .text : .continuation, fin: isLast, bytes: part)
            return isLast ? [frame] : [frame, .fragment(.ping, fin: true, bytes: [1])]
        }
    }

    /// Frames that break WebSocket's own rules.
    init(_ frames: WebSocketFrame..., breaks: CloseCode) {
        self.frames = frames
        self.breaks = breaks
    }

    /// A frame that is wrong whatever it says.
    static func broken(_ text: [UInt8], _ random: inout SplitMix) -> MutatedFrame {
        let key = WebSocketMaskingKey.random(using: &random)
        let text = Array(text.prefix(4_000))
        func frame(
            _ opcode: WebSocketOpcode = .text, fin: Bool = true, rsv1: Bool = false, rsv2: Bool = false, rsv3: Bool = false,
            mask: WebSocketMaskingKey?, _ bytes: [UInt8]
        ) -> WebSocketFrame {
            WebSocketFrame(fin: fin, rsv1: rsv1, rsv2: rsv2, rsv3: rsv3, opcode: opcode, maskKey: mask, data: ByteBuffer(bytes: bytes))
        }
        let short = Array(text.prefix(125))
        let reserved = WebSocketOpcode(encodedWebSocketOpcode: [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].randomElement(using: &random) ?? 3)
        switch Int.random(in: 0..<13, using: &random) {
        case 0: return MutatedFrame(frame(.binary, mask: key, text), breaks: .unsupportedData)
        case 1: return MutatedFrame(frame(mask: nil, text), breaks: .protocolError)
        case 2: return MutatedFrame(frame(rsv1: true, mask: key, text), breaks: .protocolError)
        case 3: return MutatedFrame(frame(rsv2: true, mask: key, text), breaks: .protocolError)
        case 4: return MutatedFrame(frame(rsv3: true, mask: key, text), breaks: .protocolError)
        case 5: return MutatedFrame(frame(reserved ?? .binary, mask: key, short), breaks: .protocolError)
        case 6: return MutatedFrame(frame(.continuation, mask: key, text), breaks: .protocolError)
        case 7: return MutatedFrame(frame(.ping, fin: false, mask: key, short), breaks: .protocolError)
        case 8: return MutatedFrame(frame(.ping, mask: key, Array(repeating: 0, count: 126)), breaks: .protocolError)
        case 9: return MutatedFrame(frame(.connectionClose, mask: key, [3]), breaks: .protocolError)
        case 10: return MutatedFrame(frame(.connectionClose, mask: key, [0x03, 0xED]), breaks: .protocolError)
        case 11: return MutatedFrame(frame(.connectionClose, mask: key, [0x03, 0xE8, 0xFF]), breaks: .invalidPayload)
        default: return MutatedFrame(frame(fin: false, mask: key, [0x7B]), frame(mask: key, text), breaks: .protocolError)
        }
    }
}
