import PortalCore

/// Which reminders are sent, when the practice is told of somebody who waits, and the text of invitations.
struct MailSettingsForm: Equatable, Sendable {
    var reminders: Set<SessionReminder>
    var alertsPractice: Bool
    /// After how many minutes, as typed.
    var practiceAlert: String
    /// Empty: the standard text.
    var invitation: String
    /// Asks to see the mail, and changes nothing.
    var isPreview = false

    init(_ practice: Practice, invitation: FreeText?) {
        reminders = practice.reminders
        alertsPractice = practice.practiceAlertMinutes != nil
        practiceAlert = "\(practice.practiceAlertMinutes ?? Practice.usualPracticeAlert)"
        self.invitation = invitation?.text ?? ""
    }

    init(_ fields: FormFields) {
        reminders = Set<SessionReminder>().with(.dayBefore, fields["dayBefore"] == "yes").with(.hourBefore, fields["hourBefore"] == "yes")
        alertsPractice = fields["alertsPractice"] == "yes"
        practiceAlert = String(fields["practiceAlert"].prefix(20))
        invitation = String(fields["invitation"].prefix(FreeText.Kind.invitation.longest * 2))
        isPreview = fields["act"] == "preview"
    }

    /// - Throws: ``SettingRefusal`` for what is no number of minutes.
    func apply(to practice: inout Practice) throws(SettingRefusal) {
        practice.reminders = reminders
        let minutes = Int(practiceAlert).map { "\($0)" } ?? ""
        try practice.set(Practice.Setting.practiceAlertMinutes.rawValue, to: alertsPractice ? minutes : "off")
    }

    /// The text as it is kept; `nil` for the standard one.
    ///
    /// - Throws: ``TextRefusal``.
    func text() throws(TextRefusal) -> FreeText? {
        invitation.allSatisfy(\.isWhitespace) ? nil : try FreeText(invitation, as: .invitation)
    }
}
