import PortalCore
import SignalingProtocol
import Storage

/// Who was told what about a session, and whether it arrived.
struct ToldView: Sendable {
    let hasRows: Bool
    let rows: [Row]
    /// Those for whom it is and whom no message reaches: "Lin Zhao has no e-mail address…".
    let unreached: [String]
    let hasUnreached: Bool

    struct Row: Sendable {
        let what: String
        let state: String
        let isDelivered: Bool
        let hasFailed: Bool
        /// `nil` where there is nothing to send again.
        let resendUrl: String?
    }

    /// - Parameters:
    ///   - items: Newest first. Notices to programs aren't among the rows, nor reminders that won't be sent, nor what somebody
    ///     without an address is not told.
    ///   - reachable: The clients who have an address.
    init(
        _ items: [OutboxItem], about session: BookedSession, reachable: Set<ClientID>, links: [DirectLink], places: Places,
        speech: Speech, now: Instant
    ) {
        // What is to come first, soonest first; then what was, newest first.
        let ordered =
            items.filter { $0.state == .due }.sorted { ($0.dueAt, $0.sequence) < ($1.dueAt, $1.sequence) }
            + items.filter { $0.state != .due }
        let unreachable = session.clients.filter { !reachable.contains($0.id) }
        rows = ordered.compactMap { item in
            guard item.channel != .webhook, let said = Said(item.notice, session, links), !said.isStale(item),
                said.isSent(item, without: unreachable)
            else { return nil }
            return Row(item, said, about: session.booking.id, places: places, speech: speech, now: now)
        }
        hasRows = !rows.isEmpty
        unreached = unreachable.map { speech.words("change.unreached", ["name": $0.name.text]) }
        hasUnreached = !unreached.isEmpty
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
    /// Goes out only if things are then as they are now: somebody still waits.
    let isConditional: Bool
    /// The client who reads it, if it is one.
    let client: ClientID?

    init?(_ notice: Notice, _ session: BookedSession, _ links: [DirectLink]) {
        switch notice {
        case .sessionBooked(_, let client): self.init("change.toldBooked", client, session)
        case .sessionMoved(_, let client, _): self.init("change.toldMoved", client, session)
        case .sessionHandedOver(_, let client): self.init("change.toldHandedOver", client, session)
        case .sessionTakenOver: self.init("change.toldTakenOver", nil)
        case .sessionCancelled(_, let client, _): self.init("change.toldCancelled", client, session)
        case .sessionReminder(_, let client, let reminder, _):
            let path = reminder == .dayBefore ? "change.toldDayBefore" : "change.toldHourBefore"
            self.init(path, client, session, isReminder: true)
        case .directLink(let link): self.init("change.toldLink", link, links)
        case .linkMoved(let link): self.init("change.toldLinkMoved", link, links)
        case .linkCancelled(let link): self.init("change.toldLinkCancelled", link, links)
        case .clientWaiting: self.init("change.toldWaiting", nil, isConditional: true)
        case .clientStillWaiting: self.init("change.toldStillWaiting", nil, isConditional: true)
        case .event: return nil
        default: self.init("change.toldOther", nil)
        }
    }

    private init(_ path: String, _ name: String?, isConditional: Bool = false) {
        self.path = path
        self.name = name
        self.isConditional = isConditional
        isReminder = false
        client = nil
    }

    private init(_ path: String, _ link: LinkID, _ links: [DirectLink]) {
        let terms = links.first { $0.id == link }?.terms
        self.init(path, terms?.label?.text ?? terms?.email?.text)
    }

    private init(_ path: String, _ client: ClientID, _ session: BookedSession, isReminder: Bool = false) {
        self.path = path
        self.client = client
        self.isReminder = isReminder
        isConditional = false
        name = session.clients.first { $0.id == client }?.name.text
    }

    /// Whether it went or goes out: to whom there is no address, it doesn't.
    func isSent(_ item: OutboxItem, without unreachable: [Client]) -> Bool {
        guard item.state == .due || item.state == .obsolete else { return true }
        guard !isConditional || item.attempts > 0 else { return false }
        return !unreachable.contains { $0.id == client }
    }

    /// A reminder of a time at which the session no longer is: nobody misses it.
    func isStale(_ item: OutboxItem) -> Bool { isReminder && item.state == .obsolete }
}
