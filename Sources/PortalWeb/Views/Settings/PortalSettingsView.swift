import PortalCore

/// The portal's address, and how identity is handled: by a preset, or point by point (P).
struct PortalSettingsView: Sendable {
    let head: SettingsHead
    let portalUrl: String
    let staffUrl: String
    let presetAction: String
    let preset: ChoicesView
    /// Which way the practice goes now.
    let nowText: String
    let action: String
    let backUrl: String
    let switches: ChoicesView
    let loginMethod: ChoicesView
    let sharing: ChoicesView
    /// Settings that get in each other's way.
    let conflict: String?

    init(_ shown: PracticeFormRoutes<IdentityForm>.Shown) {
        self.init(shown, preset: PresetForm(shown.practice), form: shown.form)
    }

    init(_ shown: PracticeFormRoutes<PresetForm>.Shown) {
        self.init(shown, preset: shown.form, form: IdentityForm(shown.practice))
    }

    private init<Form>(_ shown: PracticeFormRoutes<Form>.Shown, preset: PresetForm, form: IdentityForm) {
        let (errors, places, words) = (shown.errors, shown.places, shown.words)
        func label(_ key: String) -> String { words("settings.portal.\(key)") }
        /// Of codes, how they come here.
        func text(_ key: String) -> String {
            (shown.sendsTexts ? nil : words.found("settings.portal.\(key).textMail")) ?? label("\(key).text")
        }
        head = SettingsHead("settings.portal", notice: shown.notice, errors: errors, places: places, words: words)
        portalUrl = shown.publicURL + places.portal
        staffUrl = shown.publicURL + places.staff
        presetAction = places.preset
        let current = shown.practice.identity.preset?.rawValue ?? "own"
        nowText = words("settings.portal.now", ["way": label("presets.\(current).title")])
        self.preset = ChoicesView(
            "preset", label: label("preset"),
            oneOf: IdentityPolicy.Preset.allCases.map {
                ($0.rawValue, label("presets.\($0.rawValue).title"), text("presets.\($0.rawValue)"))
            }, chosen: preset.preset, errors: errors)
        action = places.portalSettings
        backUrl = places.settings
        switches = ChoicesView(
            "switches", label: label("switches"),
            anyOf: [
                ("signUp", label("signUp"), label("signUpHint"), form.signUp),
                ("loginLinks", label("loginLinks"), label("loginLinksHint"), form.loginLinks),
                ("knownClients", label("knownClients"), label("knownClientsHint"), form.knownClients),
                ("staffPasswords", label("staffPasswords"), label("staffPasswordsHint"), form.staffPasswords),
                ("accountsOptional", label("accountsOptional"), label("accountsOptionalHint"), form.accountsOptional),
            ], errors: errors)
        loginMethod = ChoicesView(
            "loginMethod", label: label("loginMethod"),
            oneOf: IdentityPolicy.LoginMethod.allCases.map {
                ($0.rawValue, label("methods.\($0.rawValue).title"), text("methods.\($0.rawValue)"))
            }, chosen: form.loginMethod, errors: errors)
        sharing = ChoicesView(
            "links", label: label("links"), anyOf: [("sharing", label("sharing"), label("sharingHint"), form.sharing)], errors: errors)
        conflict = shown.practice.identity.isSignUpOpen && !shown.practice.identity.acceptsSignUp ? label("conflict") : nil
    }
}
