/// A practice's name in addresses: `/p/{slug}/…`.
///
/// 2 to 40 lower-case ASCII letters, digits and single hyphens, with a letter or a digit at both ends.
public struct Slug: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// Upper case is refused rather than folded: an address has one spelling.
    ///
    /// - Throws: ``TextRefusal``.
    public init(_ raw: String) throws(TextRefusal) {
        guard !raw.isEmpty else { throw .empty }
        guard raw.utf8.count >= 2 else { throw .tooShort }
        guard raw.utf8.count <= 40 else { throw .tooLong }
        guard raw.utf8.allSatisfy(Self.isAllowed) else { throw .forbiddenCharacter }
        guard !raw.hasPrefix("-"), !raw.hasSuffix("-"), !raw.contains("--") else { throw .malformed }
        text = raw
    }

    public var description: String { text }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
