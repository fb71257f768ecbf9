import Foundation

/// An e-mail address, in the one spelling that is stored and compared: lower case, ASCII.
///
/// Strict on purpose: no quoted local parts, no comments, no address literals. What people really have passes.
///
/// - SeeAlso: RFC 5321, section 4.5.3.1 (64 octets before the `@`, 254 in all), and RFC 5322's `dot-atom`.
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// - Throws: ``TextRefusal``.
    public init(_ raw: String) throws(TextRefusal) {
        let address = raw.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
        guard !address.isEmpty else { throw .empty }
        guard address.utf8.count <= 254 else { throw .tooLong }
        guard address.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .forbiddenCharacter }
        let halves = address.split(separator: "@", omittingEmptySubsequences: false)
        guard let local = halves.first, let domain = halves.last, halves.count == 2 else { throw .malformed }
        guard local.utf8.count <= 64 else { throw .tooLong }
        guard Self.isLocalPart(local), Self.isDomain(domain) else { throw .malformed }
        text = address
    }

    public var description: String { text }

    /// What stands behind the `@`.
    public var domain: String { text.split(separator: "@").last.map(String.init) ?? text }

    private static func isLocalPart(_ part: Substring) -> Bool {
        part.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy { isLetterOrDigit($0) || "!#$%&'*+/=?^_`{|}~-".contains($0) }
        }
    }

    private static func isDomain(_ domain: Substring) -> Bool {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let top = labels.last, top.contains(where: { !$0.isNumber }) else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.allSatisfy { isLetterOrDigit($0) || $0 == "-" }
                && label.first != "-" && label.last != "-"
        }
    }

    private static func isLetterOrDigit(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber)
    }
}

extension EmailAddress: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
