import PortalCore

/// The practice's own terms and privacy notice, in place of ours.
struct LegalSettingsView: Sendable {
    let head: SettingsHead
    let action: String
    let backUrl: String
    let terms: TextAreaView
    let privacy: TextAreaView
    let termsUrl: String
    let privacyUrl: String

    init(_ typed: [PracticeText: String], errors: [ErrorLine], notice: String?, places: Places, words: Words) {
        func area(_ name: PracticeText) -> TextAreaView {
            TextAreaView(
                name.rawValue, label: words("legal.\(name.rawValue)"), value: typed[name] ?? "", errors: errors,
                hint: words("legal.emptyHint"), maxLength: name.kind.longest)
        }
        head = SettingsHead("legal", notice: notice, errors: errors, places: places, words: words)
        action = places.legalSettings
        backUrl = places.settings
        terms = area(.terms)
        privacy = area(.privacy)
        termsUrl = places.terms
        privacyUrl = places.privacy
    }
}
