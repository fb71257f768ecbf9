import PortalCore
import SignalingProtocol
import Storage

/// What couldn't be delivered.
struct OutboxView: Sendable {
    let hasRows: Bool
    let rows: [Row]
    let pager: PagerView?
    let notice: String?
    let backUrl: String

    struct Row: Sendable {
        let title: String
        let to: String?
        /// It has nothing to say any more: there is nothing to send.
        let isGone: Bool
        let since: String
        /// Of what has nothing to say any more: that; but of texts, which soon have nothing, still the reason.
        let why: String
        /// The session that it is about.
        let sessionUrl: String?
        let resendUrl: String
        let dismissUrl: String
        /// Of an invitation: what to do where the address is wrong, and where.
        let invited: Invited?
    }

    struct Invited: Sendable {
        let advice: String
        let memberUrl: String
    }

    /// What has just been done, as the address says it; its words have the same name.
    enum Done: String { case resent, dismissed }

    init(_ rows: [Row], pager: PagerView?, done: Done?, places: Places, words: Words) {
        self.rows = rows
        self.pager = pager
        hasRows = !rows.isEmpty
        notice = done.map { words("outbox.\($0.rawValue)") }
        backUrl = places.today
    }
}

extension OutboxView.Row {
    /// - Parameters:
    ///   - to: Where it would go now; `nil` if it has nothing to say any more.
    ///   - invited: Whom it invites, if it is an invitation.
    init(_ item: OutboxItem, to: String?, invited: Staff?, places: Places, speech: Speech, now: Instant) {
        let words = speech.words
        self.init(
            title: item.notice.title(words), to: to.map { words("outbox.to", ["to": $0]) }, isGone: to == nil,
            since: words("outbox.since", ["day": speech.onDay(item.createdAt, now: now), "time": speech.time(item.createdAt)]),
            why: to == nil && item.channel != .sms ? words("outbox.gone") : words.failure(item.failure, of: item.channel),
            sessionUrl: item.notice.booking.map(places.staffSession),
            resendUrl: places.resend(item.sequence), dismissUrl: places.dismiss(item.sequence),
            invited: invited.map {
                OutboxView.Invited(
                    advice: words("outbox.wrongAddress", ["name": $0.name.text]), memberUrl: places.member($0.id))
            })
    }
}

extension Notice {
    /// The session that it is about, if it is about one.
    fileprivate var booking: BookingID? {
        switch self {
        case .sessionBooked(let booking, _), .sessionMoved(let booking, _, with: _), .sessionHandedOver(let booking, _),
            .sessionTakenOver(let booking, for: _, with: _), .sessionCancelled(let booking, _, with: _),
            .sessionReminder(let booking, _, _, startsAt: _), .clientWaiting(let booking, since: _, for: _, who: _),
            .clientStillWaiting(let booking, since: _, who: _):
            booking
        case .event(_, let event): event.booking
        case .directLink, .linkMoved, .linkCancelled, .emailConfirmation, .accountExists, .passwordReset, .noAccount, .noStaffLogin,
            .loginCode, .staffInvitation, .loginChanged, .prospectWaiting:
            nil
        }
    }

    /// What it is; of an event, which one.
    fileprivate func title(_ words: Words) -> String {
        let title = words("outbox.notices.\(self.words)")
        guard case .event(_, let event) = self else { return title }
        return words("outbox.event", ["title": title, "event": words("webhooks.events.\(event.kind.rawValue)")])
    }

    /// Its name under `outbox.notices`.
    var words: String {
        switch self {
        case .sessionBooked: "sessionBooked"
        case .sessionMoved: "sessionMoved"
        case .sessionHandedOver: "sessionHandedOver"
        case .sessionTakenOver: "sessionTakenOver"
        case .sessionCancelled: "sessionCancelled"
        case .sessionReminder: "sessionReminder"
        case .directLink: "directLink"
        case .linkMoved: "linkMoved"
        case .linkCancelled: "linkCancelled"
        case .emailConfirmation: "emailConfirmation"
        case .accountExists: "accountExists"
        case .passwordReset: "passwordReset"
        case .noAccount: "noAccount"
        case .noStaffLogin: "noStaffLogin"
        case .loginCode: "loginCode"
        case .staffInvitation: "staffInvitation"
        case .loginChanged: "loginChanged"
        case .prospectWaiting: "prospectWaiting"
        case .clientWaiting: "clientWaiting"
        case .clientStillWaiting: "clientStillWaiting"
        case .event: "event"
        }
    }
}
