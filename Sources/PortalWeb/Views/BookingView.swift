import PortalCore
import SignalingProtocol
import Storage

/// One session, as those see it who may host it: whom it is for, its room, its direct links.
struct BookingView: Sendable {
    let title: String
    let when: WhenView
    let with: String
    let badge: String?
    /// That it was held; `nil` before, and of one that was cancelled.
    let ended: String?
    /// When clients can enter; `nil` where nobody can any more.
    let windowText: String?
    let joinUrl: String?
    let notice: String?
    let changes: BookingChangesView
    let told: ToldView
    let clients: [ClientRow]
    let portalUrl: String
    /// Why somebody can't join.
    let whyUrl: String
    var payment: PaymentView?
    let canBeHandedOver: Bool
    let handOverUrl: String
    let clinician: SelectView
    let handOverFailed: Bool
    /// `nil` for a cancelled session that has none: it can be given none.
    let sharing: LinksView?
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]

    struct ClientRow: Sendable {
        let name: String
        /// Where they are written to, or that there is no such address.
        let reach: String
    }

    init(
        _ session: BookedSession, changes: BookingChangesView, told: ToldView, mailboxes: [ClientID: Mailbox], colleagues: [Staff],
        sharing: LinksView, record: RoomRecord?, errors: [ErrorLine], notice: String?, practice: Practice, publicURL: String,
        speech: Speech, now: Instant
    ) {
        let words = speech.words
        let places = Places(practice: practice.slug)
        let booking = session.booking
        let window = practice.joinWindow(for: booking)
        let hasEnded = record?.ended != nil
        let isOver = booking.isCancelled || hasEnded || now >= window.hardEnd
        title = words("booking.title", ["names": session.clientNames])
        when = WhenView(booking, speech: speech, now: now)
        with = words("booking.with", ["clinician": session.clinician.name.text])
        badge = booking.isCancelled ? words("booking.cancelled") : nil
        ended = hasEnded && !booking.isCancelled ? words("booking.ended") : nil
        let closesAt = record?.isReopened == true ? window.hardEnd : window.closesAt
        windowText =
            isOver
            ? nil
            : words("booking.windowTimes", ["opens": speech.time(window.opensAt), "closes": speech.time(closesAt)])
        joinUrl = isOver ? nil : places.staffJoin(booking.id)
        self.notice = notice
        self.changes = changes
        self.told = told
        clients = session.clients.map { ClientRow(name: $0.name.text, reach: mailboxes[$0.id]?.email.text ?? words("client.noEmail")) }
        portalUrl = publicURL + places.portal
        whyUrl = places.why(booking.id)
        canBeHandedOver = !isOver && !colleagues.isEmpty
        handOverUrl = places.handOver(booking.id)
        clinician = SelectView(
            "clinician", label: words("booking.handOverTo"),
            options: [SelectView.Option(value: "", text: words("team.choose"), isChosen: changes.busyColleague == nil)]
                + colleagues.map {
                    SelectView.Option(value: $0.id.rawValue, text: $0.name.text, isChosen: $0.id == changes.busyColleague)
                },
            errors: errors
        )
        handOverFailed = errors.contains { $0.field == "clinician" }
        self.sharing = sharing.canShare || sharing.hasLinks ? sharing : nil
        self.errors = errors
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
    }
}
