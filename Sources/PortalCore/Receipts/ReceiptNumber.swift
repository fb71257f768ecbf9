/// The number of a receipt: one row of numbers for each practice, which goes on from year to year. Written "2026-00042", with the
/// year that it was made in.
public struct ReceiptNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let year: Int
    /// 1 for a practice's first; no two of a practice have the same.
    public let sequence: Int

    /// The highest number.
    public static let highest = 9_999_999

    /// - Returns: `nil` unless the year has four digits and the number is from 1 to ``highest``.
    public init?(year: Int, sequence: Int) {
        guard (1000...9999).contains(year), (1...Self.highest).contains(sequence) else { return nil }
        self.year = year
        self.sequence = sequence
    }

    /// Reads `2026-00042`, in that one spelling.
    public init?(_ text: String) {
        guard let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{5,7})/), let year = Int(match.1), let sequence = Int(match.2) else {
            return nil
        }
        self.init(year: year, sequence: sequence)
        guard description == text else { return nil }
    }

    /// The number after a practice's last one.
    ///
    /// - Returns: `nil` once all are used up.
    public static func next(after last: ReceiptNumber?, in year: Int) -> ReceiptNumber? {
        ReceiptNumber(year: year, sequence: (last?.sequence ?? 0) + 1)
    }

    public var description: String {
        let digits = String(sequence)
        return "\(year)-\(String(repeating: "0", count: max(0, 5 - digits.count)))\(digits)"
    }

    public static func < (left: Self, right: Self) -> Bool { (left.sequence, left.year) < (right.sequence, right.year) }
}
