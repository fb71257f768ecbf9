/// The name somebody chose to show in one session: 1–80 characters on one line.
public struct DisplayName: Hashable, Sendable, CustomStringConvertible {
    /// The longest name, in characters (grapheme clusters).
    public static let longest = 80
    /// The longest name, in Unicode scalars: a single character can be built of many.
    public static let longestInScalars = 240

    /// The name, without spaces around it and with single spaces inside.
    public let text: String

    /// - Returns: `nil` if nothing visible is left, if it is too long, or if it holds control, format or private
    ///   characters (a bidirectional override could make one name read as another).
    public init?(_ raw: String) {
        guard raw.unicodeScalars.count <= 4 * Self.longestInScalars else { return nil }
        let words = Self.words(of: raw.unicodeScalars)
        guard (1...Self.longest).contains(words.count), words.unicodeScalars.count <= Self.longestInScalars else { return nil }
        guard words.unicodeScalars.allSatisfy(Self.permits) else { return nil }
        guard words.unicodeScalars.contains(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil }) else { return nil }
        text = words
    }

    public var description: String { text }

    /// Two names with the same key read the same: case, marks that can't be seen and spacing don't tell them apart (H2).
    public var key: String { text.lowercased() }

    /// The key of a name that is no display name, such as one from a record: as if what can't be seen weren't there.
    public static func key(ofRecordName name: String) -> String {
        words(of: name.unicodeScalars.filter { permits($0) || $0.properties.isWhitespace }).lowercased()
    }

    /// Scalar by scalar: a blank with an accent on it is a blank and an accent, however often it is read.
    private static func words(of scalars: some Collection<Unicode.Scalar>) -> String {
        scalars.split(whereSeparator: \.properties.isWhitespace).map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    }

    private static func permits(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        // U+2800 is a letter to Unicode, and nothing to the eye.
        default: !scalar.properties.isDefaultIgnorableCodePoint && scalar != "\u{2800}"
        }
    }
}

extension DisplayName: Codable {
    public init(from decoder: any Decoder) throws {
        guard let name = Self(try decoder.singleValueContainer().decode(String.self)) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a display name"))
        }
        self = name
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
