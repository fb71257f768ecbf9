/// What a picture says of itself, read from its own bytes and from nothing that is said about it.
///
/// A picture is taken only if it is whole, and nothing else hides behind it: the format's own parts fill the file from its first
/// byte to its last.
public struct ImageHeader: Equatable, Sendable {
    public let type: ImageType
    /// In pixels.
    public let width: Int
    /// In pixels.
    public let height: Int

    /// - Throws: ``ImageRefusal/notAPicture`` or ``ImageRefusal/damaged``.
    public init(_ bytes: [UInt8]) throws(ImageRefusal) {
        let reader = ByteReader(bytes: bytes)
        let size: (Int, Int)?
        if reader.has(PNG.signature, at: 0) {
            (type, size) = (.png, PNG.size(reader))
        } else if reader.has([0xFF, 0xD8, 0xFF], at: 0) {
            (type, size) = (.jpeg, JPEG.size(reader))
        } else if reader.has("RIFF", at: 0), reader.has("WEBP", at: 8) {
            (type, size) = (.webp, WebP.size(reader))
        } else {
            throw .notAPicture
        }
        guard let size, size.0 > 0, size.1 > 0 else { throw .damaged }
        (width, height) = size
    }
}

/// Why a picture can't be a logo. The raw value is stable: pages have words for it.
public enum ImageRefusal: String, Error, Equatable, Sendable, CaseIterable {
    /// Nothing was sent.
    case empty
    /// Neither PNG, JPEG nor WebP by its first bytes, whatever it is called.
    case notAPicture = "not_a_picture"
    /// Cut off, changed on its way, or with something behind its end.
    case damaged
    /// More than ``Logo/largestBytes``.
    case tooManyBytes = "too_many_bytes"
    /// A side of more than ``Logo/longestSide``.
    case tooManyPixels = "too_many_pixels"
    /// A side of fewer than ``Logo/shortestSide``.
    case tooFewPixels = "too_few_pixels"
    /// One side more than ``Logo/mostStretched`` times the other.
    case tooStretched = "too_stretched"
}

/// - SeeAlso: PNG (Third Edition), sections 5 and 11.2.1.
private enum PNG {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Chunks, each its length, its name, its data and a checksum that is right: `IHDR` first, a picture, `IEND` at the very end.
    static func size(_ reader: ByteReader) -> (Int, Int)? {
        guard reader.big(8, bytes: 4) == 13, reader.has("IHDR", at: 12), let width = reader.big(16, bytes: 4),
            let height = reader.big(20, bytes: 4)
        else { return nil }
        var offset = signature.count
        var hasPicture = false
        while let length = reader.big(offset, bytes: 4), length < reader.count {
            let end = offset + 12 + length
            guard let sum = reader.big(end - 4, bytes: 4), sum == checksum(reader.bytes[offset + 4..<end - 4]) else { return nil }
            if reader.has("IEND", at: offset + 4) { return hasPicture && end == reader.count ? (width, height) : nil }
            if reader.has("IDAT", at: offset + 4), !hasPicture {
                guard beginsZlib(reader, at: offset + 8) else { return nil }
                hasPicture = true
            }
            offset = end
        }
        return nil
    }

    /// - SeeAlso: RFC 1950, section 2.2: deflated, in a window of 32 KiB at most, and both bytes together divisible by 31.
    private static func beginsZlib(_ reader: ByteReader, at offset: Int) -> Bool {
        guard let head = reader.big(offset, bytes: 2) else { return false }
        return head >> 8 & 0x0F == 8 && head >> 12 <= 7 && head.isMultiple(of: 31)
    }

    /// CRC-32, as in annex D.
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> Int {
        let sum = bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return Int(~sum)
    }
}

/// - SeeAlso: ITU-T T.81, annex B.
private enum JPEG {
    /// Segments, each with a marker and (mostly) a length; after a scan's head, coded data up to the next marker; `EOI` at the very end.
    static func size(_ reader: ByteReader) -> (Int, Int)? {
        var offset = 2
        var size: (Int, Int)?
        while reader.byte(offset) == 0xFF, let marker = reader.byte(offset + 1) {
            if marker == 0xD9 { return offset + 2 == reader.count ? size : nil }
            guard let length = reader.big(offset + 2, bytes: 2), length >= 2 else { return nil }
            if isFrame(marker) {
                guard size == nil, let height = reader.big(offset + 5, bytes: 2), let width = reader.big(offset + 7, bytes: 2) else {
                    return nil
                }
                size = (width, height)
            }
            offset += 2 + length
            if marker == 0xDA { offset = endOfScan(reader, from: offset) }
        }
        return nil
    }

    /// `SOF0` to `SOF15`, but for the three that say something else.
    private static func isFrame(_ marker: Int) -> Bool { (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker) }

    /// Within coded data `FF` is followed by 0, or by a restart marker.
    private static func endOfScan(_ reader: ByteReader, from start: Int) -> Int {
        var offset = start
        while let byte = reader.byte(offset) {
            if byte == 0xFF, let next = reader.byte(offset + 1), next != 0, !(0xD0...0xD7).contains(next) { return offset }
            offset += 1
        }
        return offset
    }
}

/// - SeeAlso: RFC 9649, section 2.
private enum WebP {
    /// One RIFF container that is as long as it says; the size is in its first chunk.
    static func size(_ reader: ByteReader) -> (Int, Int)? {
        guard let length = reader.little(4, bytes: 4), length + 8 == reader.count else { return nil }
        if reader.has("VP8X", at: 12) {
            guard let width = reader.little(24, bytes: 3), let height = reader.little(27, bytes: 3) else { return nil }
            return (width + 1, height + 1)
        }
        if reader.has("VP8L", at: 12), reader.byte(20) == 0x2F {
            guard let bits = reader.little(21, bytes: 4) else { return nil }
            return (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
        }
        guard reader.has("VP8 ", at: 12), reader.has([0x9D, 0x01, 0x2A], at: 23), let width = reader.little(26, bytes: 2),
            let height = reader.little(28, bytes: 2)
        else { return nil }
        return (width & 0x3FFF, height & 0x3FFF)
    }
}
