import NIOCore
import NIOWebSocket

/// WebSocket's frame decoder, holding no more of an unfinished frame than its sender may send now: before hello that is little.
final class BoundedFrameDecoder: ByteToMessageDecoder {
    typealias InboundOut = WebSocketFrame

    private let decoder: WebSocketFrameDecoder
    private let maximumBytes: () -> Int

    /// - Parameters:
    ///   - limit: The largest frame of all, in bytes of payload.
    ///   - maximumBytes: The largest at the moment.
    init(limit: Int, maximumBytes: @escaping () -> Int) {
        decoder = WebSocketFrameDecoder(maxFrameSize: limit)
        self.maximumBytes = maximumBytes
    }

    /// - Throws: `NIOWebSocketError` where a frame is larger than it may be.
    func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        let state = try decoder.decode(context: context, buffer: &buffer)
        if case .needMoreData = state, buffer.readableBytes > maximumBytes() { throw NIOWebSocketError.invalidFrameLength }
        return state
    }
}
