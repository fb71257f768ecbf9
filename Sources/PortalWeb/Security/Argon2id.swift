import CSodium

/// Argon2id by libsodium, as PHC strings: t = 2, m = 19 MiB, p = 1.
///
/// - SeeAlso: OWASP Password Storage Cheat Sheet (the second of its equivalent settings); RFC 9106.
enum Argon2id {
    /// Passes over the memory.
    static let passes: UInt64 = 2
    /// Bytes of memory.
    static let memory = 19 * 1024 * 1024

    enum Failure: Error { case outOfMemory, noLibrary }

    /// - Throws: ``Failure``.
    static func hash(_ password: String) throws(Failure) -> String {
        guard sodium_init() >= 0 else { throw .noLibrary }
        let text = Array(password.utf8CString)
        var output = [CChar](repeating: 0, count: crypto_pwhash_strbytes())
        let status = crypto_pwhash_str_alg(
            &output, text, UInt64(text.count - 1), passes, memory, crypto_pwhash_alg_argon2id13()
        )
        guard status == 0 else { throw .outOfMemory }
        return String(decoding: output.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Whether the password is the hashed one. Takes as long as ``hash(_:)``.
    static func verify(_ password: String, against hash: String) -> Bool {
        guard sodium_init() >= 0, hash.utf8.count < crypto_pwhash_strbytes() else { return false }
        let text = Array(password.utf8CString)
        return crypto_pwhash_str_verify(hash, text, UInt64(text.count - 1)) == 0
    }
}
