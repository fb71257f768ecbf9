/// One line about somebody who works at a practice: a title ("psychologist"), a licence number. 1 to 80 characters.
public struct ProfileLine: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// In characters.
    public static let longest = 80

    /// - Throws: ``TextRefusal``.
    public init(_ raw: String) throws(TextRefusal) {
        text = try VisibleText.parse(raw, longest: Self.longest)
    }

    public var description: String { text }
}
