import PortalCore
import SignalingProtocol
import Storage

/// A session, or a series, that is to be booked.
struct NewSessionBody: APIBody {
    var clients: [ClientID]
    var clinician: StaffID
    var startsAt: Moment
    var minutes: Int?
    var service: ServiceID?
    var fee: Int64?
    var isTaxed: Bool?
    var guests: [Guest]?
    var repeats: Repeats?
    var mayOverlap: Bool?

    /// Somebody without an account, who gets a direct link.
    struct Guest: Codable, Sendable {
        var name: String
        var email: String?
    }

    struct Repeats: Codable, Sendable {
        var interval: Recurrence.Interval
        var times: Int
        /// Numbers of sessions that are left out.
        var except: [Int]?
    }

    static let schema = Schema.named(
        "NewSession",
        .object([
            .required("clients", .list(of: .id, count: 1...Booking.clientLimit)), .required("clinician", .id, "Who hosts."),
            .required("startsAt", .moment), .optional("minutes", .nullable(minutes), "Absent: the service's length, or 50."),
            .optional("service", .nullable(.id)), .optional("fee", .nullable(fee), "Before taxes, in cents; absent: the service's."),
            .optional("isTaxed", .nullable(.boolean), "Absent: as the service is."),
            .optional("guests", .nullable(.list(of: guest, count: 0...BookingForm.guestLimit)), "Who gets a direct link, by mail if there is an address."),
            .optional("repeats", .nullable(repeats), "At the same time on the practice's clocks."),
            .optional("mayOverlap", .nullable(.boolean), "Books it although the clinician has another session then."),
        ]))

    static let minutes = Schema.integer(Int64(SessionTime.lengths.lowerBound)...Int64(SessionTime.lengths.upperBound))
    static let fee = Schema.integer(0...Money.highestFee)

    private static let guest = Schema.object([
        .required("name", .text(1...200)), .optional("email", .nullable(.text(1...300))),
    ])

    private static let repeats = Schema.object([
        .required("interval", .oneOf(Recurrence.Interval.self)),
        .required("times", .integer(times), "How many sessions in all."),
        .optional(
            "except", .nullable(.list(of: .integer(1...times.upperBound), count: 0...Int(times.upperBound) - 1)),
            "Numbers of sessions to leave out; the first is 1."),
    ])

    private static let times = Int64(Recurrence.allowedTimes.lowerBound)...Int64(Recurrence.allowedTimes.upperBound)
}

/// When a session is to be instead.
struct MoveBody: APIBody {
    var startsAt: Moment
    var minutes: Int?
    var scope: SeriesScope?
    var mayOverlap: Bool?

    static let schema = Schema.named(
        "Move",
        .object([
            .required("startsAt", .moment), .optional("minutes", .nullable(NewSessionBody.minutes), "Absent: as long as it was."),
            .optional("scope", .nullable(.oneOf(SeriesScope.self)), "Whether the following ones of its series move too. Default: `this`."),
            .optional("mayOverlap", .nullable(.boolean), "Moves it although the clinician has another session then."),
        ]))
}

struct CancelBody: APIBody {
    var reason: String?
    var scope: SeriesScope?

    static let schema = Schema.named(
        "Cancel",
        .object([
            .optional("reason", .nullable(.text(0...2_000)), "The clients are told."),
            .optional("scope", .nullable(.oneOf(SeriesScope.self)), "Whether the following ones of its series are cancelled too. Default: `this`."),
        ]))
}

struct HandOverBody: APIBody {
    var clinician: StaffID
    var mayOverlap: Bool?

    static let schema = Schema.named(
        "HandOver",
        .object([
            .required("clinician", .id, "Who hosts from now on."),
            .optional("mayOverlap", .nullable(.boolean), "Although they have another session then."),
        ]))
}

struct OutcomeBody: APIBody {
    var attendance: Booking.Attendance?

    static let schema = Schema.named(
        "Outcome",
        .object([.required("attendance", .nullable(.oneOf(Booking.Attendance.self)), "`null` takes back what was said.")]))
}

/// What a session is and what it costs.
struct ChargeBody: APIBody {
    var service: ServiceID?
    var fee: Int64?
    var isTaxed: Bool

    static let schema = Schema.named(
        "Charge",
        .object([
            .optional("service", .nullable(.id)), .optional("fee", .nullable(NewSessionBody.fee), "Before taxes, in cents."),
            .required("isTaxed", .boolean),
        ]))
}
