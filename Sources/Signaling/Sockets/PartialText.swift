/// Text that comes in parts. Each is checked as it comes, so that what can't become UTF-8 any more is refused at once.
struct PartialText {
    private(set) var bytes: [UInt8] = []
    /// How many of them are whole characters, and good.
    private var goodBytes = 0

    /// - Returns: Whether what there is now is UTF-8, or, before the last part, the beginning of some.
    mutating func append(_ part: some Collection<UInt8>, isLast: Bool) -> Bool {
        bytes += part
        do {
            _ = try UTF8Span(validating: bytes.span.extracting(goodBytes..<bytes.count))
            goodBytes = bytes.count
            return true
        } catch {
            goodBytes += error.byteOffsets.lowerBound
            // A character that the next part may complete.
            return !isLast && error.kind == .truncatedScalar && bytes.count - goodBytes == error.byteOffsets.count
        }
    }
}
