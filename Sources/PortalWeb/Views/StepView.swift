import PortalCore

/// A narrow page with one thing to do, or to be told: signing up, a code, a link from a mail, a new password.
struct StepView: Sendable {
    let title: String
    let lead: [String]
    let notice: String?
    let form: StepFormView?
    /// Another way to the same, with one button.
    let otherWay: StepWay?
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]
    let links: [StepLink]
    let hasLinks: Bool

    init(
        title: String, lead: [String], notice: String? = nil, form: StepFormView? = nil, otherWay: StepWay? = nil, errors: [ErrorLine] = [],
        links: [StepLink] = [], words: Words
    ) {
        self.title = title
        self.lead = lead
        self.notice = notice
        self.form = form
        self.otherWay = otherWay
        self.errors = errors
        self.links = links
        hasErrors = !errors.isEmpty
        hasLinks = !links.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
    }
}

/// The form of a step.
struct StepFormView: Sendable {
    let action: String
    let submit: String
    var fields: [StepField] = []
    var terms: TermsView?
    /// Where to go afterwards.
    var back: String?
    /// What came behind the `#` of a link in a mail; empty until the page's script finds it there.
    var linkSecret: LinkSecretView?
}

/// One of the kinds of fields that steps have.
struct StepField: Sendable {
    var text: FieldView?
    var password: FieldView?
    /// Six digits.
    var code: FieldView?
}

/// The field that a link's secret is put into, and the code to type where no script can.
struct LinkSecretView: Sendable {
    let value: String
    let code: FieldView
}

/// The tick that says yes to the terms and the privacy notice.
struct TermsView: Sendable {
    let isTicked: Bool
    let error: String?
    let termsUrl: String
    let privacyUrl: String
}

/// A button that says what is wanted instead.
struct StepWay: Sendable {
    let action: String
    let name: String
    let value: String
    let text: String
}

struct StepLink: Sendable {
    let url: String
    let text: String
}

extension FieldView {
    /// An e-mail address.
    static func email(_ id: String = "email", label: String, value: String, errors: [ErrorLine], hint: String? = nil) -> FieldView {
        FieldView(
            id, label: label, value: value, errors: errors, type: "email", hint: hint, maxLength: 254, autocomplete: "email")
    }

    /// A password to choose. What was typed is never shown again.
    static func newPassword(_ id: String = "password", label: String, errors: [ErrorLine], words: Words) -> FieldView {
        let hint = words("newPassword.hint", ["count": "\(PasswordRules.minimumCharacters)"])
        return FieldView(
            id, label: label, value: "", errors: errors, type: "password", hint: hint, maxLength: PasswordRules.maximumBytes,
            autocomplete: "new-password")
    }

    /// The password that somebody has.
    static func currentPassword(_ id: String, label: String, errors: [ErrorLine], hint: String? = nil) -> FieldView {
        FieldView(
            id, label: label, value: "", errors: errors, type: "password", hint: hint, maxLength: PasswordRules.maximumBytes,
            autocomplete: "current-password")
    }

    /// A code of six digits.
    static func code(label: String, errors: [ErrorLine], hint: String?) -> FieldView {
        FieldView("code", label: label, value: "", errors: errors, hint: hint, maxLength: 20, autocomplete: "one-time-code")
    }
}
