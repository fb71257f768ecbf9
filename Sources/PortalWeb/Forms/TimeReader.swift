import PortalCore
import SignalingProtocol

/// Understands a date and a start as a form has them.
struct TimeReader: Sendable {
    let practice: Practice
    let words: Words
    let now: Instant

    /// - Parameters:
    ///   - minutes: How long; `nil` where that is wrong already.
    ///   - old: When it was so far. What is shown of that and sent back unchanged keeps it there: an hour that happens twice (clocks
    ///     put back) can't be told from what is typed.
    ///   - errors: Gets what is wrong, by the fields `date` and `start`.
    func read(
        date: String, start: String, minutes: Int?, keeping old: SessionTime? = nil, _ errors: inout [ErrorLine]
    ) -> SessionTime? {
        let day = LocalDate(date)
        if day == nil { errors.append(ErrorLine(field: "date", text: words("booking.dateMissing"))) }
        let local = LocalDateTime(date: day?.description ?? "2000-01-01", time: start)
        if local == nil { errors.append(ErrorLine(field: "start", text: words("booking.startMissing"))) }
        guard day != nil, let local, let minutes else { return nil }
        do throws(SessionTimeRefusal) {
            if let old, local == old.localStart(in: practice.timeZone) { return try old.lasting(minutes: minutes, now: now) }
            return try SessionTime(localStart: local, in: practice.timeZone, minutes: minutes, now: now)
        } catch {
            errors.append(ErrorLine(field: error == .skippedByClockChange ? "start" : "date", text: words(error.words)))
            return nil
        }
    }
}

extension SessionTimeRefusal {
    /// Where the words for it are.
    var words: String {
        switch self {
        case .skippedByClockChange: "booking.startGap"
        case .tooLongAgo: "booking.datePast"
        case .tooFarAhead: "booking.dateFar"
        case .lengthOutOfRange: "booking.lengthMissing"
        }
    }
}

extension MoneyRefusal {
    /// Where the words for it are.
    var words: String {
        switch self {
        case .empty, .malformed: "plan.feeWrong"
        case .tooLarge: "plan.feeTooLarge"
        case .otherCurrency: "plan.feeCurrency"
        }
    }
}

extension Practice {
    /// A fee as it is kept: minor units of the practice's currency.
    func money(_ minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, currency) }
}
