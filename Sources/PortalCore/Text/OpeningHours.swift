/// When a practice can be reached, in its own words: one line of 1 to 120 characters.
public struct OpeningHours: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// - Throws: ``TextRefusal``.
    public init(_ raw: String) throws(TextRefusal) {
        text = try VisibleText.parse(raw, longest: 120)
    }

    public var description: String { text }
}
