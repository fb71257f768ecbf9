import PortalCore
import SignalingProtocol

/// My account: the next session with its Join button, those after it, and those that are over (V5, V6, M5).
struct AccountView: Sendable {
    /// What was just done.
    let done: String?
    /// Why no session can be entered with this account yet; `nil` if it can.
    let notice: ReasonWords?
    /// Where to have the confirmation of the address sent again; `nil` if it is confirmed (A9).
    let resendUrl: String?
    let next: Next?
    let hasUpcoming: Bool
    let upcoming: [Row]
    let pager: PagerView?
    let hasPast: Bool
    let past: [PastRow]
    /// Where all of them are, if there are more than are shown here.
    let historyUrl: String?

    /// How many sessions that are over are shown.
    static let pastRows = 5

    struct Next: Sendable {
        let when: WhenView
        let with: String
        /// Whose it is, where the account has several clients.
        let whose: String?
        let window: WindowView
        let countdown: CountdownView
        let join: JoinView
        let statusUrl: String
        let opensText: String
        let untilText: String
        let closedText: String
    }

    struct Row: Sendable {
        let when: WhenView
        let clinician: String
        let whose: String?
        let detail: String
        let window: WindowView
        let canBeJoined: Bool
        let join: JoinView
    }

    struct PastRow: Sendable {
        let when: WhenView
        let clinician: String
        let whose: String?
        let detail: String
    }

    /// A booking with what its row says.
    struct Entry: Sendable {
        let booking: Booking
        let clinician: String
        /// Whose it is, where the account has several clients.
        let whose: String?
        let window: JoinWindow
        let state: State

        enum State: Equatable, Sendable {
            case early
            /// The first moment at which it isn't any more.
            case open(until: Instant)
            case closed
            /// It was held, and the host has ended it.
            case over

            init(_ phase: JoinWindow.Phase, _ window: JoinWindow) {
                self =
                    switch phase {
                    case .before: .early
                    case .open: .open(until: window.closesAt)
                    case .after: .closed
                    }
            }
        }
    }

    /// - Parameters:
    ///   - next: Stands above the others, and not among them.
    ///   - upcoming: One page of them.
    init(
        next: Entry?, upcoming: [Entry], past: [Entry], pager: PagerView? = nil, notice: ReasonWords?, isVerified: Bool, done: String? = nil, places: Places,
        speech: Speech,
        now: Instant
    ) {
        self.notice = notice
        self.done = done
        resendUrl = isVerified ? nil : places.resendConfirmation
        self.next = next.map { Next($0, places: places, speech: speech, now: now) }
        self.pager = pager
        self.upcoming = upcoming.enumerated().filter { $0.element.booking.id != next?.booking.id }
            .map { Row($0.element, number: $0.offset, places: places, speech: speech, now: now) }
        hasUpcoming = !self.upcoming.isEmpty
        self.past = past.prefix(Self.pastRows).map { PastRow($0, speech: speech, now: now) }
        historyUrl = past.count > Self.pastRows ? places.history : nil
        hasPast = !past.isEmpty
    }
}

extension AccountView.Entry {
    func windowView(now: Instant) -> WindowView {
        WindowView(state, window: window, now: now)
    }
}

extension AccountView.Next {
    init(_ entry: AccountView.Entry, places: Places, speech: Speech, now: Instant) {
        let words = speech.words
        let window = entry.windowView(now: now)
        let closing = ["time": speech.time(Instant(milliseconds: window.closesAt))]
        self.init(
            when: WhenView(entry.booking, speech: speech, now: now),
            with: words("account.with", ["clinician": entry.clinician]), whose: entry.whose, window: window,
            countdown: CountdownView(until: entry.window.opensAt, now: now),
            join: JoinView(
                url: places.session(entry.booking.id), describedBy: window.isClosed ? "next-closed" : "next-opens", which: nil,
                isLarge: true
            ),
            statusUrl: Places.status(entry.booking.room), opensText: speech.opens(entry.window, now: now),
            untilText: words("account.until", closing),
            closedText: window.isShut(at: now) ? words("account.shut") : words("account.closed", closing)
        )
    }
}

extension AccountView.Row {
    init(_ entry: AccountView.Entry, number: Int, places: Places, speech: Speech, now: Instant) {
        let words = speech.words
        let window = entry.windowView(now: now)
        let closing = ["time": speech.time(Instant(milliseconds: window.closesAt))]
        let opening = [
            "day": speech.onDay(entry.window.opensAt, now: now), "time": speech.time(entry.window.opensAt),
        ]
        let start = [
            "day": speech.onDay(entry.booking.startsAt, now: now), "time": speech.time(entry.booking.startsAt),
        ]
        self.init(
            when: WhenView(entry.booking, speech: speech, now: now, short: true), clinician: entry.clinician, whose: entry.whose,
            detail: entry.booking.isCancelled
                ? words("account.pastCancelled")
                : window.isEarly
                    ? words("account.rowOpens", opening)
                    : window.isShut(at: now)
                        ? words("account.rowShut") : words(window.isOpen ? "account.rowOpen" : "account.rowClosed", closing),
            window: window, canBeJoined: !entry.booking.isCancelled,
            join: JoinView(
                url: places.session(entry.booking.id), describedBy: "opens-\(number)", which: words("account.which", start),
                isLarge: false
            )
        )
    }
}

extension AccountView.PastRow {
    init(_ entry: AccountView.Entry, speech: Speech, now: Instant) {
        self.init(
            when: WhenView(entry.booking, speech: speech, now: now, short: true), clinician: entry.clinician, whose: entry.whose,
            detail: speech.words.outcome(of: entry.booking)
                ?? speech.words("account.pastDetail", ["minutes": "\(entry.booking.time.minutes)"])
        )
    }
}
