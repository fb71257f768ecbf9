import PortalCore

/// What somebody typed to log in.
struct LoginForm: Equatable, Sendable {
    let email: String
    let password: String
    let back: String

    /// The longest that is shown again, in characters: an address has 254 at most.
    private static let longestEmail = 254

    init(_ fields: FormFields) {
        email = String(fields["email"].prefix(Self.longestEmail))
        password = fields.exact("password")
        back = fields["back"]
    }

    /// What is missing, field by field.
    func errors(_ words: Words) -> [ErrorLine] {
        var errors: [ErrorLine] = []
        if email.isEmpty { errors.append(ErrorLine(field: "email", text: words("login.emailMissing"))) }
        if password.isEmpty { errors.append(ErrorLine(field: "password", text: words("login.passwordMissing"))) }
        return errors
    }

    /// What is typed by way of an address, as it is counted and looked up; text that is no address matches nobody.
    var address: String { (try? EmailAddress(email))?.text ?? email.lowercased() }

    /// The password as it is hashed; `nil` if no stored one can be like that.
    var normalizedPassword: String? { try? PasswordRules.normalize(password) }
}
