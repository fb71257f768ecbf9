/// What else there is to know of an act, as words and ids: `role=admin was=clinician`.
///
/// Never a name, an address or a text: the log is never changed, so nothing may get into it that somebody could want taken out.
/// A value with any other character than words and ids have is left out (`-`).
public struct AuditDetail: Hashable, Sendable {
    /// As it is stored.
    public let text: String

    /// The longest value, in characters: a list of a dozen words.
    static let longestValue = 240

    public init(_ facts: [(name: String, value: String)]) {
        text = facts.map { "\($0.name)=\(Self.isPlain($0.value) ? $0.value : "-")" }.joined(separator: " ")
    }

    /// Takes over what was stored.
    public init(stored text: String) { self.text = text }

    /// Each fact with its name, in their order.
    public var facts: [(name: String, value: String)] {
        text.split(separator: " ").map { fact in
            let parts = fact.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts.first ?? ""), String(parts.dropFirst().first ?? ""))
        }
    }

    private static func isPlain(_ value: String) -> Bool {
        (1...longestValue).contains(value.utf8.count)
            && value.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: ","): true
                default: false
                }
            }
    }
}

extension AuditDetail: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral facts: (String, String)...) { self.init(facts.map { (name: $0.0, value: $0.1) }) }
}
