/// Text in any language as short lines of ASCII that most people could still read.
///
/// - SeeAlso: RFC 2045, section 6.7.
enum QuotedPrintable {
    /// The longest line, without its CRLF.
    static let lineLength = 76

    /// Lines end in CRLF, whatever they ended in before. No line begins with a dot, which SMTP treats apart, or with `From `,
    /// which mailbox files do.
    static func encode(_ text: String) -> String {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
            .map { encode(line: Array($0.utf8)) }
            .joined(separator: "\r\n")
    }

    private static func encode(line: [UInt8]) -> String {
        var (lines, current) = ("", "")
        for (index, byte) in line.enumerated() {
            let piece = stands(byte, at: index, in: line, isFirst: current.isEmpty) ? String(UnicodeScalar(byte)) : escape(byte)
            // One column is kept for the `=` of a soft line break.
            if current.utf8.count + piece.utf8.count > lineLength - 1 {
                lines += current + "=\r\n"
                current = stands(byte, at: index, in: line, isFirst: true) ? String(UnicodeScalar(byte)) : escape(byte)
            } else {
                current += piece
            }
        }
        return lines + current
    }

    private static func stands(_ byte: UInt8, at index: Int, in line: [UInt8], isFirst: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "="): false
        case UInt8(ascii: " "), UInt8(ascii: "\t"): index != line.count - 1
        case UInt8(ascii: "."): !isFirst
        case UInt8(ascii: "F"): !isFirst || !line[index...].starts(with: "From ".utf8)
        default: (0x21...0x7E).contains(byte)
        }
    }

    /// `=C3`
    static func escape(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return (digits.count < 2 ? "=0" : "=") + digits
    }
}
