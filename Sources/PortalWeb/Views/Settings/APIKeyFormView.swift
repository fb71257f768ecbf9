import PortalCore
import SignalingProtocol

/// The form for a new key.
struct APIKeyFormView: Sendable {
    let head: SettingsHead
    let action: String
    let backUrl: String
    let name: FieldView
    let scopes: ChoicesView

    init(_ form: APIKeyForm, from somebody: Staff, errors: [ErrorLine], places: Places, words: Words) {
        head = SettingsHead(words("apiKeys.new"), errors: errors, back: (places.apiKeys, words("apiKeys.title")), words: words)
        action = places.newAPIKey
        backUrl = places.apiKeys
        name = FieldView("name", label: words("apiKeys.name"), value: form.name, errors: errors, hint: words("apiKeys.nameHint"))
        let choices: [(String, String, String?, Bool)] = somebody.scopesToGive.map {
            ($0.rawValue, words("apiKeys.scopes.\($0.rawValue)"), $0.rawValue, form.scopes.contains($0))
        }
        scopes = ChoicesView("scopes", label: words("apiKeys.scopesLabel"), anyOf: choices, errors: errors)
    }
}

/// A key that was just made: the only page that shows its secret.
struct NewAPIKeyView: Sendable {
    let head: SettingsHead
    let secret: String
    let scopes: [String]
    let backUrl: String

    init(_ key: APIKey, secret: String, places: Places, words: Words) {
        head = SettingsHead(
            words("apiKeys.keyMade", ["name": key.name.text]), lead: words("apiKeys.once"),
            back: (places.apiKeys, words("apiKeys.title")), words: words)
        self.secret = secret
        scopes = words.scopes(key.scopes)
        backUrl = places.apiKeys
    }
}
