import SignalingProtocol

/// A moment as programs write it to each other: `2026-11-24T19:00:00Z`.
///
/// - SeeAlso: RFC 3339, section 5.6.
extension Instant {
    /// Reads a date with a time and an offset, down to the millisecond. Finer fractions are dropped; leap seconds are refused, since
    /// no clock of ours shows them.
    public init?(rfc3339 text: String) {
        let pattern =
            #/([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,12}))?(?:[Zz]|([+\-])([0-9]{2}):([0-9]{2}))/#
        guard text.utf8.count <= 48, let match = text.wholeMatch(of: pattern), let date = LocalDate(String(match.1)),
            let hour = Int(match.2), let minute = Int(match.3), let second = Int(match.4),
            (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
        else { return nil }
        var offset = 0
        if let sign = match.6 {
            guard let hours = match.7.flatMap({ Int($0) }), let minutes = match.8.flatMap({ Int($0) }), hours <= 23, minutes <= 59 else {
                return nil
            }
            offset = (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
        }
        let milliseconds = Int64(((match.5 ?? "") + "000").prefix(3)) ?? 0
        let seconds = Int64(date.daysSinceEpoch * 86_400 + hour * 3_600 + minute * 60 + second - offset)
        self.init(milliseconds: seconds * 1_000 + milliseconds)
    }

    /// In UTC, with milliseconds where there are some. Moments outside the years 1000 to 9999 are the nearest one inside.
    public var rfc3339: String {
        let clamped = min(max(milliseconds, Self.firstWritten), Self.lastWritten)
        let (days, inDay) = Self.divide(clamped, by: 86_400_000)
        guard let date = LocalDate(daysSinceEpoch: Int(days)) else { return "1970-01-01T00:00:00Z" }
        let (seconds, fraction) = Self.divide(inDay, by: 1_000)
        let time = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { twoDigits(Int($0)) }.joined(separator: ":")
        return "\(date)T\(time)\(fraction == 0 ? "" : "." + String(String(fraction + 1_000).dropFirst()))Z"
    }

    /// 1000-01-01T00:00:00Z, and the last millisecond of 9999.
    private static let firstWritten: Int64 = -30_610_224_000_000
    private static let lastWritten: Int64 = 253_402_300_799_999

    /// Rounded down, so that the rest is never below nothing.
    private static func divide(_ number: Int64, by divisor: Int64) -> (Int64, Int64) {
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }
}
