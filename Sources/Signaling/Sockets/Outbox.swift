import NIOCore

/// What waits for one socket to be writable again. Bounded: whoever doesn't read is closed, and slows nobody.
struct Outbox {
    private let maximumCount: Int
    private let maximumBytes: Int
    private var frames = CircularBuffer<OutgoingFrame>()
    private(set) var bytes = 0

    init(maximumCount: Int, maximumBytes: Int) {
        self.maximumCount = maximumCount
        self.maximumBytes = maximumBytes
    }

    var isEmpty: Bool { frames.isEmpty }
    var count: Int { frames.count }

    /// Puts a frame in line, or in the place of an older one that it makes worthless.
    ///
    /// - Returns: Whether there was room.
    mutating func append(_ frame: OutgoingFrame) -> Bool {
        if let key = frame.key, let index = frames.firstIndex(where: { $0.key == key }) {
            bytes += frame.text.readableBytes - frames[index].text.readableBytes
            frames[index] = frame
            return bytes <= maximumBytes
        }
        guard frames.count < maximumCount, bytes + frame.text.readableBytes <= maximumBytes else { return false }
        frames.append(frame)
        bytes += frame.text.readableBytes
        return true
    }

    mutating func popFirst() -> OutgoingFrame? {
        guard let frame = frames.popFirst() else { return nil }
        bytes -= frame.text.readableBytes
        return frame
    }

    mutating func removeAll() {
        frames.removeAll(keepingCapacity: false)
        bytes = 0
    }
}
