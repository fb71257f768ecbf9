import Foundation

/// What a password must be. Length is all that is asked: rules about kinds of characters make passwords worse.
///
/// - SeeAlso: NIST SP 800-63B, section 5.1.1.2 (memorized secret verifiers).
public enum PasswordRules {
    /// Characters at least: 10, enough against guessing on line, where attempts are throttled.
    public static let minimumCharacters = 10
    /// Bytes (UTF-8) at most: 256, so that hashing has a bounded input.
    public static let maximumBytes = 256

    /// Returns the one spelling of a password that is hashed: Unicode NFKC, so that every keyboard produces the same bytes.
    ///
    /// - Throws: ``TextRefusal/tooShort``, ``TextRefusal/tooLong``, or ``TextRefusal/forbiddenCharacter`` for control
    ///   characters.
    public static func parse(_ raw: String) throws(TextRefusal) -> String {
        let password = try normalize(raw)
        guard password.count >= minimumCharacters else { throw .tooShort }
        return password
    }

    /// The spelling to check at login: a password chosen under older rules may be shorter.
    ///
    /// - Throws: ``TextRefusal/tooLong`` or ``TextRefusal/forbiddenCharacter``: no stored password is like that.
    public static func normalize(_ raw: String) throws(TextRefusal) -> String {
        guard raw.utf8.count <= maximumBytes * 4 else { throw .tooLong }
        let password = raw.precomposedStringWithCompatibilityMapping
        guard password.utf8.count <= maximumBytes else { throw .tooLong }
        guard !password.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw .forbiddenCharacter
        }
        return password
    }
}
