/// Reads numbers and marks out of bytes that came from outside; outside their bounds there is nothing.
struct ByteReader {
    let bytes: [UInt8]

    var count: Int { bytes.count }

    func byte(_ offset: Int) -> Int? { bytes.indices.contains(offset) ? Int(bytes[offset]) : nil }

    /// The highest byte first.
    func big(_ offset: Int, bytes length: Int) -> Int? { number(offset..<offset + length) }

    /// The lowest byte first.
    func little(_ offset: Int, bytes length: Int) -> Int? { number((offset..<offset + length).reversed()) }

    func has(_ mark: String, at offset: Int) -> Bool { has(Array(mark.utf8), at: offset) }

    func has(_ mark: [UInt8], at offset: Int) -> Bool {
        offset >= 0 && offset + mark.count <= bytes.count && bytes[offset..<offset + mark.count].elementsEqual(mark)
    }

    private func number(_ offsets: some Sequence<Int>) -> Int? {
        offsets.reduce(0 as Int?) { sum, offset in
            guard let sum, let byte = byte(offset) else { return nil }
            return sum << 8 | byte
        }
    }
}
