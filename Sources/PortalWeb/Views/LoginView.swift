import PortalCore
import SignalingProtocol

/// The login page of either door.
struct LoginView: Sendable {
    let title: String
    let lead: String
    let emailHint: String
    let action: String
    /// Where to go after login.
    let back: String?
    let email: String
    let notice: String?
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]
    let emailError: FieldErrorView?
    let passwordError: FieldErrorView?

    struct FieldErrorView: Sendable {
        let id: String
        let text: String
    }

    init(
        door: Door, practice: Practice, words: Words, back: LocalPath?, email: String = "", notice: String? = nil,
        errors: [ErrorLine] = []
    ) {
        let isStaff = door == .staff
        title = words(isStaff ? "login.staffTitle" : "login.title")
        lead = words(isStaff ? "login.staffLead" : "login.lead", ["practice": practice.name.text])
        emailHint = words(isStaff ? "login.staffEmailHint" : "login.emailHint")
        action = Places(practice: practice.slug).login(door)
        self.back = back?.text
        self.email = email
        self.notice = notice
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
        self.errors = errors
        func error(_ id: String) -> FieldErrorView? {
            errors.first { $0.field == id }.map { FieldErrorView(id: id, text: $0.text) }
        }
        emailError = error("email")
        passwordError = error("password")
    }
}
