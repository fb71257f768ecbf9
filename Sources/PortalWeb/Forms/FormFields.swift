import Foundation

/// The fields of a sent form or of a query: `application/x-www-form-urlencoded` (WHATWG URL, 5.1).
struct FormFields: Equatable, Sendable {
    /// More fields than this are not read: a year of weekly sessions has a tick each, beside what else its form holds.
    static let limit = 128

    private let values: [String: [String]]

    init(_ encoded: String) {
        let pairs = encoded.split(separator: "&").prefix(Self.limit).map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decode(parts.first ?? ""), Self.decode(parts.dropFirst().first ?? ""))
        }
        values = Dictionary(pairs.map { ($0, [$1]) }) { $0 + $1 }
    }

    /// Fields that were read in another way: of several of one name the first counts.
    init(_ pairs: [(String, String)]) { values = Dictionary(pairs.map { ($0, [$1]) }) { $0 + $1 } }

    /// The first value of that name, without spaces around it; empty if there is none.
    subscript(_ name: String) -> String { exact(name).trimmingCharacters(in: .whitespacesAndNewlines) }

    /// The first value of that name as it was typed, for passwords.
    func exact(_ name: String) -> String { values[name]?.first ?? "" }

    /// Every value of that name, in their order: of ticks that share it.
    func all(_ name: String) -> [String] { values[name] ?? [] }

    var names: Set<String> { Set(values.keys) }

    private static func decode(_ text: Substring) -> String {
        text.replacing("+", with: " ").removingPercentEncoding ?? ""
    }
}
