/// Protects forms from being sent by other sites: a value that goes with one browser's cookie, and that only this server
/// can make.
///
/// - SeeAlso: OWASP Cross-Site Request Forgery Prevention Cheat Sheet, signed double-submit bound to the session.
struct FormToken: Sendable {
    let key: ServerKey

    /// The token for whoever holds `cookie`: a login session's, or the one that the login form sets.
    func token(for cookie: String) -> String { key.code(for: cookie, purpose: .form).prefix(24).base64URL }

    func isValid(_ token: String, for cookie: String) -> Bool { isSame(self.token(for: cookie), token) }
}
