/// A code that lets somebody in once who lost the phone with the authenticator app: `k7m2p-x4r9t`, 50 random bits.
///
/// - SeeAlso: D. Crockford's base 32: no i, l, o or u, so that nothing is mistaken for a digit.
public struct RecoveryCode: Hashable, Sendable, CustomStringConvertible {
    /// How many somebody gets at a time.
    public static let count = 10
    /// How many random bytes make all of them: one a character.
    public static let byteCount = count * length

    private static let length = 10
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    /// Ten characters, without the hyphen: what is hashed and stored.
    public let characters: String

    /// Ten codes from random bytes. 32 goes into 256 without rest, so that each character is as likely as any other.
    ///
    /// - Returns: `nil` unless there are ``byteCount`` bytes.
    public static func codes(from bytes: [UInt8]) -> [RecoveryCode]? {
        guard bytes.count == byteCount else { return nil }
        return stride(from: 0, to: byteCount, by: length).map { start in
            RecoveryCode(characters: String(bytes[start..<start + length].map { alphabet[Int($0 & 31)] }))
        }
    }

    private init(characters: String) { self.characters = characters }

    /// A code as somebody typed it: case, blanks and dashes make no difference, an o is a zero, an i or l a one.
    ///
    /// - Returns: `nil` if it can't be a code.
    public init?(typed: String) {
        guard typed.utf8.count <= 128 else { return nil }
        let text = typed.lowercased().filter { !$0.isTypingGap }
            .replacing("o", with: "0").replacing("i", with: "1").replacing("l", with: "1")
        guard text.count == Self.length, text.allSatisfy(Self.alphabet.contains) else { return nil }
        characters = text
    }

    public var description: String { "\(characters.prefix(5))-\(characters.suffix(5))" }
}
