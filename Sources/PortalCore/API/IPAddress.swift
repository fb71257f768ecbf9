import Foundation

/// An IPv4 or IPv6 address, as 4 or 16 bytes in network order.
public struct IPAddress: Equatable, Sendable {
    public let bytes: [UInt8]

    /// - Returns: `nil` unless there are 4 or 16.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// An address that a URL spells out, in any of the ways that those who call it read: `10.0.0.1`, `2130706433`, `[fd00::1]`.
    ///
    /// - Returns: `nil` for a name.
    public init?(host: String) {
        if host.hasPrefix("["), host.hasSuffix("]") {
            var address = in6_addr()
            guard inet_pton(AF_INET6, String(host.dropFirst().dropLast()), &address) == 1 else { return nil }
            self.init(withUnsafeBytes(of: address) { Array($0) })
        } else {
            var address = in_addr()
            guard inet_aton(host, &address) != 0 else { return nil }
            self.init(withUnsafeBytes(of: address) { Array($0) })
        }
    }

    /// Whether it belongs to the open internet, and not to this machine, its network, or some other special purpose.
    ///
    /// - SeeAlso: RFC 6890 and IANA's registries of special-purpose addresses.
    public var isPublic: Bool {
        if bytes.count == 4 { return !Self.specialIPv4.contains { bytes.matches($0.prefix, $0.bits) } }
        // IPv4 in disguise: mapped (RFC 4291), and translated for networks without IPv4 (RFC 6052).
        for wrapper: [UInt8] in [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], [0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]]
        where bytes.starts(with: wrapper) {
            return IPAddress(Array(bytes.suffix(4)))?.isPublic ?? false
        }
        return bytes.matches([0x20], 3) && !Self.specialIPv6.contains { bytes.matches($0.prefix, $0.bits) }
    }

    private static let specialIPv4: [(prefix: [UInt8], bits: Int)] = [
        ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12), ([192, 0, 0], 24), ([192, 0, 2], 24),
        ([192, 88, 99], 24), ([192, 168], 16), ([198, 18], 15), ([198, 51, 100], 24), ([203, 0, 113], 24), ([224], 3),
    ]

    /// Inside 2000::/3, which is all that is public: protocol assignments (Teredo among them), 6to4, documentation.
    private static let specialIPv6: [(prefix: [UInt8], bits: Int)] = [
        ([0x20, 0x01, 0x00], 23), ([0x20, 0x02], 16), ([0x20, 0x01, 0x0D, 0xB8], 32), ([0x3F, 0xFF, 0x00], 20),
    ]
}

extension [UInt8] {
    /// Whether the first `bits` are those of `prefix`, which has at least as many.
    fileprivate func matches(_ prefix: [UInt8], _ bits: Int) -> Bool {
        zip(self, prefix).enumerated().allSatisfy { index, pair in
            let kept = Swift.min(Swift.max(bits - index * 8, 0), 8)
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> kept)
            return pair.0 & mask == pair.1 & mask
        }
    }
}
