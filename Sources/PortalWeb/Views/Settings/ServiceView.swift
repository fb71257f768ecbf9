import PortalCore
import SignalingProtocol

/// One service, or a new one.
struct ServiceView: Sendable {
    let head: SettingsHead
    let action: String
    let backUrl: String
    let name: FieldView
    let minutes: FieldView
    let fee: FieldView
    let options: ChoicesView

    /// - Parameter service: `nil` for a new one.
    init(
        _ form: ServiceForm, of service: Service?, practice: Practice, errors: [ErrorLine], words: Words
    ) {
        let places = Places(practice: practice.slug)
        func label(_ key: String) -> String { words("services.\(key)") }
        head = SettingsHead(
            service.map(\.name.text) ?? label("new"), errors: errors, back: (places.services, label("title")), words: words)
        action = service.map { places.service($0.id) } ?? places.newService
        backUrl = places.services
        name = FieldView("name", label: label("name"), value: form.name, errors: errors, hint: label("nameHint"))
        minutes = FieldView("minutes", label: label("minutes"), value: form.minutes, errors: errors, type: "number")
        fee = FieldView(
            "fee", label: words("services.fee", ["currency": practice.currency.rawValue]), value: form.fee, errors: errors,
            hint: label("feeHint"), maxLength: 20)
        let taxed: (String, String, String?, Bool) = ("taxed", label("taxed"), label("taxedHint"), form.isTaxed)
        let offered: (String, String, String?, Bool) = ("offered", label("offered"), label("offeredHint"), form.isOffered)
        options = ChoicesView("options", label: label("options"), anyOf: service == nil ? [taxed] : [taxed, offered], errors: errors)
    }
}
