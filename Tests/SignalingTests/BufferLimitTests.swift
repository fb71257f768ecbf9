import NIOCore
import SignalingProtocol
import Testing

@testable import Signaling

/// What is kept for one socket, at its limits and one beyond.
@Suite("Limits of what is kept")
struct BufferLimitTests {
    private let limits = Limits()

    private func text(_ bytes: Int) -> ByteBuffer { ByteBuffer(repeating: UInt8(ascii: "x"), count: bytes) }

    @Test func `256 events can be replayed, and the first of 257 can't`() {
        var buffer = ReplayBuffer(maximumCount: limits.replayMessages, maximumBytes: limits.replayBytes)
        for _ in 1...256 { _ = buffer.append { _ in text(1) } }
        #expect(buffer.canReplay(after: 0) && buffer.events(after: 0).count == 256)
        _ = buffer.append { _ in text(1) }
        #expect(!buffer.canReplay(after: 0) && buffer.canReplay(after: 1))
    }

    @Test func `524,288 bytes can be replayed, and not one more`() {
        var buffer = ReplayBuffer(maximumCount: limits.replayMessages, maximumBytes: limits.replayBytes)
        for _ in 1...8 { _ = buffer.append { _ in text(65_536) } }
        #expect(buffer.canReplay(after: 0))
        _ = buffer.append { _ in text(1) }
        #expect(!buffer.canReplay(after: 0) && buffer.canReplay(after: 1))
    }

    @Test func `256 frames wait for whoever reads slowly, and no 257th`() {
        var outbox = Outbox(maximumCount: limits.outboundMessages, maximumBytes: limits.outboundBytes)
        let taken = (1...257).map { _ in outbox.append(OutgoingFrame(text(1))) }
        #expect(taken == Array(repeating: true, count: 256) + [false])
    }

    @Test func `1,048,576 bytes wait for whoever reads slowly, and not one more`() {
        var outbox = Outbox(maximumCount: limits.outboundMessages, maximumBytes: limits.outboundBytes)
        let taken = (Array(repeating: 65_536, count: 16) + [1]).map { outbox.append(OutgoingFrame(text($0))) }
        #expect(taken == Array(repeating: true, count: 16) + [false])
        #expect(outbox.bytes == 1_048_576 && outbox.count == 16)
    }
}
