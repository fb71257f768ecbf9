import PortalCore
import SignalingProtocol

/// What a member of staff says of themselves, on receipts and in mails.
struct ProfileView: Sendable {
    let head: SettingsHead
    let action: String
    let backUrl: String
    let securityUrl: String
    let email: String
    let name: FieldView
    let staffTitle: FieldView
    let licence: FieldView
    let mailLanguage: SelectView

    init(_ form: ProfileForm, staff: Staff, practice: Practice, errors: [ErrorLine], notice: String?, words: Words) {
        let places = Places(practice: practice.slug)
        func field(_ id: String, _ value: String, complete: String) -> FieldView {
            FieldView(
                id, label: words("settings.profile.\(id)"), value: value, errors: errors, hint: words("settings.profile.\(id)Hint"),
                autocomplete: complete)
        }
        head = SettingsHead("settings.profile", notice: notice, errors: errors, places: places, words: words)
        action = places.profile
        backUrl = places.settings
        securityUrl = places.security(.staff)
        email = staff.email.text
        name = field("name", form.name, complete: "name")
        staffTitle = field("staffTitle", form.title, complete: "organization-title")
        licence = field("licence", form.licence, complete: "off")
        let standard = words("settings.profile.practiceLanguage", ["language": practice.language.ownName])
        mailLanguage = SelectView(
            "language", label: words("settings.profile.language"),
            options: [SelectView.Option(value: "", text: standard, isChosen: form.language.isEmpty)]
                + Language.allCases.map {
                    SelectView.Option(value: $0.rawValue, text: $0.ownName, isChosen: $0.rawValue == form.language)
                }, errors: errors, hint: words("settings.profile.languageHint"))
    }
}
