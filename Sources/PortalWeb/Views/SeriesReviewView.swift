import PortalCore
import SignalingProtocol
import Storage

/// Every session of a series before any is made, with what is wrong with which.
struct SeriesReviewView: Sendable {
    let action: String
    let summary: String
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]
    /// What the form held.
    let fields: [Hidden]
    let rows: [Row]

    struct Hidden: Sendable {
        let name: String
        let value: String
    }

    struct Row: Sendable {
        let number: Int
        let day: String
        let hours: String
        /// `nil`: it can't be made.
        let tick: Tick?
        /// What is wrong with it.
        let problem: String?
    }

    struct Tick: Sendable {
        let id: String
        /// `yes`, or `overlap` for one that another session is in the way of.
        let value: String
        let isChosen: Bool
    }

    init(_ form: BookingForm, reading: BookingForm.Reading, reader: Staff, places: Places, speech: Speech, now: Instant) {
        let words = speech.words
        action = places.newSession
        fields = form.fields.map { Hidden(name: $0.name, value: $0.value) }
        rows = reading.occurrences.map { Row($0, ticks: form.ticks, reader: reader, speech: speech, now: now) }
        let wrong = reading.occurrences.count { $0.refusal != nil || $0.inTheWay != nil }
        let values = ["count": "\(reading.occurrences.count)", "wrong": "\(wrong)"]
        summary = words(wrong == 0 ? "plan.reviewFine" : "plan.reviewWrong", values)
        errors = Self.errors(form, reading, speech, now: now)
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
    }

    /// Nothing ticked, or something that has got in the way since.
    private static func errors(
        _ form: BookingForm, _ reading: BookingForm.Reading, _ speech: Speech, now: Instant
    ) -> [ErrorLine] {
        guard let ticks = form.ticks else { return [] }
        let surprises = reading.surprises(in: ticks).compactMap { occurrence in
            occurrence.time.map {
                ErrorLine(
                    field: "make-\(occurrence.number)",
                    text: speech.words("plan.taken", ["day": speech.onDay($0.startsAt, now: now)]))
            }
        }
        guard ticks.wanted.isEmpty else { return surprises }
        let first = reading.occurrences.first { $0.time != nil }?.number ?? 1
        return [ErrorLine(field: "make-\(first)", text: speech.words("plan.noneTicked"))]
    }
}

extension SeriesReviewView.Row {
    fileprivate init(_ occurrence: BookingForm.Occurrence, ticks: BookingForm.Ticks?, reader: Staff, speech: Speech, now: Instant) {
        number = occurrence.number
        let isFree = occurrence.inTheWay == nil
        if let time = occurrence.time {
            day = speech.fullDate(time.startsAt, now: now)
            hours = speech.hours(time.startsAt, time.endsAt)
            // What somebody ticked stays ticked, but for what they couldn't know.
            let wasWanted = ticks?.wanted.contains(number) ?? isFree
            let isKnown = isFree || ticks?.overlapping.contains(number) ?? false
            tick = SeriesReviewView.Tick(
                id: "make-\(number)", value: isFree ? "yes" : "overlap", isChosen: wasWanted && isKnown)
            problem = occurrence.inTheWay.map { speech.slotTaken(by: $0, "plan.inTheWay", to: reader) }
        } else {
            day = speech.fullDate(occurrence.localStart.date, now: now)
            hours = occurrence.localStart.timeOfDay
            tick = nil
            problem = occurrence.refusal.map { speech.words($0.words) }
        }
    }
}
