/// A moment: milliseconds since 1970-01-01T00:00Z, which is also how it travels.
public struct Instant: Hashable, Comparable, Sendable {
    /// The furthest moment either way that is read from outside: what a JavaScript `Date` can hold (ECMA-262, 21.4.1.1).
    public static let reach: ClosedRange<Int64> = -8_640_000_000_000_000...8_640_000_000_000_000

    public let milliseconds: Int64

    /// Clamped to ``reach``, so that arithmetic on it can't overflow.
    public init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, Self.reach.lowerBound), Self.reach.upperBound)
    }

    /// Whole seconds, as JWT's NumericDate (RFC 7519, section 2) has them.
    public init(seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        self.init(milliseconds: overflow ? (seconds < 0 ? .min : .max) : product)
    }

    /// Whole seconds since 1970, rounded down.
    public var seconds: Int64 { milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000 }

    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    public static func + (left: Self, right: Duration) -> Self {
        let (sum, overflow) = left.milliseconds.addingReportingOverflow(right.milliseconds)
        return Self(milliseconds: overflow ? (right < .zero ? .min : .max) : sum)
    }

    public static func - (left: Self, right: Duration) -> Self {
        let (difference, overflow) = left.milliseconds.subtractingReportingOverflow(right.milliseconds)
        return Self(milliseconds: overflow ? (right < .zero ? .max : .min) : difference)
    }

    public static func - (left: Self, right: Self) -> Duration { .milliseconds(left.milliseconds - right.milliseconds) }
}

extension Instant: Codable {
    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer().decode(Int64.self)
        guard Self.reach.contains(value) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no such moment"))
        }
        milliseconds = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

extension Duration {
    /// Whole milliseconds, rounded towards zero and clamped to what 64 bits hold.
    public var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        let (sum, overflowed) = product.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        return overflowed ? (seconds < 0 ? .min : .max) : sum
    }
}
