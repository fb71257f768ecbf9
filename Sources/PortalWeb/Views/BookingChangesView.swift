import PortalCore
import SignalingProtocol
import Storage

/// What was typed into the forms of a session's page and couldn't be taken.
struct TypedChanges: Sendable {
    var move: MoveForm?
    var moveOverlaps = false
    var charge: ChargeForm?
    /// The colleague to whom it can't be handed over without more ado, because they have another session then.
    var busyColleague: StaffID?
}

/// What can be changed about a session, and what is written down about it.
struct BookingChangesView: Sendable {
    /// That it is one of a series.
    let seriesText: String?
    /// What those concerned were told when it was cancelled.
    let reasonSaid: String?
    /// `nil` where nothing can be moved any more.
    let move: MoveView?
    let cancelUrl: String?
    /// `nil` before it has begun.
    let attendance: AttendanceView?
    /// `nil` for a cancelled session.
    let charge: ChargeView?
    let handOverOverlaps: Bool
    /// Who stays chosen there.
    let busyColleague: StaffID?

    /// What the page is made from, beside the session.
    struct Content: Sendable {
        /// How many sessions its series has; 0 for none.
        let seriesCount: Int
        /// How many of them follow it, itself included.
        let followers: Int
        let services: [Service]
        let typed: TypedChanges
        /// It was held: there is nothing to cancel.
        let hasEnded: Bool
        /// Nobody can enter any more.
        let isOver: Bool
    }

    init(
        _ session: BookedSession, _ content: Content, errors: [ErrorLine], practice: Practice, speech: Speech, now: Instant
    ) {
        let words = speech.words
        let booking = session.booking
        let places = Places(practice: practice.slug)
        seriesText = content.seriesCount > 1 ? words("change.part", ["count": "\(content.seriesCount)"]) : nil
        reasonSaid =
            if case .cancelled(let reason?) = booking.status { words("change.reasonSaid", ["reason": reason]) } else { nil }
        move =
            content.isOver
            ? nil
            : MoveView(
                content.typed.move ?? MoveForm(booking.time, in: practice), hasFailed: content.typed.move != nil,
                overlaps: content.typed.moveOverlaps, current: booking.time, followers: content.followers,
                url: places.move(booking.id), errors: errors, words: words)
        cancelUrl = booking.isCancelled || content.hasEnded ? nil : places.cancel(booking.id)
        attendance =
            booking.isCancelled || booking.startsAt > now
            ? nil : AttendanceView(booking, url: places.attendance(booking.id), words: words)
        charge =
            booking.isCancelled
            ? nil
            : ChargeView(
                booking, typed: content.typed.charge, services: content.services, practice: practice,
                url: places.charge(booking.id), errors: errors, speech: speech)
        busyColleague = content.typed.busyColleague
        handOverOverlaps = busyColleague != nil
    }
}

/// The form that moves a session.
struct MoveView: Sendable {
    let url: String
    let hasFailed: Bool
    let date: FieldView
    let start: FieldView
    let length: SelectView
    /// `nil` where nothing of a series follows.
    let scope: ChoicesView?
    let overlaps: Bool
    let acceptsOverlap: Bool

    init(
        _ form: MoveForm, hasFailed: Bool, overlaps: Bool, current: SessionTime, followers: Int, url: String, errors: [ErrorLine],
        words: Words
    ) {
        self.url = url
        self.hasFailed = hasFailed
        self.overlaps = overlaps
        acceptsOverlap = form.acceptsOverlap
        date = FieldView("date", label: words("booking.date"), value: form.date, errors: errors, type: "date")
        start = FieldView("start", label: words("booking.start"), value: form.start, errors: errors, type: "time", step: "300")
        length = SelectView(lengths: [current.minutes], hasUsual: false, chosen: form.length, errors: errors, words: words)
        scope =
            followers > 1
            ? ChoicesView(scope: form.scope, followers: followers, hint: "change.followingHint", errors: errors, words: words)
            : nil
    }
}

extension ChoicesView {
    /// This session, or it and the following ones.
    init(scope: String, followers: Int, hint: String, errors: [ErrorLine], words: Words) {
        self.init(
            "scope", label: words("change.scope"),
            oneOf: [
                (SeriesScope.this.rawValue, words("change.thisOne"), nil),
                (SeriesScope.following.rawValue, words("change.following", ["count": "\(followers)"]), words(hint)),
            ], chosen: scope, errors: errors)
    }
}

/// Whether the clients came.
struct AttendanceView: Sendable {
    let url: String
    let options: [Option]

    struct Option: Sendable {
        let value: String
        let text: String
        let isChosen: Bool
    }

    init(_ booking: Booking, url: String, words: Words) {
        self.url = url
        options = [(.attended, "change.attended"), (.noShow, "change.noShow"), (nil, "change.unsaid")].map {
            (attendance: Booking.Attendance?, path: String) in
            Option(value: attendance?.rawValue ?? "", text: words(path), isChosen: booking.attendance == attendance)
        }
    }
}

/// What a session is and what it costs.
struct ChargeView: Sendable {
    /// The service's name; `nil`: none.
    let serviceName: String?
    let text: String
    let url: String
    let hasFailed: Bool
    let service: ServiceChoice?
    let fee: FieldView
    let isTaxed: Bool

    init(
        _ booking: Booking, typed: ChargeForm?, services: [Service], practice: Practice, url: String, errors: [ErrorLine],
        speech: Speech
    ) {
        let words = speech.words
        let form = typed ?? ChargeForm(booking.charge, in: practice, speech.language)
        serviceName = services.first { $0.id == booking.charge.service }?.name.text
        let fee = booking.charge.fee.map { practice.money($0).text(in: speech.language) }
        text =
            fee.map { words(booking.charge.isTaxed ? "change.feeIs" : "change.feeUntaxed", ["fee": $0]) } ?? words("change.feeNone")
        self.url = url
        hasFailed = typed != nil
        service =
            services.isEmpty ? nil : ServiceChoice(services, chosen: form.service, practice, speech.language, errors, words)
        self.fee = FieldView(
            "fee", label: words("change.fee"), value: form.fee, errors: errors, hint: words("change.feeHint"), maxLength: 40)
        isTaxed = form.isTaxed
    }
}
