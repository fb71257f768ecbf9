import PortalCore
import SignalingProtocol

/// What somebody typed to sign up.
struct SignUpForm: Equatable, Sendable {
    var name = ""
    var email = ""
    var hasAccepted = false
    private var password = NewPasswordForm(FormFields(""))

    init() {}

    init(_ fields: FormFields) {
        name = String(fields["name"].prefix(200))
        email = String(fields["email"].prefix(254))
        hasAccepted = fields["terms"] == "yes"
        password = NewPasswordForm(fields)
    }

    struct Wanted: Equatable, Sendable {
        let name: DisplayName
        let email: EmailAddress
        /// As it is hashed; `nil` where clients log in by code.
        let password: String?
    }

    /// What the form says, or what is wrong with it.
    func read(usesPasswords: Bool, words: Words) -> (wanted: Wanted?, errors: [ErrorLine]) {
        var errors: [ErrorLine] = []
        let name = try? DisplayName.parse(self.name)
        if name == nil {
            errors.append(ErrorLine(field: "name", text: words(self.name.isEmpty ? "signUp.nameMissing" : "signUp.nameWrong")))
        }
        let email = try? EmailAddress(self.email)
        if email == nil { errors.append(ErrorLine(field: "email", text: words("signUp.emailWrong"))) }
        var password: String?
        if usesPasswords {
            let read = self.password.read(words)
            password = read.password
            errors += read.errors
        }
        if !hasAccepted { errors.append(ErrorLine(field: "terms", text: words("signUp.termsMissing"))) }
        guard errors.isEmpty, let name, let email else { return (nil, errors) }
        return (Wanted(name: name, email: email, password: password), [])
    }
}
