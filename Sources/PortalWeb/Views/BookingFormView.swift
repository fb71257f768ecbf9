import PortalCore
import SignalingProtocol

/// The form for a new video session.
struct BookingFormView: Sendable {
    let action: String
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]
    let client: FieldView
    let hasMatches: Bool
    let matches: [Match]
    let partner: FieldView
    /// The names that the fields complete.
    let clients: [String]
    /// `nil` where there is nobody to choose: a clinician books for themselves.
    let clinician: SelectView?
    let date: FieldView
    let start: FieldView
    let length: SelectView
    let zoneText: String
    let windowText: String
    let overlaps: Bool
    let acceptsOverlap: Bool
    let canShare: Bool
    let wantsLink: Bool
    let todayUrl: String
    let portalUrl: String

    /// How many names the fields complete; others are typed in full.
    static let offeredClients = 500

    struct Match: Sendable {
        let id: String
        let name: String
        let email: String
    }

    init(
        _ form: BookingForm, reading: BookingForm.Reading, clients: [Client], clinicians: [Staff], practice: Practice,
        publicURL: String, words: Words
    ) {
        let places = Places(practice: practice.slug)
        let errors = reading.errors
        action = places.newSession
        self.errors = errors
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
        client = FieldView(
            "client", label: words("booking.client"), value: form.client, errors: errors, hint: words("booking.clientHint"),
            list: "clients"
        )
        matches = reading.matches.map { Match(id: $0.id.rawValue, name: $0.name.text, email: $0.email?.text ?? "") }
        hasMatches = !matches.isEmpty
        partner = FieldView(
            "partner", label: words("booking.partner"), value: form.partner, errors: errors, hint: words("booking.partnerHint"),
            list: "clients"
        )
        self.clients = clients.map(\.name.text)
        clinician =
            clinicians.count < 2
            ? nil
            : SelectView(
                "clinician", label: words("booking.clinician"),
                options: clinicians.map {
                    SelectView.Option(value: $0.id.rawValue, text: $0.name.text, isChosen: $0.id.rawValue == form.clinician)
                }, errors: errors
            )
        date = FieldView("date", label: words("booking.date"), value: form.date, errors: errors, type: "date")
        start = FieldView("start", label: words("booking.start"), value: form.start, errors: errors, type: "time", step: "300")
        length = SelectView(
            "length", label: words("booking.length"),
            options: BookingForm.lengths.map {
                SelectView.Option(
                    value: "\($0)", text: words("booking.minutes", ["count": "\($0)"]), isChosen: "\($0)" == form.length
                )
            }, errors: errors
        )
        zoneText = words("booking.zone", ["zone": practice.timeZone.city])
        windowText = words.window(practice.joinRule)
        overlaps = reading.overlaps
        acceptsOverlap = form.acceptsOverlap
        canShare = practice.isSharingEnabled
        wantsLink = form.wantsLink
        todayUrl = places.today
        portalUrl = publicURL + places.portal
    }
}

extension Words {
    /// When clients can enter, in general.
    func window(_ rule: JoinRule) -> String {
        let values = ["before": "\(rule.minutesBefore)", "after": "\(rule.minutesAfter)"]
        return self(rule.countFrom == .start ? "booking.window" : "booking.windowEnd", values)
    }
}
