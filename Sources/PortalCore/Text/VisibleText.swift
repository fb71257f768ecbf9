import Foundation

/// Lines of text that show what they say: the shared rule of everything that people type for others to read.
enum VisibleText {
    /// Returns `raw` normalised (NFC), without invisible characters and with tidy blanks.
    ///
    /// What gets into names by pasting and can't be seen (zero-width, byte order mark, soft hyphen) is stripped. Control
    /// characters and the marks that turn the reading direction are refused: they let one name pass for another.
    ///
    /// - Parameter longest: How many characters (extended grapheme clusters) may be left.
    /// - Throws: ``TextRefusal``.
    /// - SeeAlso: Unicode Technical Report 36, section 2.5 (bidirectional text spoofing).
    static func parse(_ raw: String, longest: Int) throws(TextRefusal) -> String {
        // Refused before it is looked at, so that an enormous text costs nothing; 16 bytes a character is ample.
        guard raw.utf8.count <= longest * 16 else { throw .tooLong }
        // Scalar by scalar: a blank with an accent on it is a blank and an accent, however often it is read.
        let text = try seen(raw).unicodeScalars.split(whereSeparator: \.properties.isWhitespace).map(String.init).joined(separator: " ")
        guard !text.isEmpty else { throw .empty }
        guard text.count <= longest else { throw .tooLong }
        return text
    }

    /// A number as people write it, normalised as in ``parse(_:longest:)``, but without the marks that turn the reading direction:
    /// address books wrap numbers in them, and digits can't pass for others.
    ///
    /// - Throws: ``TextRefusal``.
    static func number(_ raw: String, longest: Int) throws(TextRefusal) -> String {
        guard raw.utf8.count <= longest * 16 else { throw .tooLong }
        return try parse(String(raw.unicodeScalars.filter { $0.properties.generalCategory != .format }), longest: longest)
    }

    /// What can be seen of one line: the rule about characters alone, blanks left as they are.
    ///
    /// - Throws: ``TextRefusal/forbiddenCharacter``.
    static func seen(_ raw: some StringProtocol) throws(TextRefusal) -> String {
        var seen = String.UnicodeScalarView()
        for scalar in raw.precomposedStringWithCanonicalMapping.unicodeScalars where !isInvisible(scalar) {
            guard !isForbidden(scalar) else { throw .forbiddenCharacter }
            seen.append(scalar)
        }
        return String(seen)
    }

    /// Zero-width and soft characters. Those that turn the direction aren't here: they are refused, not stripped.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00AD, 0x180E, 0x200B...0x200D, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF: true
        default: false
        }
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
