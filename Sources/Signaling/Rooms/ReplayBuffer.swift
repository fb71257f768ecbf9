import NIOCore

/// The newest events of one session, kept until they are acknowledged, so that a short drop loses nothing.
struct ReplayBuffer: Sendable {
    private let maximumCount: Int
    private let maximumBytes: Int
    private var frames = CircularBuffer<(seq: Int, text: ByteBuffer)>()
    private var bytes = 0
    /// The number that the next event takes.
    private(set) var nextSeq: Int

    /// - Parameter lastSeq: The newest event that the client has seen, when an earlier process sent it.
    init(maximumCount: Int, maximumBytes: Int, after lastSeq: Int = 0) {
        self.maximumCount = maximumCount
        self.maximumBytes = maximumBytes
        nextSeq = lastSeq + 1
    }

    /// Takes the next number for an event and keeps what `write` makes of it.
    mutating func append(_ write: (Int) -> ByteBuffer?) -> ByteBuffer? {
        guard let text = write(nextSeq) else { return nil }
        frames.append((nextSeq, text))
        bytes += text.readableBytes
        nextSeq += 1
        while frames.count > maximumCount || bytes > maximumBytes { removeFirst() }
        return text
    }

    /// The client has everything up to this one.
    mutating func acknowledge(_ seq: Int) {
        while let first = frames.first, first.seq <= seq { removeFirst() }
    }

    /// Keeps nothing of what was sent so far.
    mutating func forget() {
        frames.removeAll()
        bytes = 0
    }

    /// Whether everything after this one is still here.
    func canReplay(after seq: Int) -> Bool {
        seq < nextSeq && seq >= (frames.first?.seq ?? nextSeq) - 1
    }

    func events(after seq: Int) -> [ByteBuffer] { frames.filter { $0.seq > seq }.map(\.text) }

    private mutating func removeFirst() {
        guard let first = frames.popFirst() else { return }
        bytes -= first.text.readableBytes
    }
}
