import Foundation
import PortalCore

/// The practice's name, how to reach it, where it is, and what its receipts say.
struct PracticeSettingsView: Sendable {
    let head: SettingsHead
    let action: String
    let backUrl: String
    let name: FieldView
    let telephone: FieldView
    let email: FieldView
    let hours: FieldView
    let zone: SelectView
    let practiceLanguage: SelectView
    let address: TextAreaView
    let currency: SelectView
    let taxes: [TaxRow]

    struct TaxRow: Sendable {
        let legend: String
        let name: FieldView
        let rate: FieldView
        let number: FieldView
    }

    init(_ shown: PracticeFormRoutes<PracticeDetailsForm>.Shown) {
        let (form, errors, words) = (shown.form, shown.errors, shown.words)
        func label(_ key: String) -> String { words("settings.practice.\(key)") }
        head = SettingsHead("settings.practice", notice: shown.notice, errors: errors, places: shown.places, words: words)
        action = shown.places.practiceSettings
        backUrl = shown.places.settings
        name = FieldView("name", label: label("name"), value: form.name, errors: errors, hint: label("nameHint"))
        telephone = FieldView("telephone", label: label("telephone"), value: form.telephone, errors: errors, type: "tel", maxLength: 40)
        email = FieldView("email", label: label("email"), value: form.email, errors: errors, type: "email", maxLength: 254)
        hours = FieldView("hours", label: label("hours"), value: form.hours, errors: errors, hint: label("hoursHint"), maxLength: 120)
        zone = SelectView(
            "zone", label: label("zone"),
            options: Self.zones(with: form.timeZone).map {
                SelectView.Option(value: $0.identifier, text: "\($0.city) (\($0.identifier))", isChosen: $0.identifier == form.timeZone)
            }, errors: errors, hint: label("zoneHint"))
        practiceLanguage = SelectView(
            "language", label: label("language"),
            options: Language.allCases.map {
                SelectView.Option(value: $0.rawValue, text: $0.ownName, isChosen: $0.rawValue == form.language)
            }, errors: errors, hint: label("languageHint"))
        address = TextAreaView(
            "address", label: label("address"), value: form.address, errors: errors, hint: label("addressHint"),
            maxLength: PostalAddress.mostLines * (PostalAddress.longestLine + 1))
        currency = SelectView(
            "currency", label: label("currency"),
            options: Currency.allCases.map {
                SelectView.Option(value: $0.rawValue, text: label("currencies.\($0.rawValue)"), isChosen: $0.rawValue == form.currency)
            }, errors: errors)
        taxes = form.taxes.enumerated().map { TaxRow($0.element, number: $0.offset + 1, errors: errors, words: words) }
    }

    /// Canada's zones, those of the countries whose currencies are known, and the one that is chosen. Any other is set on the
    /// command line.
    private static func zones(with chosen: String) -> [TimeZone] {
        let offered = [
            "America/St_Johns", "America/Halifax", "America/Moncton", "America/Montreal", "America/Toronto", "America/Winnipeg",
            "America/Regina", "America/Edmonton", "America/Vancouver", "America/Whitehorse", "America/Iqaluit", "America/New_York",
            "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "Europe/London",
            "Europe/Paris", "Europe/Brussels", "Europe/Zurich", "Europe/Luxembourg", "Indian/Reunion", "America/Martinique",
        ]
        return (offered.contains(chosen) ? offered : [chosen] + offered).compactMap(TimeZone.named)
    }
}

extension PracticeSettingsView.TaxRow {
    fileprivate init(_ line: PracticeDetailsForm.TaxLine, number index: Int, errors: [ErrorLine], words: Words) {
        func field(_ part: String, _ value: String, _ longest: Int) -> FieldView {
            FieldView("tax\(index)-\(part)", label: words("settings.practice.tax.\(part)"), value: value, errors: errors, maxLength: longest)
        }
        self.init(
            legend: words("settings.practice.tax.legend", ["number": "\(index)"]), name: field("name", line.name, Tax.longestName),
            rate: field("rate", line.rate, 12), number: field("number", line.number, Tax.longestRegistration))
    }
}
