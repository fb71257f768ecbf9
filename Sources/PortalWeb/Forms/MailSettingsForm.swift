import PortalCore

/// Which reminders are sent, and the text of invitations.
struct MailSettingsForm: Equatable, Sendable {
    var reminders: Set<SessionReminder>
    /// Empty: the standard text.
    var invitation: String
    /// Asks to see the mail, and changes nothing.
    var isPreview = false

    init(_ practice: Practice, invitation: FreeText?) {
        reminders = practice.reminders
        self.invitation = invitation?.text ?? ""
    }

    init(_ fields: FormFields) {
        reminders = Set<SessionReminder>().with(.dayBefore, fields["dayBefore"] == "yes").with(.hourBefore, fields["hourBefore"] == "yes")
        invitation = String(fields["invitation"].prefix(FreeText.Kind.invitation.longest * 2))
        isPreview = fields["act"] == "preview"
    }

    /// The text as it is kept; `nil` for the standard one.
    ///
    /// - Throws: ``TextRefusal``.
    func text() throws(TextRefusal) -> FreeText? {
        invitation.allSatisfy(\.isWhitespace) ? nil : try FreeText(invitation, as: .invitation)
    }
}
