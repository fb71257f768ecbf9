import PortalCore
import SignalingProtocol
import Storage

/// Who was told what about a session, and whether it arrived.
struct ToldView: Sendable {
    let hasRows: Bool
    let rows: [Row]
    /// That other sessions of its series say more.
    let isOfSeries: Bool

    struct Row: Sendable {
        let what: String
        let state: String
        let isDelivered: Bool
        let hasFailed: Bool
        /// `nil` where there is nothing to send again.
        let resendUrl: String?
    }

    /// - Parameter items: Newest first. Notices to programs aren't among the rows, nor reminders that won't be sent.
    init(_ items: [OutboxItem], about session: BookedSession, links: [DirectLink], places: Places, speech: Speech, now: Instant) {
        rows = items.compactMap { item in
            guard item.channel != .webhook, let said = Said(item.notice, session, links), !said.isStale(item) else {
                return nil
            }
            return Row(item, said, about: session.booking.id, places: places, speech: speech, now: now)
        }
        hasRows = !rows.isEmpty
        isOfSeries = session.booking.series != nil
    }
}

extension ToldView.Row {
    fileprivate init(
        _ item: OutboxItem, _ said: Said, about booking: BookingID, places: Places, speech: Speech, now: Instant
    ) {
        let words = speech.words
        let path =
            switch item.state {
            case .due: item.dueAt > now && item.attempts == 0 ? "change.toldDue" : "change.toldSending"
            case .delivered: "change.toldDelivered"
            case .failed: "change.toldFailed"
            case .obsolete: "change.toldObsolete"
            }
        let moment = item.state == .due ? item.dueAt : item.endedAt ?? item.dueAt
        let values = ["day": speech.onDay(moment, now: now), "time": speech.time(moment)]
        self.init(
            what: said.name.map { words("change.toldTo", ["what": words(said.path), "name": $0]) } ?? words(said.path),
            state: words(path, values), isDelivered: item.state == .delivered, hasFailed: item.state == .failed,
            resendUrl: item.state == .failed ? places.resend(item.sequence, about: booking) : nil)
    }
}

/// What a notice says, to whom.
private struct Said {
    let path: String
    let name: String?
    let isReminder: Bool

    init?(_ notice: Notice, _ session: BookedSession, _ links: [DirectLink]) {
        func name(_ id: ClientID) -> String? { session.clients.first { $0.id == id }?.name.text }
        switch notice {
        case .sessionBooked(_, let client): self.init("change.toldBooked", name(client))
        case .sessionMoved(_, let client, _): self.init("change.toldMoved", name(client))
        case .sessionCancelled(_, let client, _): self.init("change.toldCancelled", name(client))
        case .sessionReminder(_, let client, let reminder, _):
            self.init(reminder == .dayBefore ? "change.toldDayBefore" : "change.toldHourBefore", name(client), isReminder: true)
        case .directLink(let link): self.init("change.toldLink", links.first { $0.id == link }?.terms.label?.text)
        case .clientWaiting: self.init("change.toldWaiting", nil)
        case .clientStillWaiting: self.init("change.toldStillWaiting", nil)
        case .event: return nil
        default: self.init("change.toldOther", nil)
        }
    }

    private init(_ path: String, _ name: String?, isReminder: Bool = false) {
        self.path = path
        self.name = name
        self.isReminder = isReminder
    }

    /// A reminder of a time at which the session no longer is: nobody misses it.
    func isStale(_ item: OutboxItem) -> Bool { isReminder && item.state == .obsolete }
}
