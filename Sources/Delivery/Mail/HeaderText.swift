import Foundation

/// Text for people in a header field, which is ASCII: as it stands where it can, as encoded words where it can't.
///
/// - SeeAlso: RFC 2047; RFC 5322, section 3.2.
enum HeaderText {
    /// The longest word that stands as it is, and the longest encoded word: either fits on a line behind every name of ours.
    private static let longestWord = 60

    /// Unstructured text.
    static func words(_ text: String) -> [String] {
        let words = tidy(text)
        let isPlain = words.allSatisfy { $0.utf8.count <= longestWord && isASCII($0) && !$0.contains("=?") }
        return isPlain ? words : encoded(words)
    }

    /// A name before an address: bare, quoted or encoded.
    static func phrase(_ name: String) -> [String] {
        let words = tidy(name)
        if words.allSatisfy({ $0.utf8.count <= longestWord && $0.utf8.allSatisfy(isAtom) }) { return words }
        let quoted = "\"" + words.joined(separator: " ").replacing(/["\\]/) { "\\" + $0.output } + "\""
        return quoted.utf8.count <= longestWord && isASCII(quoted) && !quoted.contains("=?") ? [quoted] : encoded(words)
    }

    /// What is left on one line: line breaks and control characters part words as blanks do.
    private static func tidy(_ text: String) -> [String] {
        text.unicodeScalars.split { scalar in
            scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
        }.map(String.init)
    }

    /// `=?utf-8?q?…?=`, as many as it takes. Blanks between encoded words don't count, so they stand inside.
    private static func encoded(_ words: [String]) -> [String] {
        let (start, end) = ("=?utf-8?q?", "?=")
        var chunks = [""]
        for scalar in words.joined(separator: " ").unicodeScalars {
            let piece = Array(String(scalar).utf8).map(letter).joined()
            if chunks[chunks.count - 1].count + piece.count > longestWord - start.count - end.count { chunks.append("") }
            chunks[chunks.count - 1] += piece
        }
        return chunks.map { start + $0 + end }
    }

    /// Only what may stand in an encoded word anywhere, phrases included (RFC 2047, section 5, rule 3).
    private static func letter(_ byte: UInt8) -> String {
        if byte == UInt8(ascii: " ") { return "_" }
        let stands = isLetterOrDigit(byte) || "!*+-/".utf8.contains(byte)
        return stands ? String(UnicodeScalar(byte)) : QuotedPrintable.escape(byte)
    }

    private static func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { (0x20...0x7E).contains($0) } }

    /// `atext` (RFC 5322, section 3.2.3), without `=` and `?`, which begin encoded words.
    private static func isAtom(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || "!#$%&'*+-/^_`{|}~".utf8.contains(byte) }
}
