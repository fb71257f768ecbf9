import PortalCore
import SignalingProtocol

/// Which reminders go out, when the practice is told of somebody who waits, and what a mail with a direct link says.
struct MailSettingsView: Sendable {
    let head: SettingsHead
    let action: String
    let backUrl: String
    let reminders: ChoicesView
    let practiceAlert: FieldView
    let invitation: TextAreaView
    /// How the text would stand in the mail: paragraphs of lines.
    let preview: [[String]]
    let isStandard: Bool

    init(
        _ form: MailSettingsForm, preview: FreeText?, isStandard: Bool, errors: [ErrorLine], notice: String?, places: Places, words: Words
    ) {
        func label(_ key: String) -> String { words("settings.mail.\(key)") }
        head = SettingsHead("settings.mail", notice: notice, errors: errors, places: places, words: words)
        action = places.mailSettings
        backUrl = places.settings
        reminders = ChoicesView(
            "reminders", label: label("reminders"),
            anyOf: [
                ("dayBefore", label("dayBefore"), nil, form.reminders.contains(.dayBefore)),
                ("hourBefore", label("hourBefore"), nil, form.reminders.contains(.hourBefore)),
            ], errors: errors)
        practiceAlert = FieldView(
            "practiceAlert", label: label("practiceAlert"), value: form.practiceAlert, errors: errors, type: "number",
            hint: label("practiceAlertHint"))
        invitation = TextAreaView(
            "invitation", label: label("invitation"), value: form.invitation, errors: errors, hint: label("invitationHint"),
            maxLength: FreeText.Kind.invitation.longest)
        self.preview = preview?.paragraphs ?? []
        self.isStandard = isStandard
    }
}
