import PortalCore
import SignalingProtocol
import Storage

/// A client's sessions: those to come, the history, and to which account each is assigned (Q10, Q11, Q19).
struct ClientSessionsView: Sendable {
    let head: ClientHeadView
    let coming: [Row]
    let hasComing: Bool
    let comingPager: PagerView?
    let past: [Row]
    let hasPast: Bool
    let pager: PagerView?
    let assignUrl: String
    let assignAllUrl: String
    /// "Assign all to nadia@example.org"; `nil` where that isn't offered.
    let assignAllText: String?

    struct Row: Sendable {
        let when: WhenView
        let url: String
        let clinician: String
        let detail: String
        let isCancelled: Bool
        let booking: String
        /// The account that the session is assigned to.
        let user: String?
        let isAssigned: Bool
        let isOffered: Bool
        let choice: Choice?

        /// To which account the session may be assigned by hand.
        struct Choice: Sendable {
            let only: String?
            let onlyText: String
            let selectId: String
            let selectLabel: String
            let several: [Option]
            let hasSeveral: Bool
        }

        struct Option: Sendable {
            let value: String
            let text: String
        }
    }

    /// A client's sessions, as the store has them.
    struct Listing: Sendable {
        var coming: [BookedSession] = []
        var comingCount = 0
        var comingPage = 1
        var past: [BookedSession] = []
        var pastCount = 0
        var page = 1
        var assignments: [BookingID: Account] = [:]
        var assignable: [Account] = []
        /// The account of "assign all"; `nil` where that isn't offered.
        var allTo: Account?
    }

    init(_ client: Client, _ listing: Listing, practice: Practice, done: String?, speech: Speech, now: Instant) {
        let words = speech.words
        let places = Places(practice: practice.slug)
        head = ClientHeadView(client, on: .sessions, places: places, words: words, done: done)
        coming = listing.coming.enumerated().map {
            Row($0.element, id: "coming-\($0.offset)", of: client, listing, places: places, speech: speech, now: now)
        }
        past = listing.past.enumerated().map {
            Row($0.element, id: "past-\($0.offset)", of: client, listing, places: places, speech: speech, now: now)
        }
        hasComing = !coming.isEmpty
        hasPast = !past.isEmpty
        // Turning the pages of one list leaves the other where it is.
        let address = places.clientSessions(client.id)
        comingPager = PagerView(page: listing.comingPage, count: listing.comingCount, of: words("client.coming"), words: words) {
            "\(address)?coming=\($0)&page=\(listing.page)"
        }
        pager = PagerView(page: listing.page, count: listing.pastCount, of: words("client.past"), words: words) {
            "\(address)?coming=\(listing.comingPage)&page=\($0)"
        }
        assignUrl = places.clientAssignment(client.id)
        assignAllUrl = places.clientAssignAll(client.id)
        assignAllText = listing.allTo.map { words("client.assignAll", ["email": $0.email.text]) }
    }
}

extension ClientSessionsView.Row {
    fileprivate init(
        _ session: BookedSession, id: String, of client: Client, _ listing: ClientSessionsView.Listing, places: Places,
        speech: Speech, now: Instant
    ) {
        let words = speech.words
        let booking = session.booking
        let account = listing.assignments[booking.id]
        let others = session.clients.filter { $0.id != client.id }.map(\.name.text).joined(separator: ", ")
        let values = ["minutes": "\(booking.time.minutes)", "names": others]
        let choice = account == nil ? Choice(listing.assignable, id: id, words: words) : nil
        self.init(
            when: WhenView(booking, speech: speech, now: now, short: true), url: places.staffSession(booking.id),
            clinician: session.clinician.name.text,
            detail: words(others.isEmpty ? "client.sessionDetail" : "client.sessionWith", values),
            isCancelled: booking.isCancelled, booking: booking.id.rawValue, user: account?.email.text, isAssigned: account != nil,
            isOffered: choice != nil, choice: choice)
    }
}

extension ClientSessionsView.Row.Choice {
    /// - Returns: `nil` where there is no account.
    fileprivate init?(_ accounts: [Account], id: String, words: Words) {
        guard let first = accounts.first else { return nil }
        let isOne = accounts.count == 1
        self.init(
            only: isOne ? first.id.rawValue : nil, onlyText: words("client.assignTo", ["email": first.email.text]),
            selectId: id, selectLabel: words("client.assignLabel"),
            several: isOne ? [] : accounts.map { .init(value: $0.id.rawValue, text: $0.email.text) }, hasSeveral: !isOne)
    }
}
