extension [UInt8] {
    /// Base64 with padding (RFC 4648, section 4).
    var base64: String { encoded(alphabet: "+/", isPadded: true) }

    /// Base64 for URLs and ids, without padding (RFC 4648, section 5).
    var base64URL: String { encoded(alphabet: "-_", isPadded: false) }

    /// Lower-case hexadecimal.
    var hexadecimal: String {
        reduce(into: "") { text, byte in
            if byte < 16 { text += "0" }
            text += String(byte, radix: 16)
        }
    }

    private func encoded(alphabet last: String, isPadded: Bool) -> String {
        let digits = Array<UInt8>("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8) + Array<UInt8>(last.utf8)
        var text: [UInt8] = []
        text.reserveCapacity((count + 2) / 3 * 4)
        for start in stride(from: 0, to: count, by: 3) {
            let group = self[start..<Swift.min(start + 3, count)]
            let bits = (0..<3).reduce(UInt32(0)) { $0 << 8 | (start + $1 < count ? UInt32(self[start + $1]) : 0) }
            for digit in 0...group.count { text.append(digits[Int(bits >> (18 - 6 * UInt32(digit))) & 0x3F]) }
            if isPadded { text += Array(repeating: UInt8(ascii: "="), count: 3 - group.count) }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
