/// The day somebody was born, as far as a form can tell.
public struct BirthDate: Hashable, Sendable, CustomStringConvertible {
    public let date: LocalDate

    /// How old somebody may be, in years: more than anybody has ever been.
    public static let oldest = 130

    /// Takes over what was checked before, from storage.
    public init(date: LocalDate) { self.date = date }

    /// Reads `1984-05-17`.
    ///
    /// - Parameter today: The day that it is at the practice.
    /// - Throws: ``BirthDateRefusal``.
    public init(_ raw: String, today: LocalDate) throws(BirthDateRefusal) {
        guard let date = LocalDate(raw.filter { !$0.isWhitespace }) else { throw .notADate }
        guard date <= today else { throw .inFuture }
        guard today.year - date.year <= Self.oldest else { throw .tooLongAgo }
        self.date = date
    }

    public var description: String { date.description }
}

/// Why a day can't be somebody's birthday. The raw value is stable: pages have words for it.
public enum BirthDateRefusal: String, Error, Equatable, Sendable, CaseIterable {
    case notADate = "not_a_date"
    case inFuture = "in_future"
    /// More than ``BirthDate/oldest`` years ago.
    case tooLongAgo = "too_long_ago"
}
