import Foundation

/// Whose address a request counts for.
public struct ClientAddress: Equatable, Sendable {
    public let text: String

    /// The socket's peer; or, where the peer is a trusted proxy, the last address in `X-Forwarded-For` that isn't one.
    /// What stands before that anybody could have written.
    public init(peer: String?, forwardedFor: String?, trustedProxies: Set<String>) {
        let peer = Self.canonical(peer ?? "unknown")
        let proxies = Set(trustedProxies.map(Self.canonical))
        guard proxies.contains(peer), let forwardedFor else {
            text = Self.block(of: peer)
            return
        }
        // From the end, and no further than that one: before it anybody may have written thousands.
        let hops = forwardedFor.split(separator: ",").lazy.reversed().map { CanonicalAddress($0.filter { !$0.isWhitespace })?.text }
        let client = hops.first { hop in hop.map { !proxies.contains($0) } ?? true }
        text = Self.block(of: (client ?? nil) ?? peer)
    }

    /// Whether a text is an address, without a port or anything else.
    public static func isAddress(_ text: String) -> Bool { CanonicalAddress("[\(text)]") != nil }

    /// As every other way to write the same address; what is none stands for itself.
    private static func canonical(_ address: String) -> String { CanonicalAddress(address)?.text ?? address }

    /// IPv6 in blocks of 64 bits, which is what one household or one phone gets; IPv4 as it is.
    private static func block(of address: String) -> String {
        guard address.contains(":") else { return address }
        let halves = address.components(separatedBy: "::")
        let head = (halves.first ?? "").split(separator: ":").map(String.init)
        let tail = halves.count > 1 ? (halves.last ?? "").split(separator: ":").map(String.init) : []
        let zeros = halves.count > 1 ? max(0, 8 - head.count - tail.count) : 0
        return (head + Array(repeating: "0", count: zeros) + tail).prefix(4).joined(separator: ":") + "::/64"
    }
}
