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
        part.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy { isLetter($0) || isDigit($0) || "!#$%&'*+/=?^_`{|}~-".utf8.contains($0) }
        }
    }

    private static func isDomain(_ domain: Substring) -> Bool {
        let hyphen = UInt8(ascii: "-")
        let labels = domain.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, let top = labels.last, !top.allSatisfy(isDigit) else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.allSatisfy { isLetter($0) || isDigit($0) || $0 == hyphen }
                && label.first != hyphen && label.last != hyphen
        }
    }

    /// Of what was lowered before. Bytes: characters would be looked up in Unicode's tables, on each row of each list.
    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
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
