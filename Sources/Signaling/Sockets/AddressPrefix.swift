/// What one household or office shares: an IPv4 address, or the first 64 bits of an IPv6 one.
struct AddressPrefix: Hashable, Sendable {
    private let text: String

    /// - Parameter address: An IP address as text; anything else stands for itself.
    init(_ address: String) {
        guard address.contains(":") else {
            text = address
            return
        }
        let mapped = address.lowercased().split(separator: "::ffff:", omittingEmptySubsequences: false)
        if mapped.count == 2, let last = mapped.last, last.contains("."), mapped.first?.isEmpty == true {
            text = String(last)
            return
        }
        text = Self.groups(of: address.lowercased()).prefix(4).joined(separator: ":")
    }

    /// The eight groups, without leading zeros.
    private static func groups(of address: String) -> [String] {
        // By bytes: as a character, the percent sign may be one with what stands before it.
        let unscoped = String(decoding: address.utf8.prefix { $0 != UInt8(ascii: "%") }, as: UTF8.self)
        let halves = unscoped.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false).map {
            $0.split(separator: ":").map { group in String(group.drop { $0 == "0" }) }
        }
        let head = halves.first ?? []
        let tail = halves.count == 2 ? halves[1] : []
        return head + Array(repeating: "", count: max(0, 8 - head.count - tail.count)) + tail
    }
}
