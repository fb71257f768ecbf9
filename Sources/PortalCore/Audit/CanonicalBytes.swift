/// Values one after the other as bytes, each with its length in front: one sequence of values for one sequence of bytes.
struct CanonicalBytes {
    private(set) var bytes: [UInt8] = []

    /// - Parameter purpose: What the bytes are, first of all, so that those of one purpose never pass for those of another.
    init(_ purpose: String) { append(purpose) }

    /// Eight bytes of length, the highest first, then the bytes.
    mutating func append(_ value: [UInt8]) {
        append(Int64(value.count))
        bytes += value
    }

    mutating func append(_ text: String) { append(Array(text.utf8)) }

    /// Eight bytes, the highest first, below zero in two's complement.
    mutating func append(_ number: Int64) {
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * Int64($0))) }
    }

    /// One byte that says whether there is a text, then the text.
    mutating func append(_ text: String?) {
        bytes.append(text == nil ? 0 : 1)
        if let text { append(text) }
    }
}
