/// A postal address as it is written on an envelope: 1 to 6 lines of up to 80 characters.
///
/// No street, city and postal code apart: every country puts them in an order of its own, and nobody but a reader needs them.
public struct PostalAddress: Hashable, Sendable, CustomStringConvertible {
    public let lines: [String]

    public static let mostLines = 6
    /// The longest line, in characters.
    public static let longestLine = 80

    /// Reads what a person typed: empty lines are left out, blanks tidied.
    ///
    /// - Throws: ``TextRefusal``.
    public init(_ raw: String) throws(TextRefusal) {
        guard raw.utf8.count <= Self.mostLines * Self.longestLine * 16 else { throw .tooLong }
        var lines: [String] = []
        for line in raw.split(whereSeparator: \.isNewline) where !line.allSatisfy(\.isWhitespace) {
            lines.append(try VisibleText.parse(String(line), longest: Self.longestLine))
        }
        guard !lines.isEmpty else { throw .empty }
        guard lines.count <= Self.mostLines else { throw .tooLong }
        self.lines = lines
    }

    /// The lines, one under the other; reads back as the same address.
    public var text: String { lines.joined(separator: "\n") }
    public var description: String { text }
}
