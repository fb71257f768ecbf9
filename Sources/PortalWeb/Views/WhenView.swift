import PortalCore
import SignalingProtocol

/// When a session is, in words.
struct WhenView: Sendable {
    /// For `<time datetime>`.
    let iso: String
    /// "Today", "Fri 4 Dec".
    let day: String
    /// "14:00 – 14:50".
    let hours: String

    init(_ booking: Booking, speech: Speech, now: Instant, short: Bool = false) {
        iso = speech.iso(booking.startsAt)
        day = short ? speech.shortDay(booking.startsAt, now: now) : speech.day(booking.startsAt, now: now)
        hours = speech.hours(booking.startsAt, booking.endsAt)
    }
}

/// Whether a session can be joined, and what a script needs to turn the page over by itself.
struct WindowView: Sendable {
    /// `early`, `open` or `closed`.
    let state: String
    let isEarly: Bool
    let isOpen: Bool
    let isClosed: Bool
    /// Milliseconds since 1970, as are the other two.
    let opensAt: Int64
    let closesAt: Int64
    let serverNow: Int64

    /// - Parameter state: what holds for this person; the window alone doesn't know who is on record in the room.
    init(_ state: AccountView.Entry.State, window: JoinWindow, now: Instant) {
        isEarly = state == .early
        isClosed = state == .closed || state == .over
        isOpen = !isEarly && !isClosed
        self.state = isEarly ? "early" : isOpen ? "open" : "closed"
        opensAt = window.opensAt.milliseconds
        closesAt = if case .open(let end) = state { end.milliseconds } else { window.closesAt.milliseconds }
        serverNow = now.milliseconds
    }

    /// Whether it can't be entered although the window is open, or will be.
    func isShut(at now: Instant) -> Bool { isClosed && now.milliseconds < closesAt }
}

/// The time that is left, for the page as it is sent; a script carries it on.
struct CountdownView: Sendable {
    /// `nil` where there are none.
    let days: String?
    let hours: String?
    let minutes: String
    let seconds: String

    init(until end: Instant, now: Instant) {
        let left = max(0, ((end - now).milliseconds + 999) / 1000)
        days = left >= 86_400 ? "\(left / 86_400)" : nil
        hours = left >= 3_600 ? "\(left % 86_400 / 3_600)" : nil
        minutes = "\(left % 3_600 / 60)"
        seconds = "\(left % 60)"
    }
}

/// The Join button, active or not.
struct JoinView: Sendable {
    let url: String
    /// The id of what says when it becomes active.
    let describedBy: String
    /// Which session, for those who don't see the row: ", on Fri 4 Dec at 10:00".
    let which: String?
    let isLarge: Bool
}
