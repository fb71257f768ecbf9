/// Why a receipt counts no more, as staff say it and the receipt shows it. 1 to 200 characters.
public struct VoidReason: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// In characters.
    public static let longest = 200

    /// - Throws: ``TextRefusal``.
    public init(_ raw: String) throws(TextRefusal) {
        text = try VisibleText.parse(raw, longest: Self.longest)
    }

    public var description: String { text }
}
