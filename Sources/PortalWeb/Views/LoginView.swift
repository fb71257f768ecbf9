import PortalCore
import SignalingProtocol

/// The login page of either door.
struct LoginView: Sendable {
    let title: String
    let lead: String
    let emailHint: String
    let submit: String
    let action: String
    /// Not where clients log in by code.
    let asksPassword: Bool
    let forgotUrl: String?
    /// For who comes for the first time; `nil` for staff, and where the practice shows no way in.
    let first: First?
    /// Where to go after login.
    let back: String?
    let email: String
    let notice: String?
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]
    /// A way out of the errors (Q21).
    let errorLink: StepLink?
    let emailError: FieldErrorView?
    let passwordError: FieldErrorView?

    struct First: Sendable {
        let text: String
        /// `nil` where nobody signs up.
        let signUpUrl: String?
    }

    struct FieldErrorView: Sendable {
        let id: String
        let text: String
    }

    init(
        door: Door, practice: Practice, words: Words, back: LocalPath?, email: String = "", notice: String? = nil,
        errors: [ErrorLine] = []
    ) {
        let isStaff = door == .staff
        let places = Places(practice: practice.slug)
        let identity = practice.identity
        asksPassword = isStaff || identity.usesPasswords
        submit = words(asksPassword ? "login.submit" : "login.sendCode")
        forgotUrl = asksPassword ? places.forgot(door) : nil
        first = isStaff ? nil : First(practice, words)
        errorLink = errors.isEmpty ? nil : forgotUrl.map { StepLink(url: $0, text: words("login.forgot")) }
        title = words(isStaff ? "login.staffTitle" : "login.title")
        lead = words(isStaff ? "login.staffLead" : "login.lead", ["practice": practice.name.text])
        emailHint = words(isStaff ? "login.staffEmailHint" : "login.emailHint")
        action = places.login(door)
        self.back = back?.text
        self.email = email
        self.notice = notice
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
        self.errors = errors
        func error(_ id: String) -> FieldErrorView? {
            errors[id].map { FieldErrorView(id: id, text: $0) }
        }
        emailError = error("email")
        passwordError = error("password")
    }
}

extension LoginView.First {
    init?(_ practice: Practice, _ words: Words) {
        let identity = practice.identity
        if identity.offersSignUp {
            self.init(text: words("login.firstText"), signUpUrl: Places(practice: practice.slug).signUp)
        } else if !identity.acceptsSignUp {
            let text = identity.usesPasswords ? "closed.signUpAccounts" : "closed.signUpCodes"
            self.init(text: words(text, ["practice": practice.name.text]), signUpUrl: nil)
        } else {
            return nil
        }
    }
}
