import PortalCore
import SignalingProtocol

/// What staff typed to open the portal to a client: an address and a starter password (A3). The password is never shown again.
struct PortalAccessForm: Equatable, Sendable {
    var email = ""
    var password = ""
    /// Ticked to let an account that has the address already see this client's sessions too.
    var joinsExisting = false

    init(email: EmailAddress? = nil) { self.email = email?.text ?? "" }

    init(_ fields: FormFields) {
        email = String(fields["email"].prefix(300))
        password = fields.exact("password")
        joinsExisting = fields["existing"] == "yes"
    }

    /// - Returns: What the form says, or everything that is wrong with it. An account that exists needs no password.
    func read(_ words: Words) -> (email: EmailAddress?, password: String?, errors: [ErrorLine]) {
        var errors: [ErrorLine] = []
        let address = try? EmailAddress(email)
        if address == nil {
            errors.append(ErrorLine(field: "email", text: words(email.isEmpty ? "access.emailMissing" : "access.emailWrong")))
        }
        guard !joinsExisting else { return (address, nil, errors) }
        let checked = Self.check(password, field: "password", words)
        if let error = checked.error { errors.append(error) }
        return (address, checked.password, errors)
    }

    /// A starter password in the spelling that is hashed, or what is wrong with it.
    static func check(_ raw: String, field: String, _ words: Words) -> (password: String?, error: ErrorLine?) {
        do throws(TextRefusal) {
            return (try PasswordRules.parse(raw), nil)
        } catch {
            let word = raw.isEmpty ? "passwordMissing" : error == .tooShort ? "passwordShort" : "passwordWrong"
            let values = ["count": "\(PasswordRules.minimumCharacters)"]
            return (nil, ErrorLine(field: field, text: words("access.\(word)", values)))
        }
    }
}
