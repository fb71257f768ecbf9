import NIOCore
import NIOWebSocket
import SignalingProtocol

/// Frames to messages, as RFC 6455 wants it and NIO leaves to its user: masks, reserved bits and opcodes, the order of
/// fragments, UTF-8, close codes, sizes.
struct MessageAssembly {
    enum Outcome: Equatable {
        /// Part of a message, or nothing of interest.
        case nothing
        case text([UInt8])
        case ping(ByteBuffer)
        /// The peer closes, with a code that may be sent back.
        case close(WebSocketErrorCode?)
        case violation(CloseCode)
    }

    /// The largest message, in bytes.
    var maximumBytes: Int
    /// What has come of the message under way.
    private var text: PartialText?

    init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    mutating func take(_ frame: WebSocketFrame) -> Outcome {
        guard frame.maskKey != nil, !frame.rsv1, !frame.rsv2, !frame.rsv3 else { return .violation(.protocolError) }
        switch frame.opcode {
        case .text:
            guard text == nil else { return .violation(.protocolError) }
            text = PartialText()
            return append(frame)
        case .continuation: return append(frame)
        case .binary: return .violation(text == nil ? .unsupportedData : .protocolError)
        case .ping: return .ping(frame.unmaskedData)
        case .pong: return .nothing
        case .connectionClose: return close(frame.unmaskedData)
        default: return .violation(.protocolError)
        }
    }

    private mutating func append(_ frame: WebSocketFrame) -> Outcome {
        guard var text = text.take() else { return .violation(.protocolError) }
        guard text.bytes.count + frame.length <= maximumBytes else { return .violation(.tooLarge) }
        guard text.append(frame.unmaskedData.readableBytesView, isLast: frame.fin) else { return .violation(.invalidPayload) }
        if frame.fin { return .text(text.bytes) }
        self.text = text
        return .nothing
    }

    private func close(_ data: ByteBuffer) -> Outcome {
        var data = data
        guard data.readableBytes > 0 else { return .close(nil) }
        guard let code = data.readInteger(as: UInt16.self), Self.mayBeSent(code) else { return .violation(.protocolError) }
        guard Array(data.readableBytesView).isUTF8 else { return .violation(.invalidPayload) }
        return .close(WebSocketErrorCode(codeNumber: Int(code)))
    }

    /// RFC 6455 section 7.4, and the codes registered since.
    private static func mayBeSent(_ code: UInt16) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}

extension [UInt8] {
    fileprivate var isUTF8: Bool { (try? UTF8Span(validating: span)) != nil }
}
