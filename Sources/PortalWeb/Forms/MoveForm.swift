import PortalCore
import SignalingProtocol
import Storage

/// What somebody typed to move a session, or to cancel it: which ones of a series it is about.
enum SeriesScope: String, Codable, Sendable, CaseIterable {
    case this, following
}

/// What somebody typed to move a session: kept as text, so that it can be shown again.
struct MoveForm: Equatable, Sendable {
    var date: String
    var start: String
    /// In minutes.
    var length: String
    var scope = ""
    /// Ticked to move it although another session is in the way.
    var acceptsOverlap = false

    /// What the form starts with: when the session is, on the clocks on which the form is read.
    init(_ time: SessionTime, in practice: Practice) {
        let local = time.localStart(in: practice.timeZone)
        date = local.date.description
        start = local.timeOfDay
        length = "\(time.minutes)"
    }

    init(_ fields: FormFields) {
        date = String(fields["date"].prefix(80))
        start = String(fields["start"].prefix(80))
        length = String(fields["length"].prefix(8))
        scope = String(fields["scope"].prefix(20))
        acceptsOverlap = fields["overlap"] == "yes"
    }

    /// What the form says, or what is wrong with it.
    struct Reading: Sendable {
        var errors: [ErrorLine] = []
        /// Another session is in the way: it can be moved all the same, if that is meant.
        var overlaps = false
        var time: SessionTime?
        var scope = SeriesScope.this
    }
}

/// Understands a ``MoveForm``: whether each session that is to move is free where it goes.
struct MoveReader: Sendable {
    let store: PortalStore
    let practice: Practice
    let staff: Staff
    let speech: Speech
    let now: Instant

    /// How many sessions of a series are said to be in the way at once.
    private static let mostErrors = 5

    /// - Parameter followers: The session and those of its series that follow it.
    /// - Throws: a failure of the store. What is wrong with the form is in the reading.
    func read(
        _ form: MoveForm, of session: BookedSession, followers: [BookedSession]
    ) async throws -> MoveForm.Reading {
        var reading = MoveForm.Reading()
        let old = session.booking.time
        let minutes = Int(form.length).flatMap { (BookingForm.lengths + [old.minutes]).contains($0) ? $0 : nil }
        if minutes == nil { reading.errors.append(ErrorLine(field: "length", text: speech.words("booking.lengthMissing"))) }
        let new = TimeReader(practice: practice, words: speech.words, now: now)
            .read(date: form.date, start: form.start, minutes: minutes, keeping: old, &reading.errors)
        if followers.count > 1 {
            let scope = SeriesScope(rawValue: form.scope)
            if scope == nil { reading.errors.append(ErrorLine(field: "scope", text: speech.words("change.scopeMissing"))) }
            reading.scope = scope ?? .this
        }
        guard let new, reading.errors.isEmpty else { return reading }
        let moving = reading.scope == .this ? [session] : followers
        for one in moving {
            try await check(one, from: old, to: new, among: Set(moving.map(\.booking.id)), form, &reading)
        }
        reading.errors = Array(reading.errors.prefix(Self.mostErrors))
        if reading.errors.isEmpty { reading.time = new }
        return reading
    }

    private func check(
        _ session: BookedSession, from old: SessionTime, to new: SessionTime, among moving: Set<BookingID>, _ form: MoveForm,
        _ reading: inout MoveForm.Reading
    ) async throws {
        let booking = session.booking
        let isSeries = moving.count > 1
        let time: SessionTime
        do throws(SessionTimeRefusal) {
            time = booking.time == old ? new : try booking.time.moved(as: old, to: new, now: now)
        } catch {
            let isGap = error == .skippedByClockChange
            let text =
                isSeries && isGap
                ? speech.words("change.skippedOn", ["day": speech.day(booking.startsAt, now: now)]) : speech.words(error.words)
            reading.errors.append(ErrorLine(field: isGap ? "start" : "date", text: text))
            return
        }
        let others = try await store.sessions(overlapping: time, of: booking.clinician, in: practice.id)
        guard let other = others.first(where: { !moving.contains($0.booking.id) }) else { return }
        reading.overlaps = true
        guard !form.acceptsOverlap else { return }
        let text = speech.slotTaken(
            by: other, isSeries ? "change.slotTakenOn" : "change.slotTaken", ["day": speech.day(time.startsAt, now: now)],
            to: staff)
        reading.errors.append(ErrorLine(field: "start", text: text))
    }
}
