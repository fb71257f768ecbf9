import PortalCore
import SignalingProtocol
import Storage

/// Why somebody can't join a session: for each way in, what stands in it and what to do.
struct WhyView: Sendable {
    let notice: String?
    let sessionUrl: String
    let sessionTitle: String
    let when: WhenView
    let with: String
    let clients: [ClientPart]
    let hasLinks: Bool
    let links: [WayView]
    /// Where another link is made; `nil` where none can be, and where a link that opens nothing offers that already.
    let newLinkUrl: String?
    let againUrl: String

    struct ClientPart: Sendable {
        let anchor: String
        let name: String
        let hasAccounts: Bool
        let accounts: [WayView]
        /// Of somebody without an account: what keeps everybody out.
        let hasReasons: Bool
        let reasons: [WayView.Reason]
        /// What helps somebody without an account, as far as the practice allows it.
        let ways: [Way]
        let hasWays: Bool

        struct Way: Sendable {
            let text: String
            let link: StepLink?
        }
    }

    init(
        _ diagnosis: SessionDiagnosis, of session: BookedSession, staff: Staff, manageable: Set<AccountID>, notice: String?,
        practice: Practice, publicURL: String, speech: Speech, now: Instant
    ) {
        let words = speech.words
        let places = Places(practice: practice.slug)
        let booking = session.booking
        let remedies = Remedies(session: session, practice: practice, staff: staff, manageable: manageable, words: words, now: now)
        self.notice = notice
        sessionUrl = places.staffSession(booking.id)
        sessionTitle = words("booking.title", ["names": session.clientNames])
        when = WhenView(booking, speech: speech, now: now)
        with = words("booking.with", ["clinician": session.clinician.name.text])
        clients = diagnosis.clients.enumerated().map { number, part in
            let reasons = WayView.Reason.list(diagnosis.session, of: part.client, remedies: remedies, speech: speech, now: now)
            let ways = diagnosis.session.leaveAStart ? remedies.ways(for: part.client, portalURL: publicURL + places.portal) : []
            return ClientPart(
                anchor: "client-\(number + 1)", name: part.client.name.text, hasAccounts: !part.accounts.isEmpty,
                accounts: part.accounts.map {
                    WayView($0, of: part.client, title: remedies.title(of: $0), remedies: remedies, speech: speech, now: now)
                }, hasReasons: !reasons.isEmpty, reasons: reasons, ways: ways, hasWays: !ways.isEmpty)
        }
        links = diagnosis.links.enumerated().map { number, way in
            let name = way.link?.terms.label?.text ?? "\(words("links.unnamed")) \(number + 1)"
            return WayView(way, of: nil, title: name, remedies: remedies, speech: speech, now: now)
        }
        hasLinks = !links.isEmpty
        let isOffered = links.contains { $0.reasons.contains { $0.remedy?.postUrl == remedies.newLinkUrl } }
        newLinkUrl = isOffered ? nil : remedies.newLinkUrl
        againUrl = places.why(booking.id)
    }
}

/// One way in.
struct WayView: Sendable {
    let title: String
    /// The address of the account.
    let email: String?
    let state: String
    let isOpen: Bool
    let hasReasons: Bool
    let reasons: [Reason]
    /// How it will be at the start; `nil` once that has come.
    let later: String?

    struct Reason: Sendable {
        let code: String
        let title: String
        let detail: String
        /// What the client reads; `nil` where that would tell whose account it is, and where a login fails without a reason.
        let reads: String?
        let remedy: RemedyView?
    }

    init(_ way: WayIn, of client: Client?, title: String, remedies: Remedies, speech: Speech, now: Instant) {
        let words = speech.words
        let window = remedies.practice.joinWindow(for: remedies.session.booking)
        self.title = title
        email = way.login?.account.email.text
        isOpen = way.isOpen
        hasReasons = !isOpen
        state = words(isOpen ? "why.open" : "why.closed")
        let read = speech.reasons(way.now, window: window, now: now)
        reasons = zip(way.now, read).map { actual, read in
            let reason = remedies.told(actual, in: way)
            return Reason(
                code: reason.rawValue, title: words("why.reasons.\(reason.rawValue).title"),
                detail: words("why.reasons.\(reason.rawValue).detail", speech.moments(of: window, now: now)),
                reads: actual != .accountDisabled && remedies.mayQuote(actual, in: way) ? words("why.reads", ["title": read.title]) : nil,
                remedy: remedies.remedy(for: reason, of: client, way.login))
        }
        let start = ["time": speech.time(remedies.session.booking.startsAt)]
        later = way.atStart.flatMap { reasons -> String? in
            if reasons.isEmpty { return words("why.laterOpen", start) }
            if !reasons.leaveAStart { return nil }
            if reasons == way.now { return words("why.laterSame", start) }
            let titles = reasons.map { words("why.reasons.\(remedies.told($0, in: way).rawValue).title") }.joined(separator: "; ")
            return words("why.laterClosed", start.merging(["reasons": titles]) { $1 })
        }
    }
}

extension WayView.Reason {
    /// What keeps everybody out, but for hours that are still to come.
    fileprivate static func list(
        _ reasons: [RefusalReason], of client: Client, remedies: Remedies, speech: Speech, now: Instant
    ) -> [WayView.Reason] {
        let moments = speech.moments(of: remedies.practice.joinWindow(for: remedies.session.booking), now: now)
        return reasons.filter { $0 != .windowNotOpen }.map { reason in
            WayView.Reason(
                code: reason.rawValue, title: speech.words("why.reasons.\(reason.rawValue).title"),
                detail: speech.words("why.reasons.\(reason.rawValue).detail", moments), reads: nil,
                remedy: remedies.remedy(for: reason, of: client))
        }
    }
}
