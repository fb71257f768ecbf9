import PortalCore
import SignalingProtocol

/// The direct links of a session, and the form for another one: a part of the session's page (H6).
struct LinksView: Sendable {
    let hasLinks: Bool
    let links: [Row]
    let canShare: Bool
    let url: String
    /// `nil` where fewer than two are good.
    let revokeAllUrl: String?
    let label: FieldView
    let email: FieldView
    let language: SelectView
    let expires: FieldView
    let uses: FieldView
    let limits: ChoicesView
    let zoneText: String
    /// Something is wrong with the form: it is shown open.
    let failed: Bool

    struct Row: Sendable {
        let anchor: String
        let name: String
        let state: String
        let isActive: Bool
        let details: [String]
        let url: String
        let addressOf: String
        let revokeUrl: String
        let mail: Mail?
    }

    /// Where the mail of a link is looked over and sent.
    struct Mail: Sendable {
        let url: String
        let word: String
    }

    /// - Parameters:
    ///   - uses: By how many browsers each link was used; none where it is missing.
    ///   - isOver: Whether the session is: then its links open nothing.
    init(
        _ links: [DirectLink], of booking: BookingID, uses: [LinkID: Int], address: (DirectLink) -> String, isOver: Bool,
        form: LinkForm, errors: [ErrorLine], practice: Practice, speech: Speech, now: Instant
    ) {
        let words = speech.words
        let places = Places(practice: practice.slug)
        self.links = links.enumerated().map {
            Row(
                $0.element, number: $0.offset + 1, uses: uses[$0.element.id] ?? 0, address: address($0.element), isOver: isOver,
                practice: practice, speech: speech, now: now)
        }
        hasLinks = !links.isEmpty
        canShare = practice.isSharingEnabled && !isOver
        url = places.links(booking)
        let isSeveral = links.count { $0.revokedAt == nil } >= 2
        revokeAllUrl = isSeveral && canShare ? places.revokeAllLinks(of: booking) : nil
        label = FieldView(
            "label", label: words("links.label"), value: form.label, errors: errors, hint: words("links.labelHint"),
            maxLength: LinkForm.longestLabel)
        email = FieldView(
            "linkEmail", label: words("links.email"), value: form.email, errors: errors, type: "email",
            hint: words("links.emailHint"), maxLength: 254)
        let chosen = Language(rawValue: form.language) ?? practice.language
        language = SelectView(
            "linkLanguage", label: words("links.language"),
            options: Language.allCases.map {
                SelectView.Option(value: $0.rawValue, text: $0.ownName, isChosen: $0 == chosen)
            }, errors: errors)
        expires = FieldView(
            "expires", label: words("links.expires"), value: form.expires, errors: errors, type: "datetime-local",
            hint: words("links.expiresHint"))
        self.uses = FieldView(
            "uses", label: words("links.useLimit"), value: form.uses, errors: errors, hint: words("links.useLimitHint"), maxLength: 3)
        limits = ChoicesView(
            "limits", label: words("links.limits"),
            anyOf: [("firstDevice", words("links.firstDevice"), words("links.firstDeviceHint"), form.isBoundToDevice)], errors: errors)
        zoneText = words("booking.zone", ["zone": practice.timeZone.city])
        failed = errors.contains { Self.fields.contains($0.field) }
    }

    /// The ids of the form's fields.
    private static let fields: Set<String> = ["label", "linkEmail", "linkLanguage", "expires", "uses", "limits"]
}

extension LinksView.Row {
    fileprivate init(
        _ link: DirectLink, number: Int, uses: Int, address: String, isOver: Bool, practice: Practice, speech: Speech, now: Instant
    ) {
        let words = speech.words
        let places = Places(practice: practice.slug)
        let isRevoked = link.revokedAt != nil || !practice.isSharingEnabled
        let isActive = !isRevoked && !isOver && !link.isExpired(at: now)
        let taken = link.refusal(toNewcomerAfter: uses)
        let word =
            if isRevoked { "revokedState" } else if link.isExpired(at: now) { "expired" } else if isOver {
                "over"
            } else if taken == .linkOnOtherDevice { "bound" } else { taken == nil ? "active" : "full" }
        let name = link.terms.label?.text ?? link.terms.email?.text ?? "\(words("links.unnamed")) \(number)"
        let wasSent = link.sentAt.map { $0 <= now } ?? false
        let canBeMailed = isActive && link.terms.email != nil
        self.init(
            anchor: "link-\(number)", name: name, state: words("links.\(word)"), isActive: isActive,
            details: Self.details(link, uses: uses, speech: speech, now: now), url: isActive ? address : "",
            addressOf: words("links.address", ["name": name]), revokeUrl: places.revoke(link.id, of: link.booking),
            mail: canBeMailed
                ? LinksView.Mail(
                    url: places.linkMail(link.id, of: link.booking), word: words(wasSent ? "links.sendAgain" : "links.send"))
                : nil)
    }

    private static func details(_ link: DirectLink, uses: Int, speech: Speech, now: Instant) -> [String] {
        let words = speech.words
        func said(_ word: String, at moment: Instant?, _ more: [String: String] = [:]) -> String? {
            moment.map {
                words("links.\(word)", ["day": speech.onDay($0, now: now), "time": speech.time($0)].merging(more) { $1 })
            }
        }
        let address = link.terms.email.map { ["email": $0.text] }
        let leaves = link.sentAt.map { $0 > now ? "leaves" : "sent" } ?? "sent"
        let used =
            if let limit = link.terms.useLimit, uses > 0 {
                words("links.usesOf", ["count": "\(uses)", "limit": "\(limit)"])
            } else {
                words(uses == 0 ? "links.usesNone" : uses == 1 ? "links.usesOne" : "links.uses", ["count": "\(uses)"])
            }
        return [
            said("made", at: link.createdAt), said("until", at: link.terms.expiresAt),
            address.flatMap { said(leaves, at: link.sentAt, $0) ?? words("links.notSent", $0) }, used,
        ].compactMap(\.self)
    }
}
