import PortalCore

/// A preset of how identity is handled (P), chosen as a whole.
struct PresetForm: PracticeForm, Equatable {
    /// Empty where the practice has a mixture of its own.
    let preset: String

    init(_ practice: Practice) { preset = practice.identity.preset?.rawValue ?? "" }

    init(_ fields: FormFields) { preset = fields["preset"] }

    func apply(to practice: inout Practice, words: Words) -> [ErrorLine] {
        guard let preset = IdentityPolicy.Preset(rawValue: preset) else {
            return [ErrorLine(field: "preset", text: words("settings.portal.presetMissing"))]
        }
        practice.identity.apply(preset)
        return []
    }
}

/// The single points of how identity is handled, and whether sessions are shared by link.
struct IdentityForm: PracticeForm, Equatable {
    let signUp: Bool
    let loginLinks: Bool
    let loginMethod: String
    let knownClients: Bool
    let staffPasswords: Bool
    let accountsOptional: Bool
    let sharing: Bool

    init(_ practice: Practice) {
        let identity = practice.identity
        signUp = identity.isSignUpOpen
        loginLinks = identity.showsLoginLinks
        loginMethod = identity.loginMethod.rawValue
        knownClients = identity.admitsOnlyKnownClients
        staffPasswords = identity.mayStaffSetPasswords
        accountsOptional = identity.areAccountsOptional
        sharing = practice.isSharingEnabled
    }

    init(_ fields: FormFields) {
        signUp = fields["signUp"] == "yes"
        loginLinks = fields["loginLinks"] == "yes"
        loginMethod = fields["loginMethod"]
        knownClients = fields["knownClients"] == "yes"
        staffPasswords = fields["staffPasswords"] == "yes"
        accountsOptional = fields["accountsOptional"] == "yes"
        sharing = fields["sharing"] == "yes"
    }

    func apply(to practice: inout Practice, words: Words) -> [ErrorLine] {
        guard let method = IdentityPolicy.LoginMethod(rawValue: loginMethod) else {
            return [ErrorLine(field: "loginMethod", text: words("settings.portal.methodMissing"))]
        }
        practice.identity = IdentityPolicy(
            isSignUpOpen: signUp, showsLoginLinks: loginLinks, loginMethod: method, admitsOnlyKnownClients: knownClients,
            mayStaffSetPasswords: staffPasswords, areAccountsOptional: accountsOptional, twoStep: practice.identity.twoStep)
        practice.isSharingEnabled = sharing
        return []
    }
}

/// Which staff have to log in with a second step.
struct TwoStepForm: PracticeForm, Equatable {
    let rule: String

    init(_ practice: Practice) { rule = practice.identity.twoStep.rawValue }

    init(_ fields: FormFields) { rule = fields["twoStep"] }

    func apply(to practice: inout Practice, words: Words) -> [ErrorLine] {
        guard let rule = IdentityPolicy.TwoStepRule(rawValue: rule) else {
            return [ErrorLine(field: "twoStep", text: words("team.twoStepMissing"))]
        }
        practice.identity.twoStep = rule
        return []
    }
}
