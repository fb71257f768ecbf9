import PortalCore
import SignalingProtocol

/// The form for a new video session.
struct BookingFormView: Sendable {
    let action: String
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]
    let searchUrl: String
    /// One field a client.
    let people: [Person]
    let peopleCount: Int
    let canAddPerson: Bool
    let guests: [Guest]
    let guestCount: Int
    let canAddGuest: Bool
    let canShare: Bool
    /// `nil` where there is nobody to choose: a clinician books for themselves.
    let clinician: SelectView?
    /// `nil` where the practice has said of no service what it costs.
    let service: ServiceChoice?
    let fee: FieldView
    let date: FieldView
    let start: FieldView
    let length: SelectView
    let repeats: SelectView
    let times: FieldView
    let zoneText: String
    let windowText: String
    let overlaps: Bool
    let acceptsOverlap: Bool
    let cancelUrl: String

    struct Person: Sendable {
        let field: FieldView
        let idName: String
        let idValue: String
        let hasMatches: Bool
        let matches: [Match]
    }

    struct Match: Sendable {
        let id: String
        let name: String
        let email: String
    }

    struct Guest: Sendable {
        let title: String
        let name: FieldView
        let email: FieldView
    }

    init(
        _ form: BookingForm, reading: BookingForm.Reading, services: [Service], clinicians: [Staff], practice: Practice,
        language: Language, words: Words
    ) {
        let places = Places(practice: practice.slug)
        let errors = reading.errors
        action = places.newSession
        self.errors = errors
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
        searchUrl = places.clientSearch
        people = form.clients.enumerated().map {
            Person($0.element, number: $0.offset + 1, matches: reading.matches[$0.offset + 1] ?? [], errors: errors, words: words)
        }
        peopleCount = people.count
        canAddPerson = people.count < Booking.clientLimit
        guests = form.guests.enumerated().map { Guest($0.element, number: $0.offset + 1, errors: errors, words: words) }
        guestCount = guests.count
        canAddGuest = guests.count < BookingForm.guestLimit
        canShare = practice.isSharingEnabled
        clinician = SelectView(clinicians, chosen: form.clinician, errors: errors, words: words)
        service = services.isEmpty ? nil : ServiceChoice(services, chosen: form.service, practice, language, errors, words)
        fee = FieldView(
            "fee", label: words("plan.fee"), value: form.fee, errors: errors,
            hint: words(services.isEmpty ? "plan.feeHint" : "plan.feeOfService"), maxLength: 40)
        date = FieldView("date", label: words("booking.date"), value: form.date, errors: errors, type: "date")
        start = FieldView("start", label: words("booking.start"), value: form.start, errors: errors, type: "time", step: "300")
        length = SelectView(
            lengths: services.map(\.minutes), hasUsual: !services.isEmpty, chosen: form.length, errors: errors, words: words)
        repeats = SelectView(
            "repeats", label: words("plan.repeats"),
            options: [("", "plan.once"), ("weekly", "plan.weekly"), ("every_two_weeks", "plan.everyTwoWeeks")].map {
                SelectView.Option(value: $0, text: words($1), isChosen: $0 == form.repeats)
            }, errors: errors)
        times = FieldView(
            "times", label: words("plan.times"), value: form.times, errors: errors, hint: words("plan.timesHint"), maxLength: 2)
        zoneText = words("booking.zone", ["zone": practice.timeZone.city])
        windowText = words.window(practice.joinRule)
        overlaps = reading.overlaps
        acceptsOverlap = form.acceptsOverlap
        cancelUrl = places.calendar
    }
}

extension BookingFormView.Person {
    fileprivate init(_ person: BookingForm.Person, number: Int, matches: [Client], errors: [ErrorLine], words: Words) {
        field = FieldView(
            BookingForm.name("client", number),
            label: number == 1 ? words("booking.client") : words("plan.person", ["number": "\(number)"]), value: person.name,
            errors: errors, hint: number == 1 ? words("booking.clientHint") : words("plan.personHint"))
        idName = BookingForm.name("client-id", number)
        idValue = person.id
        self.matches = matches.map {
            BookingFormView.Match(id: $0.id.rawValue, name: $0.name.text, email: $0.email?.text ?? "")
        }
        hasMatches = !matches.isEmpty
    }
}

extension BookingFormView.Guest {
    fileprivate init(_ guest: BookingForm.Guest, number: Int, errors: [ErrorLine], words: Words) {
        title = words("plan.guest", ["number": "\(number)"])
        name = FieldView(
            "guest-name-\(number)", label: words("plan.guestNameLabel"), value: guest.name, errors: errors,
            maxLength: LinkForm.longestLabel)
        email = FieldView(
            "guest-email-\(number)", label: words("plan.guestEmailLabel"), value: guest.email, errors: errors, type: "email",
            maxLength: 254)
    }
}

extension Words {
    /// When clients can enter, in general.
    func window(_ rule: JoinRule) -> String {
        let values = ["before": "\(rule.minutesBefore)", "after": "\(rule.minutesAfter)"]
        return self(rule.countFrom == .start ? "booking.window" : "booking.windowEnd", values)
    }
}
