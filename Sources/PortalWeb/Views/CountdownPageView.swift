import PortalCore
import SignalingProtocol

/// Before the window: how long it still takes, and the Join button that becomes active by itself (W3).
struct CountdownPageView: Sendable {
    let when: WhenView
    let with: String
    let window: WindowView
    let countdown: CountdownView
    let join: JoinView
    let statusUrl: String
    let opensText: String
    let untilText: String
    let closedText: String
    let backUrl: String
    let backText: String

    init(_ booking: Booking, clinician: String, window: JoinWindow, places: Places, speech: Speech, now: Instant) {
        let words = speech.words
        when = WhenView(booking, speech: speech, now: now)
        with = words("account.with", ["clinician": clinician])
        self.window = WindowView(.early, window: window, now: now)
        countdown = CountdownView(until: window.opensAt, now: now)
        join = JoinView(url: places.session(booking.id), describedBy: "next-opens", which: nil, isLarge: true)
        statusUrl = Places.status(booking.room)
        opensText = speech.opens(window, now: now)
        untilText = words("account.until", ["time": speech.time(window.closesAt)])
        closedText = words("account.closed", ["time": speech.time(window.closesAt)])
        backUrl = places.account
        backText = words("refusal.backAccount")
    }
}

extension Speech {
    /// "You can join from 13:30, in", with the day where it isn't today.
    func opens(_ window: JoinWindow, now: Instant) -> String {
        let isToday = LocalDate(window.opensAt, in: zone) == LocalDate(now, in: zone)
        return words(
            isToday ? "account.opensAt" : "account.opensOn",
            ["day": onDay(window.opensAt, now: now), "time": time(window.opensAt)]
        )
    }
}
