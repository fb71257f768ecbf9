/// A parameter of a header field's value: `charset=utf-8`, `filename="invite.ics"`.
enum Parameter {
    /// How much of a value is kept, in characters: encoded, it still fits on a line (998 bytes, RFC 5322, section 2.1.1).
    static let longest = 80

    /// Quoted where the value is ASCII, else extended: `filename*=utf-8''s%C3%A9ance.ics`.
    ///
    /// - SeeAlso: RFC 2045, section 5.1; RFC 2231, section 4.
    static func word(_ name: StaticString, _ value: String) -> String {
        let kept = String(String.UnicodeScalarView(value.unicodeScalars.prefix(longest)))
        if kept.utf8.allSatisfy({ isLetterOrDigit($0) || " !#&'()+,-.;=@[]^_{}~".utf8.contains($0) }) { return "\(name)=\"\(kept)\"" }
        let encoded = kept.utf8.map { byte in
            isLetterOrDigit(byte) || "-._".utf8.contains(byte)
                ? String(UnicodeScalar(byte)) : QuotedPrintable.escape(byte).replacing("=", with: "%")
        }
        return "\(name)*=utf-8''" + encoded.joined()
    }
}
