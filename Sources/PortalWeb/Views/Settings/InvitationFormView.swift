import PortalCore

/// Adds somebody to the team.
struct InvitationFormView: Sendable {
    let head: SettingsHead
    let action: String
    let backUrl: String
    let name: FieldView
    let email: FieldView
    let role: ChoicesView

    init(_ form: InvitationForm, roles: [Staff.Role], errors: [ErrorLine], places: Places, words: Words) {
        head = SettingsHead(
            words("team.invite"), lead: words("team.inviteLead"), errors: errors, back: (places.team, words("team.title")), words: words)
        action = places.invitation
        backUrl = places.team
        name = FieldView("name", label: words("team.name"), value: form.name, errors: errors, hint: words("team.nameHint"))
        email = FieldView("email", label: words("team.email"), value: form.email, errors: errors, type: "email", maxLength: 254)
        role = .role(roles, chosen: form.role, errors: errors, words: words)
    }
}

extension ChoicesView {
    /// Which role somebody has, with what each of them may do.
    static func role(_ roles: [Staff.Role], chosen: String, errors: [ErrorLine], words: Words) -> ChoicesView {
        ChoicesView(
            "role", label: words("team.role"),
            oneOf: roles.map { ($0.rawValue, words("team.roles.\($0.rawValue)"), words("team.rights.\($0.rawValue)")) }, chosen: chosen,
            errors: errors)
    }
}
