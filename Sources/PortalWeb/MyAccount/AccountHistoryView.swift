import PortalCore
import SignalingProtocol
import Storage

/// My account: every session that is over, latest first (M2).
struct AccountHistoryView: Sendable {
    let notice: ReasonWords?
    let hasRows: Bool
    let rows: [Row]
    let pager: PagerView?
    let accountUrl: String

    struct Row: Sendable {
        let when: WhenView
        let clinician: String
        /// Whose it was, where the account has several clients.
        let whose: String?
        let detail: String
        /// "Cancelled", "Missed"; `nil` for a session that was held.
        let badge: String?
    }

    init(
        _ sessions: [BookedSession], pager: PagerView?, login: ClientLogin, practice: Practice, speech: Speech, now: Instant
    ) {
        notice = login.notice(in: practice, speech.words)
        rows = sessions.map { Row($0, login: login, speech: speech, now: now) }
        hasRows = !rows.isEmpty
        self.pager = pager
        accountUrl = Places(practice: practice.slug).account
    }
}

extension AccountHistoryView.Row {
    fileprivate init(_ session: BookedSession, login: ClientLogin, speech: Speech, now: Instant) {
        let words = speech.words
        let booking = session.booking
        let minutes = ["minutes": "\(booking.time.minutes)"]
        let outcome = words.outcome(of: booking)
        let reason: String? = if case .cancelled(let reason?) = booking.status { words("own.history.reason", ["reason": reason]) } else { nil }
        self.init(
            when: WhenView(booking, speech: speech, now: now, short: true), clinician: session.clinician.name.text,
            whose: login.names(in: booking),
            detail: reason ?? words("account.pastDetail", minutes), badge: outcome)
    }
}

extension ClientLogin {
    /// Whose a session is, where the account has several clients. Of a joint session its own alone are named.
    func names(in booking: Booking) -> String? {
        let own = clients.filter { booking.clients.contains($0.id) }.map(\.name.text)
        return clients.count > 1 && !own.isEmpty ? own.joined(separator: ", ") : nil
    }
}

extension Words {
    /// What became of a session, where it wasn't held: "Cancelled", "Missed".
    func outcome(of booking: Booking) -> String? {
        if booking.isCancelled { return self("account.pastCancelled") }
        return booking.attendance == .noShow ? self("own.history.missed") : nil
    }
}
