/// Bytes as letters and digits that can be read aloud and typed: A to Z and 2 to 7 (RFC 4648, section 6).
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    /// Without padding, as authenticator apps want it.
    static func encode(_ bytes: [UInt8]) -> String {
        var text = ""
        var (bits, buffer) = (0, UInt32(0))
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(letter(buffer >> UInt32(bits)))
            }
            buffer &= (1 << UInt32(bits)) - 1
        }
        if bits > 0 { text.append(letter(buffer << UInt32(5 - bits))) }
        return text
    }

    /// Reads what ``encode(_:)`` writes, in either case, with blanks and hyphens anywhere and padding at the end.
    ///
    /// - Returns: `nil` for other characters, impossible lengths, and ends that no bytes have.
    static func decode(_ text: String) -> [UInt8]? {
        var letters = text.uppercased().filter { !$0.isWhitespace && $0 != "-" }
        while letters.last == "=" { letters.removeLast() }
        var bytes: [UInt8] = []
        var (bits, buffer) = (0, UInt32(0))
        for letter in letters {
            guard let value = alphabet.firstIndex(of: letter) else { return nil }
            buffer = buffer << 5 | UInt32(value)
            bits += 5
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            buffer &= (1 << UInt32(bits)) - 1
        }
        // What is left over is less than a letter, and zero.
        return bits < 5 && buffer == 0 ? bytes : nil
    }

    private static func letter(_ value: UInt32) -> Character { alphabet[Int(value & 31)] }
}
