import Foundation

/// Whose address a request counts for.
public struct ClientAddress: Equatable, Sendable {
    public let text: String

    /// The socket's peer; or, where the peer is a trusted proxy, the last address in `X-Forwarded-For` that isn't one.
    /// What stands before that anybody could have written.
    public init(peer: String?, forwardedFor: String?, trustedProxies: Set<String>) {
        let peer = peer ?? "unknown"
        guard trustedProxies.contains(peer), let forwardedFor else {
            text = Self.block(of: peer)
            return
        }
        let hops = forwardedFor.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        let client = hops.last { !trustedProxies.contains($0) }
        text = Self.block(of: client.flatMap { Self.isAddress($0) ? $0 : nil } ?? peer)
    }

    private static func isAddress(_ text: String) -> Bool {
        (2...45).contains(text.utf8.count) && text.allSatisfy { $0.isASCII && ($0.isHexDigit || $0 == "." || $0 == ":") }
    }

    /// IPv6 in blocks of 64 bits, which is what one household or one phone gets; IPv4 as it is.
    private static func block(of address: String) -> String {
        guard address.contains(":"), !address.contains(".") else { return address }
        let halves = address.components(separatedBy: "::")
        let head = (halves.first ?? "").split(separator: ":").map(String.init)
        let tail = halves.count > 1 ? (halves.last ?? "").split(separator: ":").map(String.init) : []
        let zeros = halves.count > 1 ? max(0, 8 - head.count - tail.count) : 0
        return (head + Array(repeating: "0", count: zeros) + tail).prefix(4).joined(separator: ":") + "::/64"
    }
}
