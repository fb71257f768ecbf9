import Foundation

/// An `http` or `https` address that this server calls: a webhook's, or an SMS gateway's.
///
/// Strict on purpose: printable ASCII, no login and no fragment, so that every reader of it understands the same host.
///
/// - SeeAlso: RFC 3986.
public struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    /// In characters.
    public static let longest = 2_000

    public let text: String
    /// A name, an IPv4 address, or an IPv6 address in brackets; lower case.
    public let host: String
    /// Whether it is `https`.
    public let isEncrypted: Bool

    /// - Throws: ``TextRefusal``.
    public init(_ raw: String) throws(TextRefusal) {
        let address = raw.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !address.isEmpty else { throw .empty }
        guard address.utf8.count <= Self.longest else { throw .tooLong }
        guard address.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !#""<>\^`{|}"#.utf8.contains($0) }) else {
            throw .forbiddenCharacter
        }
        let form = /(?i)(https?):\/\/([a-z0-9](?:[a-z0-9.\-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?(?:[\/?][^#]*)?/
        guard let match = address.wholeMatch(of: form) else { throw .malformed }
        if let port = match.3 {
            guard let number = Int(port), (1...65_535).contains(number) else { throw .malformed }
        }
        text = address
        host = match.2.lowercased()
        isEncrypted = match.1.lowercased() == "https"
    }

    public var description: String { text }
}
