import PortalCore

/// A password that somebody chooses, as they typed it.
struct NewPasswordForm: Equatable, Sendable {
    private let typed: String
    private let field: String

    /// - Parameter field: The name of its field.
    init(_ fields: FormFields, field: String = "password") {
        typed = fields.exact(field)
        self.field = field
    }

    /// The password as it is hashed, or what is wrong with it.
    func read(_ words: Words) -> (password: String?, errors: [ErrorLine]) {
        do throws(TextRefusal) {
            return (try PasswordRules.parse(typed), [])
        } catch {
            return (nil, [ErrorLine(field: field, text: words(error.words, ["count": "\(PasswordRules.minimumCharacters)"]))])
        }
    }
}

extension TextRefusal {
    fileprivate var words: String {
        switch self {
        case .empty, .tooShort: "newPassword.tooShort"
        case .tooLong: "newPassword.tooLong"
        case .forbiddenCharacter, .malformed: "newPassword.forbidden"
        }
    }
}
