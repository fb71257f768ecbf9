import PortalCore
import SignalingProtocol

/// Which reminders go out, when the practice is told of somebody who waits, and what a mail with a direct link says.
struct MailSettingsView: Sendable {
    let head: SettingsHead
    let action: String
    let backUrl: String
    let reminders: ChoicesView
    let alert: ChoicesView
    let practiceAlert: FieldView
    /// Where the practice's address is entered; `nil` where there is one.
    let addressUrl: String?
    let invitation: TextAreaView
    /// How the text would stand in the mail: paragraphs of lines.
    let preview: [[String]]
    let isStandard: Bool

    /// - Parameter preview: The text to show; `nil` where there is none that could be sent.
    init(
        _ form: MailSettingsForm, preview: FreeText?, hasAddress: Bool, errors: [ErrorLine], notice: String?, places: Places, words: Words
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
        alert = ChoicesView(
            "alerts", label: label("alert"), anyOf: [("alertsPractice", label("alertsPractice"), label("alertHint"), form.alertsPractice)],
            errors: errors)
        // No field of numbers: browsers send what can't be read there as nothing.
        practiceAlert = FieldView(
            "practiceAlert", label: label("practiceAlert"), value: form.practiceAlert, errors: errors, inputMode: "numeric",
            hint: label("practiceAlertHint"), maxLength: 20)
        addressUrl = hasAddress ? nil : places.practiceSettings
        invitation = TextAreaView(
            "invitation", label: label("invitation"), value: form.invitation, errors: errors, hint: label("invitationHint"),
            maxLength: FreeText.Kind.invitation.longest)
        self.preview = preview?.paragraphs ?? []
        isStandard = form.invitation.allSatisfy(\.isWhitespace)
    }
}
