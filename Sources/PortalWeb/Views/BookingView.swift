import PortalCore
import SignalingProtocol
import Storage

/// One session, as those see it who may host it: whom it is for, its room, its direct links.
struct BookingView: Sendable {
    let title: String
    let when: WhenView
    let with: String
    let badge: String?
    /// When clients can enter; `nil` where nobody can any more.
    let windowText: String?
    let joinUrl: String?
    let notice: String?
    let changes: BookingChangesView
    let told: ToldView
    let clients: [ClientRow]
    let portalUrl: String
    let canBeHandedOver: Bool
    let handOverUrl: String
    let clinician: SelectView
    let handOverFailed: Bool
    let hasLinks: Bool
    let links: [LinkRow]
    let canShare: Bool
    let linksUrl: String
    let label: FieldView
    let expires: FieldView
    let zoneText: String
    let hasErrors: Bool
    let linkFailed: Bool
    let errorTitle: String
    let errors: [ErrorLine]

    struct ClientRow: Sendable {
        let name: String
        let email: String?
    }

    struct LinkRow: Sendable {
        let anchor: String
        let name: String
        let state: String
        let isActive: Bool
        let detail: String
        let url: String
        let addressOf: String
        let revokeUrl: String
    }

    init(
        _ session: BookedSession, changes: BookingChangesView, told: ToldView, colleagues: [Staff], links: [DirectLink], address: (DirectLink) -> String,
        hasEnded: Bool,
        form: LinkForm, errors: [ErrorLine], notice: String?, practice: Practice, publicURL: String, speech: Speech, now: Instant
    ) {
        let words = speech.words
        let places = Places(practice: practice.slug)
        let booking = session.booking
        let window = practice.joinWindow(for: booking)
        let isOver = booking.isCancelled || hasEnded || now >= window.hardEnd
        title = words("booking.title", ["names": session.clientNames])
        when = WhenView(booking, speech: speech, now: now)
        with = words("booking.with", ["clinician": session.clinician.name.text])
        badge = booking.isCancelled ? words("booking.cancelled") : nil
        windowText =
            isOver
            ? nil
            : words("booking.windowTimes", ["opens": speech.time(window.opensAt), "closes": speech.time(window.closesAt)])
        joinUrl = isOver ? nil : places.staffJoin(booking.id)
        self.notice = notice
        self.changes = changes
        self.told = told
        clients = session.clients.map { ClientRow(name: $0.name.text, email: $0.email?.text) }
        portalUrl = publicURL + places.portal
        canBeHandedOver = !isOver && !colleagues.isEmpty
        handOverUrl = places.handOver(booking.id)
        clinician = SelectView(
            "clinician", label: words("booking.handOverTo"),
            options: colleagues.map {
                SelectView.Option(value: $0.id.rawValue, text: $0.name.text, isChosen: $0.id == changes.busyColleague)
            },
            errors: errors
        )
        handOverFailed = errors.contains { $0.field == "clinician" }
        self.links = links.enumerated().map {
            LinkRow($0.element, number: $0.offset + 1, address: address($0.element), practice: practice, speech: speech, now: now)
        }
        hasLinks = !links.isEmpty
        canShare = practice.isSharingEnabled && !isOver
        linksUrl = places.links(booking.id)
        label = FieldView(
            "label", label: words("booking.linkLabel"), value: form.label, errors: errors, hint: words("booking.linkLabelHint"),
            maxLength: LinkForm.longestLabel
        )
        expires = FieldView(
            "expires", label: words("booking.linkExpires"), value: form.expires, errors: errors, type: "datetime-local",
            hint: words("booking.linkExpiresHint")
        )
        zoneText = words("booking.zone", ["zone": practice.timeZone.city])
        self.errors = errors
        hasErrors = !errors.isEmpty
        linkFailed = hasErrors && !handOverFailed
        errorTitle = ErrorLine.title(errors.count, words)
    }
}

extension BookingView.LinkRow {
    fileprivate init(
        _ link: DirectLink, number: Int, address: String, practice: Practice, speech: Speech, now: Instant
    ) {
        let words = speech.words
        let isRevoked = link.revokedAt != nil || !practice.isSharingEnabled
        let isActive = !isRevoked && !link.isExpired(at: now)
        let name = link.label?.text ?? "\(words("booking.linkUnnamed")) \(number)"
        var values = ["day": speech.onDay(link.createdAt, now: now), "time": speech.time(link.createdAt)]
        if let end = link.expiresAt {
            values["until"] = speech.onDay(end, now: now)
            values["untilTime"] = speech.time(end)
        }
        self.init(
            anchor: "link-\(number)", name: name,
            state: words(isRevoked ? "booking.linkRevokedState" : isActive ? "booking.linkActive" : "booking.linkExpired"),
            isActive: isActive, detail: words(link.expiresAt == nil ? "booking.linkMade" : "booking.linkUntil", values),
            url: isActive ? address : "", addressOf: words("booking.linkAddress", ["name": name]),
            revokeUrl: Places(practice: practice.slug).revoke(link.id, of: link.booking)
        )
    }
}
